package io.gearshift.daemon.demo.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.gearshift.daemon.config.Config;
import io.gearshift.daemon.config.ConfigLoader;
import io.gearshift.daemon.demo.device.DeviceMoment;
import io.gearshift.daemon.demo.device.FakeDevice;
import io.gearshift.registry.catalog.Catalog;
import io.gearshift.registry.catalog.Scan;
import io.gearshift.registry.manifest.Variant;
import io.gearshift.registry.onnx.OrtRuntime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoFolderTest {

    @TempDir
    private Path dir;

    private Path samples;

    @BeforeEach
    void laySamplesOut() throws Exception {
        samples = dir.resolve("samples");
        Path model = Files.createDirectories(samples.resolve("minilm"));
        Files.writeString(model.resolve("full.onnx"), "weights");
        Files.writeString(model.resolve("model.yaml"), """
                task: embeddings
                latencyObjectiveMs: 50
                variants:
                  - {name: full, file: full.onnx, sha256: 'ab', precision: FP32, accuracy: 0.98}
                """);
    }

    @Test
    void registry_withCloud_addsAVariantAsAccurateAsTheFirst() throws Exception {
        try (DemoFolder folder = DemoFolder.open(dir.resolve("demo"))) {
            Path registry = folder.registry("models", samples, List.of("minilm"), List.of("minilm"));

            JsonNode variants = manifest(registry).path("variants");
            assertThat(variants).hasSize(2);
            assertThat(manifest(registry).path("latencyObjectiveMs").asDouble()).isEqualTo(250);
            assertThat(variants.path(0).path("sha256").asText()).isEqualTo("ab");
            assertThat(variants.path(1).path("endpoint").asText()).isEqualTo("cloud");
            assertThat(variants.path(1).path("accuracy").asDouble()).isEqualTo(0.98);
            assertThat(registry.resolve("minilm/full.onnx")).hasContent("weights");
        }
    }

    @Test
    void registry_withoutCloud_isTheSamples() throws Exception {
        try (DemoFolder folder = DemoFolder.open(dir.resolve("demo"))) {
            Path registry = folder.registry("models", samples, List.of("minilm"), List.of());

            assertThat(manifest(registry).path("variants")).hasSize(1);
        }
    }

    /** The real catalogue takes what is laid out, the cloud variant too. */
    @Test
    void registry_ofARealModel_isOneTheCatalogueTakes() throws Exception {
        try (DemoFolder folder = DemoFolder.open(dir.resolve("demo"));
                OrtRuntime runtime = OrtRuntime.open(null)) {
            Path registry =
                    folder.registry("models", Path.of("../samples/models"), List.of("fashion"), List.of("fashion"));

            Scan scan = new Catalog(registry, runtime).scan();

            assertThat(scan.problems()).isEmpty();
            assertThat(scan.models().get("fashion").variants())
                    .extracting(Variant::name, Variant::isLocal)
                    .contains(tuple("full", true), tuple("cloud", false));
        }
    }

    private static JsonNode manifest(Path registry) throws Exception {
        return new YAMLMapper().readTree(registry.resolve("minilm/model.yaml").toFile());
    }

    @Test
    void registry_ofAMissingModel_isToldWithWhatToDo() throws Exception {
        try (DemoFolder folder = DemoFolder.open(dir.resolve("demo"))) {
            assertThatThrownBy(() -> folder.registry("models", samples, List.of("fashion"), List.of()))
                    .isInstanceOf(DemoException.class)
                    .hasMessageContaining("fashion");
        }
    }

    @Test
    void configuration_written_isOneTheDaemonTakes() throws Exception {
        try (DemoFolder folder = DemoFolder.open(dir.resolve("demo"))) {
            Path models = folder.registry("models", samples, List.of("minilm"), List.of());
            FakeDevice fake = new FakeDevice(folder.device());
            fake.show(new DeviceMoment(50, 0.5, true, true));

            Config device = ConfigLoader.load(
                    Optional.of(folder.deviceConfig(8123, models, fake, "http://127.0.0.1:8124")), List.of());
            Config cloud = ConfigLoader.load(Optional.of(folder.cloudConfig(8124, models)), List.of());

            assertThat(device.serving().port()).isEqualTo(8123);
            assertThat(device.loop().tick()).isEqualTo(Duration.ofMillis(500));
            assertThat(device.offload().endpoints()).hasSize(1);
            assertThat(cloud.offload().endpoints()).isEmpty();
        }
    }

    @Test
    void open_again_forgetsTheLastRunButNotTheProfiles() throws Exception {
        Path demo = dir.resolve("demo");
        Files.createDirectories(demo.resolve("state/run"));
        Files.writeString(demo.resolve("state/run/127.0.0.1-1.json"), "{}");
        Files.createDirectories(demo.resolve("state/profiles"));
        Files.writeString(demo.resolve("state/profiles/a.json"), "{}");

        try (DemoFolder folder = DemoFolder.open(demo)) {
            folder.shareProfiles();

            assertThat(demo.resolve("state/run")).doesNotExist();
            assertThat(demo.resolve("state/profiles/a.json")).exists();
            assertThat(demo.resolve("cloud-state/profiles/a.json")).exists();
        }
    }

    @Test
    void open_whileAnotherIsOpen_isRefused() throws Exception {
        try (DemoFolder first = DemoFolder.open(dir.resolve("demo"))) {
            assertThat(first.device()).isEqualTo(dir.resolve("demo/device"));
            assertThatThrownBy(() -> DemoFolder.open(dir.resolve("demo")))
                    .isInstanceOf(DemoException.class)
                    .hasMessageContaining("another demonstration is running");
        }
    }

    @Test
    void events_stream_isReadEventByEvent() {
        List<String> seen = new java.util.ArrayList<>();

        AdminApi.read(
                Stream.of(
                        "retry: 2000",
                        "",
                        "event: decision",
                        "data: {\"id\": \"r1-1\"}",
                        "",
                        "event: models",
                        "data: []",
                        ""),
                (event, data) -> seen.add(event + " " + data));

        assertThat(seen).containsExactly("decision {\"id\":\"r1-1\"}", "models []");
    }
}
