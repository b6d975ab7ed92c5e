package io.gearshift.registry.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.gearshift.core.estimate.ModelSpec;
import io.gearshift.core.estimate.ModelSpec.GearSpec;
import io.gearshift.core.estimate.Profile;
import io.gearshift.core.policy.Location;
import io.gearshift.core.policy.Precision;
import io.gearshift.registry.manifest.Accuracy;
import io.gearshift.registry.manifest.Manifest;
import io.gearshift.registry.manifest.Tolerance;
import io.gearshift.registry.manifest.Variant;
import io.gearshift.registry.onnx.ProviderStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GearsTest {

    @Test
    void spec_variantsProvidersThreads_givesThemInOrder() {
        Path folder = Path.of("/models/m");
        Manifest manifest = new Manifest(
                "m",
                folder,
                "task",
                "",
                70,
                20.0,
                null,
                List.of(),
                Map.of(),
                List.of(),
                new Accuracy("top-1", "d", 10),
                Tolerance.DEFAULT,
                Map.of(),
                List.of(
                        new Variant("full", Precision.FP32, 0.9, folder.resolve("full.onnx"), "a", "", "", "", "", 9),
                        new Variant("cloud", Precision.FP16, 0.95, null, "", "box", "m", "", "", 0)),
                List.of());
        List<ProviderStatus> providers = List.of(
                new ProviderStatus("cpu", true, "", ""),
                new ProviderStatus("cuda", true, "", ""),
                new ProviderStatus("qnn", false, "absent", "buy one"));
        Profile profile = new Profile(false, 1, 1, 2, 3, 4, false);

        ModelSpec spec = Gears.spec(manifest, providers, List.of(1, 2), (variant, gear) -> profile);

        assertThat(spec.gears())
                .extracting(GearSpec::gear)
                .containsExactly("full@cpu:1", "full@cpu:2", "full@cuda:1", "cloud@remote:0");
        assertThat(spec.gears().get(0).location()).isEqualTo(Location.LOCAL);
        GearSpec cloud = spec.gears().get(3);
        assertThat(cloud.location()).isEqualTo(Location.CLOUD);
        assertThat(cloud.endpoint()).isEqualTo("box");
        assertThat(cloud.provider()).isEqualTo("remote");
        assertThat(cloud.accuracy()).isEqualTo(0.95);
        assertThat(spec.priority()).isEqualTo(70);
        assertThat(spec.latencyObjectiveMs()).isEqualTo(20.0);
    }
}
