package io.gearshift.registry.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.gearshift.core.estimate.Profile;
import io.gearshift.core.policy.Precision;
import io.gearshift.registry.gear.TestingModels;
import io.gearshift.registry.manifest.Manifest;
import io.gearshift.registry.manifest.Variant;
import io.gearshift.registry.onnx.OrtRuntime;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfilerTest {

    private static final OrtRuntime RUNTIME = OrtRuntime.open(null);

    private final Manifest fashion = TestingModels.fashion();
    private final Report report = new Report();

    /** Everything a profiler tells. */
    private static final class Report implements Progress {
        final List<String> steps = new ArrayList<>();
        final List<Measurement> measured = new ArrayList<>();

        @Override
        public void onMeasured(Job job, Measurement measurement, int done, int total) {
            steps.add(job.gear() + " " + done + "/" + total);
            measured.add(measurement);
        }

        @Override
        public void onFailed(Job job, String problem, int done, int total) {
            steps.add(job.gear() + " " + done + "/" + total + " failed: " + problem);
        }
    }

    private Job job(String variant) {
        return new Job(fashion, fashion.variant(variant).orElseThrow(), "cpu", 1);
    }

    @Test
    void profiler_onRealModels_measuresPositiveFiguresAndTellsItsProgress() {
        int priority = Thread.currentThread().getPriority();
        new Profiler(RUNTIME, 4, null).run(List.of(job("full"), job("pruned")), report, () -> false);
        assertThat(Thread.currentThread().getPriority()).isEqualTo(priority);
        assertThat(report.steps).containsExactly("full@cpu:1 1/2", "pruned@cpu:1 2/2");
        assertThat(report.measured).allSatisfy(measurement -> {
            Profile profile = measurement.profile();
            assertThat(profile.isMeasured()).isTrue();
            assertThat(profile.loadMs()).isPositive();
            assertThat(profile.latencyP50Ms()).isPositive();
            assertThat(profile.latencyP95Ms()).isGreaterThanOrEqualTo(profile.latencyP50Ms());
            assertThat(profile.memoryBytes()).isPositive();
            assertThat(profile.energyMj()).isPositive();
            assertThat(profile.isEnergyMeasured()).isFalse();
            assertThat(measurement.coldLoadMs()).isPositive();
            assertThat(measurement.runs()).isGreaterThanOrEqualTo(3);
            assertThat(measurement.note()).contains("energy modelled");
        });
    }

    @Test
    void profiler_withAPowerMeter_measuresEnergyByIt() {
        double[] joules = {100};
        PowerMeter meter = () -> joules[0] += 5;
        new Profiler(RUNTIME, 4, meter).run(List.of(job("pruned")), report, () -> false);
        Measurement measured = report.measured.get(0);
        assertThat(measured.profile().isEnergyMeasured()).isTrue();
        assertThat(measured.profile().energyMj()).isEqualTo(5000.0 / measured.runs());
    }

    @Test
    void profiler_whosePowerMeterCannotBeRead_modelsTheEnergy() {
        new Profiler(RUNTIME, 4, () -> Double.NaN).run(List.of(job("pruned")), report, () -> false);
        assertThat(report.measured.get(0).profile().isEnergyMeasured()).isFalse();
        assertThat(report.measured.get(0).profile().energyMj()).isPositive();
    }

    @Test
    void profiler_cancelledAfterTheFirstJob_leavesTheOthers() {
        new Profiler(RUNTIME, 4, null)
                .run(List.of(job("pruned"), job("full"), job("full")), report, () -> !report.steps.isEmpty());
        assertThat(report.steps).containsExactly("pruned@cpu:1 1/3");
    }

    @Test
    void gear_thatCannotBeLoaded_isReportedAndTheNextIsMeasured(@TempDir Path folder) {
        Variant missing =
                new Variant("gone", Precision.FP32, 0.5, folder.resolve("gone.onnx"), "0".repeat(64), "", "", "", "");
        new Profiler(RUNTIME, 4, null)
                .run(List.of(new Job(fashion, missing, "cpu", 1), job("pruned")), report, () -> false);
        assertThat(report.steps).hasSize(2);
        assertThat(report.steps.get(0)).startsWith("gone@cpu:1 1/2 failed: ").contains("no such file");
        assertThat(report.steps.get(1)).isEqualTo("pruned@cpu:1 2/2");
    }

    @Test
    void assumedProfile_ordersVariantsBySizeAndIsNotMeasured() {
        Profile full = AssumedProfile.of(fashion.variant("full").orElseThrow(), 1);
        Profile pruned = AssumedProfile.of(fashion.variant("pruned").orElseThrow(), 1);
        assertThat(full.isMeasured()).isFalse();
        assertThat(pruned.latencyP50Ms()).isPositive().isLessThan(full.latencyP50Ms());
        assertThat(pruned.energyMj()).isPositive().isLessThan(full.energyMj());
        assertThat(pruned.memoryBytes()).isPositive().isLessThan(full.memoryBytes());
        Profile two = AssumedProfile.of(fashion.variant("full").orElseThrow(), 2);
        assertThat(two.latencyP50Ms()).isLessThan(full.latencyP50Ms());
        assertThat(two.energyMj()).isGreaterThan(full.energyMj());
    }
}
