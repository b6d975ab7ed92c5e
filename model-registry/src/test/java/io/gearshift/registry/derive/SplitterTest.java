package io.gearshift.registry.derive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.gearshift.core.serve.Tensor;
import io.gearshift.registry.catalog.Catalog;
import io.gearshift.registry.catalog.Scan;
import io.gearshift.registry.derive.graph.DeriveException;
import io.gearshift.registry.derive.graph.OnnxFile;
import io.gearshift.registry.derive.graph.TestingModel;
import io.gearshift.registry.derive.split.Joined;
import io.gearshift.registry.derive.split.Link;
import io.gearshift.registry.manifest.Manifest;
import io.gearshift.registry.manifest.ManifestReader;
import io.gearshift.registry.manifest.SplitVariant;
import io.gearshift.registry.onnx.OnnxSession;
import io.gearshift.registry.onnx.OrtRuntime;
import io.gearshift.registry.onnx.SampleInputs;
import io.gearshift.registry.onnx.TestModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On the sample models. */
class SplitterTest {

    private static final Watch QUIET = new Watch() {
        @Override
        public void stage(String what) {}

        @Override
        public void at(int done, int total) {}
    };

    @TempDir
    private Path dir;

    private final OrtRuntime runtime = OrtRuntime.open(null);
    private Path registry = Path.of("");

    @BeforeEach
    void copySamples() throws IOException {
        registry = Files.createDirectory(dir.resolve("models"));
        for (String model : List.of("fashion", "commands")) {
            Path to = Files.createDirectory(registry.resolve(model));
            for (String file : List.of("model.yaml", "full.onnx", "pruned.onnx")) {
                Files.copy(TestModels.samples().resolve(model).resolve(file), to.resolve(file));
            }
        }
    }

    private SplitRequest request(String model, String variant, int mostCuts) throws Exception {
        Manifest manifest = new ManifestReader().read(registry.resolve(model));
        return new SplitRequest(
                manifest,
                manifest.variant(variant).orElseThrow(),
                "split",
                null,
                List.of(new Link(10, 20), new Link(100, 5)),
                1,
                mostCuts,
                "",
                "gearshift test");
    }

    @ParameterizedTest
    @CsvSource({"fashion, full", "fashion, pruned", "commands, full", "commands, pruned"})
    void sample_split_isRegisteredAndAnswersBitForBit(String model, String variant) throws Exception {
        SplitResult result = new Splitter(runtime).split(request(model, variant, 4), QUIET);

        assertThat(result.front()).isNotEmpty();
        Scan scan = new Catalog(registry, runtime).scan();
        assertThat(scan.problems()).isEmpty();
        Manifest changed = scan.models().get(model);
        assertThat(changed.splits()).hasSizeBetween(1, 4).allSatisfy(split -> {
            assertThat(split.derivedFrom()).isEqualTo(variant);
            assertThat(split.how()).contains("gearshift test", "bit for bit as " + variant, "8 generated inputs");
            assertThat(split.wireBytes()).isPositive();
            assertSame(changed, variant, split);
        });
        assertThat(changed.names()).doesNotHaveDuplicates();
        assertThat(registry.resolve(model)).isDirectoryNotContaining("glob:**.part");
    }

    private void assertSame(Manifest manifest, String variant, SplitVariant split) throws Exception {
        Path file = manifest.variant(variant).orElseThrow().requireFile();
        try (OnnxSession whole = runtime.load(file, "", "cpu", 1);
                OnnxSession head = runtime.load(split.head(), "", "cpu", 1);
                OnnxSession tail = runtime.load(split.tail(), "", "cpu", 1)) {
            for (int seed = 100; seed < 110; seed++) {
                List<Tensor> inputs = SampleInputs.of(manifest, seed);
                assertThat(new Joined(head, tail).isSame(whole, inputs))
                        .as(split.name())
                        .isTrue();
            }
        }
    }

    @Test
    void cuts_noMoreThanAsked_areKept_andThatIsTheFastest() throws Exception {
        SplitResult result = new Splitter(runtime).split(request("fashion", "full", 1), QUIET);

        List<SplitResult.Point> kept =
                result.front().stream().filter(point -> point.variant() != null).toList();
        assertThat(kept).hasSize(1);
        Link first = new Link(10, 20);
        assertThat(result.front())
                .allSatisfy(point -> assertThat(point.cost().totalMs(first))
                        .isGreaterThanOrEqualTo(kept.get(0).cost().totalMs(first)));
        assertThat(new ManifestReader().read(registry.resolve("fashion")).splits())
                .extracting(SplitVariant::name)
                .containsExactly("split-1");
    }

    @Test
    void model_ofOneOperator_isRefusedAndNothingChanges() throws Exception {
        ModelProto one = new TestingModel()
                .input("image", -1, 1, 28, 28)
                .node("Relu", "image", "scores")
                .output("scores", -1, 10)
                .build();
        Path full = registry.resolve("fashion/full.onnx");
        SplitRequest request = request("fashion", "full", 4);
        OnnxFile.write(one, full);

        refused(request, "no cut: the model has a single operator");
    }

    @Test
    void model_thatAnswersOtherwiseEachTime_isRefusedAndNothingChanges() throws Exception {
        ModelProto random = new TestingModel()
                .input("image", -1, 1, 28, 28)
                .node("RandomUniformLike", "image", "noise")
                .node("Add", "image noise", "sum")
                .node("Relu", "sum", "scores")
                .output("scores", -1, 1, 28, 28)
                .build();
        SplitRequest request = request("fashion", "full", 4);
        OnnxFile.write(random, registry.resolve("fashion/full.onnx"));

        refused(request, "answers bit for bit as the whole");
    }

    @Test
    void file_thatIsThereAlready_isRefusedAndNothingChanges() throws Exception {
        Files.writeString(registry.resolve("fashion/split-2.tail.onnx"), "mine");

        refused(request("fashion", "full", 4), "split-2.tail.onnx: is there already");
    }

    @Test
    void interruptedAtAnyStage_changesNothing() throws Exception {
        for (String stage : List.of("simplifying", "finding cuts", "trying cuts", "registering")) {
            SplitRequest request = request("fashion", "pruned", 4);
            assertUnchanged(() -> assertThatThrownBy(() -> new Splitter(runtime).split(request, endingAt(stage)))
                    .isInstanceOf(DeriveException.class)
                    .hasMessage("ended"));
        }
    }

    @Test
    void inputs_missing_areRefusedAndNothingChanges() throws Exception {
        SplitRequest good = request("fashion", "full", 4);
        refused(
                new SplitRequest(
                        good.manifest(),
                        good.parent(),
                        "split",
                        dir.resolve("nowhere"),
                        good.links(),
                        1,
                        4,
                        "",
                        "gearshift test"),
                "nowhere: no such folder");
    }

    private void refused(SplitRequest request, String problem) throws Exception {
        assertUnchanged(() -> assertThatThrownBy(() -> new Splitter(runtime).split(request, QUIET))
                .hasMessageContaining(problem));
    }

    private interface Check {
        void run() throws Exception;
    }

    private void assertUnchanged(Check check) throws Exception {
        Map<Path, String> before = registryFiles();
        check.run();
        assertThat(registryFiles()).isEqualTo(before);
    }

    private Map<Path, String> registryFiles() throws IOException {
        Map<Path, String> files = new TreeMap<>();
        try (var all = Files.walk(registry)) {
            for (Path file : new ArrayList<>(all.filter(Files::isRegularFile).toList())) {
                files.put(file, TestModels.sha256(file));
            }
        }
        return files;
    }

    private static Watch endingAt(String wanted) {
        return new Watch() {
            private String stage = "";

            @Override
            public void stage(String what) {
                stage = what;
            }

            @Override
            public void at(int done, int total) {}

            @Override
            public void require() throws DeriveException {
                if (stage.equals(wanted)) {
                    throw new DeriveException("ended", "");
                }
            }
        };
    }
}
