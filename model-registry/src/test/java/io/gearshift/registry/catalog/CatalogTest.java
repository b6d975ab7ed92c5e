package io.gearshift.registry.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.gearshift.registry.manifest.Problem;
import io.gearshift.registry.onnx.OrtRuntime;
import io.gearshift.registry.onnx.TestModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogTest {

    private static final Path DENSE = TestModels.tiny("dense");
    private static final String DENSE_SHA256 = TestModels.sha256(DENSE);

    @TempDir
    Path temp;

    private Path registry;
    private Catalog catalog;

    @BeforeEach
    void makeRegistry() throws IOException {
        registry = Files.createDirectory(temp.resolve("models"));
        catalog = new Catalog(registry, OrtRuntime.open(null));
    }

    private static String manifest(String sha256, String shape) {
        return """
                task: test
                inputs:
                  - {name: x, type: FP32, shape: %s}
                outputs:
                  - {name: y, type: FP32, shape: [-1, 8]}
                accuracy: {metric: top-1, dataset: none, n: 1}
                variants:
                  - name: full
                    file: full.onnx
                    sha256: %s
                    precision: FP32
                    accuracy: 0.9
                """.formatted(shape, sha256);
    }

    private Path add(String name, String sha256, String shape) throws IOException {
        Path folder = Files.createDirectories(registry.resolve(name));
        if (!Files.exists(folder.resolve("full.onnx"))) {
            Files.copy(DENSE, folder.resolve("full.onnx"));
        }
        Files.writeString(folder.resolve("model.yaml"), manifest(sha256, shape));
        return folder;
    }

    private Path addGood(String name) throws IOException {
        return add(name, DENSE_SHA256, "[-1, 64]");
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static List<String> texts(Scan scan) {
        return scan.problems().stream().map(Problem::toString).toList();
    }

    @Test
    void scan_addedAndRemoved_isSeenAtTheNextScan() throws IOException {
        Scan empty = catalog.scan();
        assertThat(empty.models()).isEmpty();
        assertThat(empty.problems()).isEmpty();
        assertThat(empty.isChanged()).isTrue();
        assertThat(catalog.scan().isChanged()).isFalse();

        Path a = addGood("a");
        addGood("b");
        Scan added = catalog.scan();
        assertThat(texts(added)).isEmpty();
        assertThat(added.models().keySet()).containsExactly("a", "b");
        assertThat(added.isChanged()).isTrue();
        assertThat(added.models().get("a").reference().bytes()).isEqualTo(Files.size(DENSE));
        assertThat(catalog.scan().isChanged()).isFalse();

        remove(a);
        assertThat(catalog.scan().models().keySet()).containsExactly("b");
        Files.delete(registry.resolve("b/model.yaml"));
        Scan removed = catalog.scan();
        assertThat(removed.models()).isEmpty();
        assertThat(texts(removed))
                .containsExactly(registry.resolve("b") + ":0:0: no model.yaml (expected: the model's manifest)");
    }

    @Test
    void scan_wrongHash_namesBothDigestsAndLeavesTheOthersAlone() throws IOException {
        addGood("good");
        Path bad = add("bad", "0".repeat(64), "[-1, 64]");
        Scan scan = catalog.scan();
        assertThat(scan.models().keySet()).containsExactly("good");
        assertThat(texts(scan))
                .containsExactly(bad.resolve("model.yaml") + ":10:13: variants[0].sha256: " + "0".repeat(64)
                        + " is not the digest of full.onnx, which is " + DENSE_SHA256);
    }

    @Test
    void scan_wrongSignature_saysWhatTheFileHas() throws IOException {
        Path folder = add("m", DENSE_SHA256, "[-1, 63]");
        Files.writeString(
                folder.resolve("model.yaml"),
                Files.readString(folder.resolve("model.yaml")).replace("name: y, type: FP32", "name: z, type: FP64"));
        Scan scan = catalog.scan();
        assertThat(scan.models()).isEmpty();
        String file = folder.resolve("model.yaml").toString();
        assertThat(texts(scan))
                .containsExactly(
                        file + ":3:34: inputs[0].shape: [-1, 63] (expected: [-1, 64], as in full.onnx)",
                        file + ":5:3: outputs: y of full.onnx is missing",
                        file + ":5:12: outputs[0].name: z: not in full.onnx");
        assertThat(scan.problems().get(1).hint()).isEqualTo("add {name: y, type: FP32, shape: [-1, 8]}");
    }

    @Test
    void scan_wrongType_saysTheTypeOfTheFile() throws IOException {
        Path folder = addGood("m");
        Files.writeString(
                folder.resolve("model.yaml"),
                Files.readString(folder.resolve("model.yaml")).replace("x, type: FP32", "x, type: FP16"));
        assertThat(texts(catalog.scan()))
                .containsExactly(
                        folder.resolve("model.yaml") + ":3:21: inputs[0].type: FP16 (expected: FP32, as in full.onnx)");
    }

    @Test
    void scan_truncatedModelWithItsOwnHash_isNoModel() throws IOException {
        Path folder = Files.createDirectory(registry.resolve("m"));
        byte[] whole = Files.readAllBytes(DENSE);
        Path torn = Files.write(folder.resolve("full.onnx"), Arrays.copyOf(whole, whole.length / 2));
        add("m", TestModels.sha256(torn), "[-1, 64]");
        Scan scan = catalog.scan();
        assertThat(scan.models()).isEmpty();
        assertThat(texts(scan))
                .singleElement()
                .satisfies(text -> assertThat(text)
                        .startsWith(folder.resolve("model.yaml")
                                + ":9:11: variants[0].file: full.onnx: no model that the runtime can load: "));
    }

    @Test
    void scan_goneBad_keepsTheOldManifestUntilItIsGoodAgain() throws IOException {
        Path folder = addGood("m");
        Scan good = catalog.scan();
        String text = Files.readString(folder.resolve("model.yaml"));

        Files.writeString(folder.resolve("model.yaml"), text.replace("task: test", "tsak: test"));
        Scan bad = catalog.scan();
        assertThat(bad.models()).isEqualTo(good.models());
        assertThat(bad.isChanged()).isTrue();
        assertThat(texts(bad)).hasSize(2);
        assertThat(catalog.scan().isChanged()).isFalse();

        Files.writeString(folder.resolve("model.yaml"), text.replace("task: test", "task: new"));
        Scan again = catalog.scan();
        assertThat(texts(again)).isEmpty();
        assertThat(again.models().get("m").task()).isEqualTo("new");
    }

    @Test
    void scan_halfCopiedFile_waitsForTheRest() throws IOException {
        Path folder = Files.createDirectory(registry.resolve("m"));
        byte[] whole = Files.readAllBytes(DENSE);
        Files.write(folder.resolve("full.onnx"), Arrays.copyOf(whole, whole.length / 3));
        addGood("m");
        Scan half = catalog.scan();
        assertThat(half.models()).isEmpty();
        assertThat(texts(half)).hasSize(1);
        assertThat(half.problems().get(0).hint()).contains("still being copied");

        Files.write(folder.resolve("full.onnx"), whole);
        Scan full = catalog.scan();
        assertThat(texts(full)).isEmpty();
        assertThat(full.models()).containsKey("m");
    }

    @Test
    void scan_modelFileReplacedInPlace_isNoticed() throws IOException {
        Path folder = addGood("m");
        Scan good = catalog.scan();
        byte[] other = Files.readAllBytes(DENSE);
        other[other.length - 10] ^= 1;
        Path beside = Files.write(folder.resolve("other"), other);
        Files.setLastModifiedTime(beside, Files.getLastModifiedTime(folder.resolve("full.onnx")));
        Files.move(beside, folder.resolve("full.onnx"), StandardCopyOption.REPLACE_EXISTING);
        Scan bad = catalog.scan();
        assertThat(texts(bad))
                .singleElement()
                .satisfies(text -> assertThat(text).contains("is not the digest of"));
        assertThat(bad.models()).isEqualTo(good.models());
    }

    @Test
    void scan_fileMissing_isAProblemAndComesWhenTheFileDoes() throws IOException {
        Path folder = addGood("m");
        Files.delete(folder.resolve("full.onnx"));
        assertThat(texts(catalog.scan()))
                .containsExactly(
                        folder.resolve("model.yaml") + ":9:11: variants[0].file: full.onnx: no such file in " + folder);
        Files.copy(DENSE, folder.resolve("full.onnx"));
        assertThat(catalog.scan().models()).containsKey("m");
    }

    @Test
    void scan_linksOutOfTheFolder_areRefused() throws IOException {
        Path outside = Files.copy(DENSE, temp.resolve("outside.onnx"));
        Path folder = addGood("m");
        Files.delete(folder.resolve("full.onnx"));
        Files.createSymbolicLink(folder.resolve("full.onnx"), outside);
        Scan scan = catalog.scan();
        assertThat(scan.models()).isEmpty();
        assertThat(texts(scan))
                .containsExactly(folder.resolve("model.yaml") + ":9:11: variants[0].file: full.onnx: a link to "
                        + outside.toRealPath() + " (expected: a file inside the model's folder)");
    }

    @Test
    void scan_linkedModelFolderOutsideTheRegistry_isRefused() throws IOException {
        Path folder = addGood("m");
        Path outside = temp.resolve("elsewhere");
        Files.move(folder, outside);
        Files.createSymbolicLink(registry.resolve("m"), outside);
        Scan scan = catalog.scan();
        assertThat(scan.models()).isEmpty();
        assertThat(texts(scan))
                .containsExactly(registry.resolve("m") + ":0:0: a link to " + outside.toRealPath()
                        + " (expected: a folder inside the registry)");
    }

    @Test
    void scan_weightsOutsideTheFolder_areRefused() throws IOException {
        Files.write(registry.resolve("outside.bin"), new byte[16]);
        Path folder = Files.createDirectory(registry.resolve("m"));
        Path file = Files.copy(TestModels.tiny("escape"), folder.resolve("full.onnx"));
        add("m", TestModels.sha256(file), "[-1, 2]");
        Files.writeString(
                folder.resolve("model.yaml"),
                Files.readString(folder.resolve("model.yaml")).replace("[-1, 8]", "[-1, 2]"));
        Scan scan = catalog.scan();
        assertThat(scan.models()).isEmpty();
        assertThat(texts(scan))
                .singleElement()
                .satisfies(text -> assertThat(text)
                        .contains("variants[0].file: full.onnx: no model that the runtime can load: ")
                        .contains("outside.bin"));
    }

    @Test
    void scan_linkInsideTheFolder_isFollowed() throws IOException {
        Path folder = addGood("m");
        Files.move(folder.resolve("full.onnx"), folder.resolve("v2.onnx"));
        Files.createSymbolicLink(folder.resolve("full.onnx"), Path.of("v2.onnx"));
        assertThat(catalog.scan().models()).containsKey("m");
    }

    @Test
    void scan_registryGone_keepsWhatItHadAndSaysSo() throws IOException {
        addGood("m");
        Scan good = catalog.scan();
        Files.move(registry, temp.resolve("moved"));
        Scan gone = catalog.scan();
        assertThat(gone.models()).isEqualTo(good.models());
        assertThat(texts(gone))
                .singleElement()
                .satisfies(text -> assertThat(text).startsWith(registry + ":0:0: the registry cannot be read"));
    }

    @Test
    void scan_hiddenFoldersAndFiles_areNotModels() throws IOException {
        addGood(".prepared");
        Files.writeString(registry.resolve("README.md"), "not a model");
        Files.createDirectory(registry.resolve("empty"));
        Scan scan = catalog.scan();
        assertThat(scan.models()).isEmpty();
        assertThat(texts(scan)).isEmpty();
    }

    @Test
    void scan_afterARestart_readsAgainOnlyWhatHasChanged() throws IOException {
        Path proofs = temp.resolve("state/proofs");
        Path folder = addGood("m");
        FileTime changed = Files.getLastModifiedTime(folder.resolve("full.onnx"));
        assertThat(new Catalog(registry, OrtRuntime.open(null), proofs).scan().models())
                .containsKey("m");

        // Spoilt unseen, in place, with its old time: that the proof is believed shows that the file is not read.
        byte[] spoilt = new byte[(int) Files.size(DENSE)];
        Files.write(folder.resolve("full.onnx"), spoilt);
        Files.setLastModifiedTime(folder.resolve("full.onnx"), changed);
        assertThat(new Catalog(registry, OrtRuntime.open(null), proofs).scan().models())
                .containsKey("m");
        assertThat(new Catalog(registry, OrtRuntime.open(null)).scan().models()).isEmpty();

        Files.setLastModifiedTime(folder.resolve("full.onnx"), FileTime.fromMillis(changed.toMillis() + 1));
        assertThat(new Catalog(registry, OrtRuntime.open(null), proofs).scan().models())
                .isEmpty();

        Files.write(folder.resolve("full.onnx"), Files.readAllBytes(DENSE));
        assertThat(new Catalog(registry, OrtRuntime.open(null), proofs).scan().models())
                .containsKey("m");
        add("m", DENSE_SHA256, "[-1, 63]");
        assertThat(new Catalog(registry, OrtRuntime.open(null), proofs).scan().models())
                .isEmpty();
        add("m", "0".repeat(64), "[-1, 64]");
        assertThat(new Catalog(registry, OrtRuntime.open(null), proofs).scan().models())
                .isEmpty();
    }
}
