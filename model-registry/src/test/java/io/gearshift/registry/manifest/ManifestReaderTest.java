package io.gearshift.registry.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gearshift.core.policy.Precision;
import io.gearshift.core.serve.DataType;
import io.gearshift.core.serve.TensorSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestReaderTest {

    private static final String SHA256 = "0123456789abcdef".repeat(4);

    /** Lines are numbered from 1 in the tests below. */
    private static final String GOOD = """
            task: image-classification
            description: pictures
            priority: 70
            latencyObjectiveMs: 12.5
            minAccuracy: 0.8
            inputs:
              - {name: image, type: FP32, shape: [-1, 3]}
            outputs:
              - name: scores
                type: FP32
                shape: [-1, 10]
            accuracy: {metric: top-1, dataset: pictures, n: 100}
            tolerance: {metric: cosine, value: 0.9}
            sampleShapes:
              image: [4, 3]
            variants:
              - name: full
                file: full.onnx
                sha256: %1$s
                precision: FP32
                accuracy: 0.95
              - name: small
                file: sub/small.onnx
                sha256: %1$s
                precision: INT8
                accuracy: 0.9
                derivedFrom: full
                how: by hand
              - name: cloud
                endpoint: box
                precision: FP16
                accuracy: 0.96
            """.formatted(SHA256);

    @TempDir
    Path temp;

    private Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectories(temp.resolve("pictures/sub")).getParent();
        Files.writeString(folder.resolve("full.onnx"), "12345");
        Files.writeString(folder.resolve("sub/small.onnx"), "123");
    }

    private Manifest read(String text) throws Exception {
        Files.writeString(folder.resolve("model.yaml"), text);
        return new ManifestReader().read(folder);
    }

    private List<Problem> problems(String text) {
        try {
            read(text);
            return List.of();
        } catch (ManifestException e) {
            return e.problems();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private String at(String rest) {
        return folder.resolve("model.yaml") + ":" + rest;
    }

    private static String with(String line, String instead) {
        assertThat(GOOD).contains(line);
        return GOOD.replaceFirst(
                java.util.regex.Pattern.quote(line), java.util.regex.Matcher.quoteReplacement(instead));
    }

    @Test
    void read_everyField_isTakenUp() throws Exception {
        Manifest manifest = read(GOOD);
        assertThat(manifest.name()).isEqualTo("pictures");
        assertThat(manifest.folder()).isEqualTo(folder);
        assertThat(manifest.task()).isEqualTo("image-classification");
        assertThat(manifest.description()).isEqualTo("pictures");
        assertThat(manifest.priority()).isEqualTo(70);
        assertThat(manifest.latencyObjectiveMs()).isEqualTo(12.5);
        assertThat(manifest.minAccuracy()).isEqualTo(0.8);
        assertThat(manifest.inputs()).containsExactly(new TensorSpec("image", DataType.FP32, List.of(-1L, 3L)));
        assertThat(manifest.outputs()).containsExactly(new TensorSpec("scores", DataType.FP32, List.of(-1L, 10L)));
        assertThat(manifest.accuracy()).isEqualTo(new Accuracy("top-1", "pictures", 100));
        assertThat(manifest.tolerance()).isEqualTo(new Tolerance(Tolerance.Metric.COSINE, 0.9));
        assertThat(manifest.sampleShapes()).isEqualTo(Map.of("image", List.of(4L, 3L)));
        assertThat(manifest.variants())
                .containsExactly(
                        new Variant(
                                "full", Precision.FP32, 0.95, folder.resolve("full.onnx"), SHA256, "", "", "", "", 5),
                        new Variant(
                                "small",
                                Precision.INT8,
                                0.9,
                                folder.resolve("sub/small.onnx"),
                                SHA256,
                                "",
                                "",
                                "full",
                                "by hand",
                                3),
                        new Variant("cloud", Precision.FP16, 0.96, null, "", "box", "pictures", "", "", 0));
        assertThat(manifest.reference().name()).isEqualTo("full");
        assertThat(manifest.signature().variants()).containsExactly("full", "small", "cloud");
    }

    @Test
    void read_onlyWhatIsRequired_getsTheDefaults() throws Exception {
        Manifest manifest = read("""
                task: t
                inputs: [{name: x, type: INT64, shape: [-1, -1]}]
                outputs: [{name: y, type: FP32, shape: []}]
                accuracy: {metric: m, dataset: d, n: 1}
                variants: [{name: a, file: full.onnx, sha256: %s, precision: FP32, accuracy: 1}]
                """.formatted(SHA256.toUpperCase(java.util.Locale.ROOT)));
        assertThat(manifest.priority()).isEqualTo(50);
        assertThat(manifest.latencyObjectiveMs()).isNull();
        assertThat(manifest.minAccuracy()).isNull();
        assertThat(manifest.tolerance()).isEqualTo(Tolerance.DEFAULT);
        assertThat(manifest.sampleShapes()).isEqualTo(Map.of("x", List.of(1L, 1L)));
        assertThat(manifest.reference().sha256()).isEqualTo(SHA256);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "task: image-classification|tsk: x|1:1: tsk: unknown key",
                "priority: 70|priority: high|3:11: priority: high (expected: a whole number, 0..100)",
                "priority: 70|priority: 101|3:11: priority: 101 (expected: a whole number, 0..100)",
                "priority: 70|priority: 1.5|3:11: priority: 1.5 (expected: a whole number, 0..100)",
                "12.5|0|4:21: latencyObjectiveMs: 0 (expected: milliseconds, more than 0)",
                "12.5|.nan|4:21: latencyObjectiveMs: .nan (expected: milliseconds, more than 0)",
                "12.5|'12'|4:21: latencyObjectiveMs: \"12\" (expected: milliseconds, more than 0)",
                "minAccuracy: 0.8|minAccuracy: 80|5:14: minAccuracy: 80 (expected: a number, 0..1)",
                "minAccuracy: 0.8|minAccuracy: 0.97|5:14: minAccuracy: 0.97 (expected: at most 0.96, the best variant's)",
                "type: FP32, shape|type: float, shape|7:25: inputs[0].type: float (expected: one of BOOL, UINT8, INT8, INT32, INT64, FP16, FP32, FP64, BYTES)",
                "[-1, 3]|[-2, 3]|7:39: inputs[0].shape[0]: -2 (expected: a list of whole numbers, -1 for a free dimension)",
                "[-1, 3]|any|7:38: inputs[0].shape: any (expected: a list of whole numbers, -1 for a free dimension)",
                "name: scores|nam: scores|9:5: outputs[0].nam: unknown key",
                "n: 100|n: 0|12:49: accuracy.n: 0 (expected: a whole number, 1..2147483647)",
                "metric: cosine|metric: cosin|13:21: tolerance.metric: cosin (expected: one of cosine, max-abs, top1)",
                "value: 0.9}|value: 2}|13:36: tolerance.value: 2 (expected: a cosine, -1..1)",
                "image: [4, 3]|picture: [4, 3]|15:12: sampleShapes.picture: no such input",
                "image: [4, 3]|image: [4, 2]|15:10: sampleShapes.image: [4, 2] (expected: a shape that fits [-1, 3])",
                "image: [4, 3]|image: [-1, 3]|15:11: sampleShapes.image[0]: -1 (expected: a list of whole numbers, 1 or more)",
                "name: full|name: a/b|17:11: variants[0].name: a/b: not a name (expected: letters, digits, '.', '_', '-', beginning with a letter or digit)",
                "name: full|name: ..|17:11: variants[0].name: ..: not a name (expected: letters, digits, '.', '_', '-', beginning with a letter or digit)",
                "name: small|name: full|22:11: variants[1].name: full: given twice (expected: once)",
                "file: full.onnx|fiel: full.onnx|18:5: variants[0].fiel: unknown key",
                "accuracy: 0.95|accuracy: 95|21:15: variants[0].accuracy: 95 (expected: a number, 0..1)",
                "precision: INT8|precision: INT9|25:16: variants[1].precision: INT9 (expected: one of FP32, FP16, BF16, INT8, INT4, MIXED)",
                "derivedFrom: full|derivedFrom: ful|27:18: variants[1].derivedFrom: ful: no such variant",
                "derivedFrom: full|derivedFrom: small|27:18: variants[1].derivedFrom: small: the variant itself (expected: another one)",
                "endpoint: box|remoteModel: m|30:18: variants[2].remoteModel: without endpoint (expected: only with endpoint)",
            })
    void read_oneMistake_isFoundWhereItStands(String line, String instead, String expected) {
        List<Problem> problems = problems(with(line, instead));
        assertThat(problems).extracting(Problem::toString).contains(at(expected));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "latencyObjectiveMs|latencyObjectivMs|did you mean latencyObjectiveMs?",
                "file: full.onnx|fiel: full.onnx|did you mean file?",
                "metric: cosine|metric: cosin|did you mean cosine?",
                "precision: INT8|precision: int_8|did you mean INT8?",
                "derivedFrom: full|derivedFrom: ful|did you mean full?",
                "image: [4, 3]|imag: [4, 3]|did you mean image?",
                "file: full.onnx|file: ful.onnx|did you mean full.onnx?",
                "accuracy: 0.95|accuracy: 95|write 95.0 % as 0.95",
            })
    void read_mistypedName_getsTheNearest(String line, String instead, String hint) {
        assertThat(problems(with(line, instead))).extracting(Problem::hint).contains(hint);
    }

    @Test
    void read_pathsOutOfTheFolder_areRefused() throws IOException {
        Files.writeString(temp.resolve("outside.onnx"), "1");
        for (String path : List.of(
                "../outside.onnx",
                "sub/../../outside.onnx",
                temp.resolve("outside.onnx").toString(),
                ".")) {
            assertThat(problems(with("file: full.onnx", "file: " + path)))
                    .as(path)
                    .extracting(Problem::toString)
                    .containsExactly(
                            at("18:11: variants[0].file: " + path + " (expected: a file inside the model's folder)"));
        }
        Files.createSymbolicLink(folder.resolve("link.onnx"), temp.resolve("outside.onnx"));
        assertThat(problems(with("file: full.onnx", "file: link.onnx")))
                .extracting(Problem::toString)
                .containsExactly(at("18:11: variants[0].file: link.onnx: a link to "
                        + temp.resolve("outside.onnx").toRealPath()
                        + " (expected: a file inside the model's folder)"));
        assertThat(problems(with("file: full.onnx", "file: sub")))
                .extracting(Problem::toString)
                .containsExactly(at("18:11: variants[0].file: sub: not a file"));
    }

    private static final String SPLIT = """
              - name: halves
                split: {head: full.onnx, headSha256: %1$s, tail: sub/small.onnx, tailSha256: %1$s, wireBytes: 64}
                precision: FP32
                accuracy: 0.95
                derivedFrom: full
            """.formatted(SHA256);

    @Test
    void read_split_isAVariantOfItsOwnKind() throws Exception {
        Manifest manifest = new ManifestReader().read(folder, GOOD + SPLIT.replace("64}", "64, endpoint: box}"));

        assertThat(manifest.variants()).hasSize(3);
        assertThat(manifest.names()).containsExactly("full", "small", "cloud", "halves");
        assertThat(manifest.splits())
                .containsExactly(new SplitVariant(
                        "halves",
                        Precision.FP32,
                        0.95,
                        folder.resolve("full.onnx"),
                        SHA256,
                        folder.resolve("sub/small.onnx"),
                        SHA256,
                        64,
                        "box",
                        folder.getFileName() + "-halves",
                        "full",
                        ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "head: full.onnx, |'' |variants[3].split.head: missing (expected: a file in the model's folder)",
                "head: full.onnx|head: ful.onnx|variants[3].split.head: ful.onnx: no such file in",
                "head: full.onnx|hed: full.onnx|variants[3].split.hed: unknown key",
                "wireBytes: 64|wireBytes: -1|variants[3].split.wireBytes: -1 (expected: a whole number",
                "wireBytes: 64|remoteModel: m|variants[3].split.remoteModel: without endpoint",
                "precision: FP32|file: full.onnx|variants[3].file: beside split (expected: one of file",
            })
    void read_splitWithAMistake_saysWhatAndWhere(String part, String instead, String expected) {
        assertThat(problems(GOOD + SPLIT.replace(part, instead.strip())))
                .extracting(Problem::toString)
                .anySatisfy(problem -> assertThat(problem).contains(expected));
    }

    @Test
    void read_wrongHash_saysHowToGetIt() {
        List<Problem> problems = problems(with(SHA256, "abc"));
        assertThat(problems)
                .extracting(Problem::toString)
                .containsExactly(at("19:13: variants[0].sha256: abc (expected: 64 hex digits)"));
        assertThat(problems.get(0).hint()).isEqualTo("sha256sum full.onnx prints it");
    }

    @Test
    void read_manyMistakes_areAllFoundInOrder() {
        List<Problem> problems = problems("""
                taks: image
                priority: 500
                inputs: []
                outputs:
                  - {name: y, type: FP33, shape: [1]}
                  - 5
                accuracy: {metric: top-1}
                variants:
                  - {name: a, file: missing.onnx, sha256: 12, precision: FP32, accuracy: 2000}
                  - {name: b, endpoint: box, file: full.onnx, sha256: 1, precision: FP32, accuracy: 0.5}
                """);
        assertThat(problems)
                .extracting(Problem::toString)
                .containsExactly(
                        at("1:1: taks: unknown key"),
                        at("1:1: task: missing (expected: what the model does, such as image-classification)"),
                        at("2:11: priority: 500 (expected: a whole number, 0..100)"),
                        at("3:9: inputs: an empty list (expected: a list, each element with name, type, shape)"),
                        at("5:21: outputs[0].type: FP33 (expected: one of BOOL, UINT8, INT8, INT32, INT64, FP16, FP32,"
                                + " FP64, BYTES)"),
                        at("6:5: outputs[1]: 5 (expected: a mapping with name, type, shape)"),
                        at("7:11: accuracy.dataset: missing (expected: what it was measured on)"),
                        at("7:11: accuracy.n: missing (expected: the number of examples)"),
                        at("9:21: variants[0].file: missing.onnx: no such file in " + folder),
                        at("9:43: variants[0].sha256: 12 (expected: 64 hex digits)"),
                        at("9:74: variants[0].accuracy: 2000 (expected: a number, 0..1)"),
                        at("10:25: variants[1].endpoint: beside file (expected: one of the two)"),
                        at("10:55: variants[1].sha256: beside endpoint (expected: only with file)"));
    }

    @Test
    void read_onlyCloudVariants_areRefused() {
        assertThat(problems(GOOD.substring(0, GOOD.indexOf("  - name: full"))
                        + GOOD.substring(GOOD.indexOf("  - name: cloud"))))
                .extracting(Problem::toString)
                .containsExactly(at("17:3: variants: no variant has a file (expected: at least one)"));
    }

    @Test
    void read_keyGivenTwice_isFoundAtTheSecond() {
        assertThat(problems(with("priority: 70", "priority: 70\npriority: 60")))
                .extracting(Problem::toString)
                .containsExactly(at("4:1: priority: given twice (expected: once)"));
    }

    @Test
    void read_notYaml_pointsAtTheMistake() {
        assertThat(problems("task: x\ninputs: [1, 2\noutputs: y\n"))
                .singleElement()
                .satisfies(p -> assertThat(p.toString()).startsWith(at("3:8: not YAML: ")));
        assertThat(problems(""))
                .extracting(Problem::toString)
                .singleElement()
                .satisfies(text -> assertThat(text).startsWith(at("0:0: empty")));
        assertThat(problems("- a list\n"))
                .extracting(Problem::toString)
                .singleElement()
                .satisfies(text -> assertThat(text).startsWith(at("1:1: a list (expected: a mapping with task")));
    }

    @Test
    void read_noOrUnreadableFile_isAProblemNotACrash() throws IOException {
        assertThatThrownBy(() -> new ManifestReader().read(folder))
                .isInstanceOf(ManifestException.class)
                .hasMessage(at("0:0: missing (expected: the model's manifest)"));
        Files.write(folder.resolve("model.yaml"), "task: \u00e9".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> new ManifestReader().read(folder)).hasMessage(at("0:0: not UTF-8 text"));
        Files.writeString(folder.resolve("model.yaml"), "#".repeat((1 << 20) + 1));
        assertThatThrownBy(() -> new ManifestReader().read(folder))
                .hasMessage(at("0:0: 1048577 bytes (expected: at most 1048576)"));
    }

    @Test
    void read_aliasBomb_isAProblemNotACrash() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 60; i++) {
            bomb.append("a%d: &a%d [*a%d, *a%d]%n".formatted(i, i, i - 1, i - 1));
        }
        assertThat(problems(bomb.toString())).isNotEmpty();
        assertThat(problems("task: " + "[".repeat(5000))).isNotEmpty();
    }

    @Test
    void read_folderNameThatIsNoName_isRefused() throws IOException {
        Path odd = Files.move(folder, temp.resolve("my pictures"));
        Files.writeString(odd.resolve("model.yaml"), GOOD);
        assertThatThrownBy(() -> new ManifestReader().read(odd))
                .hasMessage(odd.resolve("model.yaml") + ":1:1: folder name my pictures: not a name (expected: letters,"
                        + " digits, '.', '_', '-', beginning with a letter or digit)");
    }
}
