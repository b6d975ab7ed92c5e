package io.gearshift.registry.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.gearshift.registry.gear.TestingModels;
import io.gearshift.registry.manifest.Manifest;
import io.gearshift.registry.onnx.OrtRuntime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchTest {

    private static final OrtRuntime RUNTIME = OrtRuntime.open(null);

    @TempDir
    private Path dir;

    private final Manifest fashion = TestingModels.fashion();
    private final Bench bench = new Bench(RUNTIME, 4, null, 0.5, Duration.ofMillis(200), 3);

    private Point point(int batch, int load) {
        return new Point(new Job(fashion, fashion.variant("pruned").orElseThrow(), "cpu", 1), batch, load);
    }

    @Test
    void realModel_inABatchBesideOtherLoad_isMeasuredOperatorByOperator() throws Exception {
        PointResult result = bench.measure(point(4, 1), () -> false);

        assertThat(result).isNotNull();
        assertThat(result.measurement().runs()).isGreaterThanOrEqualTo(3);
        assertThat(result.interval().low())
                .isPositive()
                .isLessThanOrEqualTo(result.interval().median());
        assertThat(result.measurement().profile().latencyP50Ms())
                .isEqualTo(result.interval().median());
        assertThat(result.measurement().note()).contains("energy modelled");
        assertThat(result.hotSpots()).hasSize(3).allSatisfy(operator -> {
            assertThat(operator.provider()).isEqualTo("cpu");
            assertThat(operator.meanMs()).isPositive();
        });
        assertThat(result.hotSpots())
                .extracting(operator -> operator.operator())
                .contains("Conv");
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("background-load") && thread.isAlive());
    }

    @Test
    void interrupted_givesNothing() throws Exception {
        assertThat(bench.measure(point(1, 0), () -> true)).isNull();
    }

    @Test
    void resultsSoFar_areTakenUpBySameSettings_andReachTheProfilesOnlyAtTheEnd() throws Exception {
        PointResult usual = bench.measure(point(1, 0), () -> false);
        PointResult loaded = bench.measure(point(1, 1), () -> false);
        assertThat(usual).isNotNull();
        assertThat(loaded).isNotNull();
        UnfinishedBench unfinished = UnfinishedBench.open(dir, "device", "2 %");
        unfinished.put(point(1, 0), usual);
        unfinished.put(point(1, 1), loaded);

        ProfileStore store = ProfileStore.open(dir, "device");
        String sha256 = point(1, 0).job().variant().sha256();
        assertThat(store.find(sha256, "cpu", 1)).isEmpty();
        assertThat(UnfinishedBench.open(dir, "device", "1 %").find(point(1, 0))).isEmpty();
        UnfinishedBench again = UnfinishedBench.open(dir, "device", "2 %");
        assertThat(again.find(point(1, 0))).contains(usual);
        assertThat(again.find(point(1, 1))).contains(loaded);
        assertThat(again.find(point(2, 0))).isEmpty();

        Map<Point, PointResult> all = new LinkedHashMap<>();
        all.put(point(1, 0), usual);
        all.put(point(1, 1), loaded);
        again.finish(all, store);
        assertThat(ProfileStore.open(dir, "device").measurement(sha256, "cpu", 1))
                .contains(usual.measurement());
        assertThat(again.file()).doesNotExist();
        assertThat(dir.resolve("profiles")).isDirectoryNotContaining("glob:**.new");
    }

    @Test
    void resultsSoFar_thatCannotBeRead_countAsNone() throws Exception {
        UnfinishedBench unfinished = UnfinishedBench.open(dir, "device", "2 %");
        Files.createDirectories(unfinished.file().getParent());
        Files.writeString(unfinished.file(), "{\"settings\": \"2 %\", \"resul");

        assertThat(UnfinishedBench.open(dir, "device", "2 %").find(point(1, 0))).isEmpty();
    }
}
