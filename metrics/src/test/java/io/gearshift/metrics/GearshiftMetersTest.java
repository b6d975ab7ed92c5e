package io.gearshift.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.gearshift.core.decision.Action;
import io.gearshift.core.estimate.ModelSpec;
import io.gearshift.core.estimate.Observation;
import io.gearshift.core.estimate.Profile;
import io.gearshift.core.policy.Device;
import io.gearshift.core.policy.Location;
import io.gearshift.core.policy.PolicyId;
import io.gearshift.core.policy.Precision;
import io.gearshift.core.reading.Reading;
import io.gearshift.core.reading.SensorId;
import io.gearshift.core.reading.Signal;
import io.gearshift.core.swap.SwapPhase;
import io.gearshift.core.swap.SwapPlan;
import io.gearshift.core.swap.SwapResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class GearshiftMetersTest {

    private final TestingClock clock = new TestingClock();
    private final GearshiftMeters meters = new GearshiftMeters(clock, Duration.ofSeconds(10), Path.of("/proc"));

    @Test
    void scrape_afterAllKindsOfNews_hasEveryMetricOfTheDesign() {
        tellEverything();
        assertThat(meters.scrape())
                .contains("gearshift_decisions_total{action=\"hold\",model=\"fashion\",reason=\"best\"} 1.0")
                .contains("gearshift_decision_duration_seconds_bucket{le=\"1.0E-6\"} 0")
                .contains("gearshift_decision_duration_seconds_bucket{le=\"1.0E-5\"} 1")
                .contains("gearshift_active_gear{model=\"fashion\",provider=\"cpu\",variant=\"pruned\"} 1.0")
                .contains("gearshift_swap_duration_seconds_count{model=\"fashion\",outcome=\"success\"} 1")
                .contains("gearshift_swap_phase_seconds_sum{phase=\"load\"} 0.04")
                .contains("gearshift_inference_duration_seconds_count"
                        + "{model=\"fashion\",provider=\"cpu\",variant=\"pruned\"} 2")
                .contains("gearshift_inference_errors_total{kind=\"runtime\",model=\"fashion\",variant=\"pruned\"} 1.0")
                .contains("gearshift_slo_misses_total{model=\"fashion\"} 1.0")
                .contains("gearshift_energy_joules_total{model=\"fashion\",source=\"measured\",variant=\"pruned\"} 2.0")
                .contains("gearshift_energy_joules_total{model=\"fashion\",source=\"modelled\",variant=\"pruned\"} 0.0")
                .contains("gearshift_device_temperature_celsius{zone=\"thermal_zone0\"} 71.5")
                .contains("gearshift_device_battery_ratio 0.18")
                .contains("gearshift_device_load_ratio{resource=\"cpu\"} 0.83")
                .contains("gearshift_device_load_ratio{resource=\"io_pressure\"} 0.02")
                .contains("gearshift_sensor_age_seconds{sensor=\"temp{thermal_zone0}\"} 0.0")
                .contains("gearshift_policy_info{hash=\"3fa9c1d2\",pack=\"default\"} 1")
                .contains("gearshift_policy_errors_total 1.0")
                .contains("gearshift_rule_fired_total{rule=\"Cool \\\"down\\\"\"} 1.0")
                .contains("gearshift_estimate_error_ratio{model=\"fashion\",variant=\"pruned\"} 0.5")
                .contains("process_resident_memory_bytes")
                .contains("process_cpu_seconds_total")
                .contains("process_uptime_seconds");
    }

    @Test
    void scrape_everyFamily_hasHelpTypeAndAConformingName() {
        tellEverything();
        String text = meters.scrape();
        Set<String> helped = heads(text, "# HELP ");
        Map<String, String> types = Arrays.stream(text.split("\n"))
                .filter(line -> line.startsWith("# TYPE "))
                .map(line -> line.split(" "))
                .collect(Collectors.toMap(words -> words[2], words -> words[3]));
        assertThat(types.keySet()).isEqualTo(helped);
        assertThat(types).allSatisfy((name, type) -> {
            assertThat(name).matches("[a-z][a-z0-9_]*").doesNotMatch(".*_(ms|millis|mj|percent|kb|mb)(_.*)?");
            assertThat(name.endsWith("_total")).isEqualTo(type.equals("counter"));
        });
    }

    @Test
    void scrape_checkedByPromtool_isClean() throws IOException, InterruptedException {
        Path promtool = Path.of("/usr/bin/promtool");
        Assumptions.assumeTrue(promtool.toFile().canExecute(), "promtool is not installed (Debian package prometheus)");
        tellEverything();
        Process check = new ProcessBuilder(promtool.toString(), "check", "metrics")
                .redirectErrorStream(true)
                .start();
        check.getOutputStream().write(meters.scrape().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        check.getOutputStream().close();
        String said = new String(check.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(check.waitFor()).as(said).isZero();
        assertThat(said).isEmpty();
    }

    @Test
    void activeGear_afterAShift_leavesOneSeries() {
        hold("full@cpu:1");
        meters.onSwap(swap("pruned@cpu:1", null), Duration.ofMillis(50));
        assertThat(lines("gearshift_active_gear"))
                .containsExactly("gearshift_active_gear{model=\"fashion\",provider=\"cpu\",variant=\"pruned\"} 1.0");
    }

    @Test
    void activeGear_afterAFailedSwap_isTheOldOne() {
        hold("full@cpu:1");
        meters.onSwap(swap("pruned@cpu:1", SwapPhase.CANARY), Duration.ofMillis(50));
        assertThat(lines("gearshift_active_gear")).singleElement().asString().contains("variant=\"full\"");
        assertThat(meters.scrape()).contains("outcome=\"failure\"} 1");
    }

    @Test
    void activeGear_otherThreadsOfTheSameVariant_staysOne() {
        hold("full@cpu:1");
        hold("full@cpu:2");
        hold("pruned@cpu:2");
        assertThat(lines("gearshift_active_gear")).singleElement().asString().contains("variant=\"pruned\"");
    }

    @Test
    void catalog_withoutAModel_removesItsSeries() {
        meters.onCatalog(List.of(model("fashion", "full", "pruned"), model("minilm", "int8")));
        tellEverything();
        meters.onCatalog(List.of(model("minilm", "int8")));
        assertThat(meters.scrape()).doesNotContain("model=\"fashion\"");
        assertThat(meters.stats("fashion").requestsPerS()).isZero();
    }

    @Test
    void catalog_withoutAVariant_removesItsSeriesAndKeepsTheModel() {
        meters.onCatalog(List.of(model("fashion", "full", "pruned")));
        tellEverything();
        meters.onCatalog(List.of(model("fashion", "full")));
        assertThat(meters.scrape())
                .doesNotContain("variant=\"pruned\"")
                .contains("gearshift_slo_misses_total{model=\"fashion\"} 1.0");
        answer();
        assertThat(meters.scrape())
                .as("a variant that comes back counts from the start")
                .contains("gearshift_inference_duration_seconds_count"
                        + "{model=\"fashion\",provider=\"cpu\",variant=\"pruned\"} 1");
    }

    @Test
    void temperature_oldReading_hasNoValueButAnAge() {
        meters.onReadings(List.of(temperature(71.5)));
        clock.now = clock.now.plusSeconds(11);
        assertThat(meters.scrape())
                .doesNotContain("gearshift_device_temperature_celsius{")
                .contains("gearshift_sensor_age_seconds{sensor=\"temp{thermal_zone0}\"} 11.0");
        meters.onReadings(List.of(temperature(60)));
        assertThat(meters.scrape()).contains("gearshift_device_temperature_celsius{zone=\"thermal_zone0\"} 60.0");
    }

    @Test
    void battery_unknown_hasNoSeries() {
        meters.onCycle(Samples.cycle(Device.unknown(), Samples.POLICY, null, List.of()));
        assertThat(meters.scrape())
                .doesNotContain("gearshift_device_battery_ratio")
                .doesNotContain("_load_ratio");
    }

    @Test
    void policy_changed_removesTheOldInfoAndRules() {
        meters.onCycle(Samples.cycle(Device.unknown(), Samples.POLICY, null, List.of("old rule")));
        meters.onCycle(Samples.cycle(Device.unknown(), new PolicyId("mine", "2", "ff"), null, List.of("new rule")));
        assertThat(lines("gearshift_policy_info")).singleElement().asString().contains("mine");
        assertThat(lines("gearshift_rule_fired_total"))
                .singleElement()
                .asString()
                .contains("new rule");
    }

    @Test
    void error_ofAnUnknownModel_doesNotMakeALabelOfTheClientsText() {
        meters.onError("made-up-4711", "", "unknown_model");
        assertThat(meters.scrape()).doesNotContain("4711").contains("model=\"unknown\"");
    }

    @Test
    void energy_unknown_isNotCounted() {
        meters.onAnswer("fashion", "full@cpu:1", "full", "cpu", 1, false, Double.NaN, false);
        assertThat(lines("gearshift_energy_joules_total"))
                .allSatisfy(line -> assertThat(line).endsWith(" 0.0"));
    }

    private void tellEverything() {
        meters.onReadings(
                List.of(temperature(71.5), Reading.of(SensorId.of(Signal.PRESSURE_IO), 0.02, clock.instant())));
        meters.onCycle(Samples.cycle(
                device(),
                Samples.POLICY,
                "stopped after 1000 firings",
                List.of("Cool \"down\""),
                Samples.decision("r1-1", "fashion", Action.HOLD, "pruned@cpu:1")));
        meters.onObservations(List.of(new Observation("fashion", "pruned@cpu:1", 10, 0, 0, 1.5, 2, 30, 0)));
        meters.onDecided(7_000);
        meters.onSwap(swap("pruned@cpu:1", null), Duration.ofMillis(50));
        answer();
        meters.onAnswer("fashion", "pruned@cpu:1", "pruned", "cpu", 25, true, 1_500, true);
        meters.onError("fashion", "pruned", "runtime");
    }

    private void answer() {
        meters.onAnswer("fashion", "pruned@cpu:1", "pruned", "cpu", 1.2, false, 500, true);
    }

    private void hold(String gear) {
        meters.onCycle(Samples.cycle(
                Device.unknown(),
                Samples.POLICY,
                null,
                List.of(),
                Samples.decision("r1-2", "fashion", Action.HOLD, gear)));
    }

    private Reading temperature(double celsius) {
        return new Reading(SensorId.of(Signal.TEMPERATURE, "thermal_zone0"), celsius, clock.instant(), "x86_pkg_temp");
    }

    private static SwapResult swap(String to, @org.jspecify.annotations.Nullable SwapPhase failedIn) {
        var plan = new SwapPlan("r1-1", "fashion", "full@cpu:1", to, List.of());
        return new SwapResult(plan, false, Map.of(SwapPhase.LOAD, 40.0), failedIn, failedIn == null ? null : "bad");
    }

    private static ModelSpec model(String name, String... variants) {
        var profile = new Profile(true, 1, 1, 2, 1e6, 3, false);
        return new ModelSpec(
                name,
                "image-classification",
                50,
                null,
                null,
                Arrays.stream(variants)
                        .map(v -> new ModelSpec.GearSpec(
                                v + "@cpu:1", v, Precision.FP32, Location.LOCAL, "cpu", 1, 0.9, "", profile))
                        .toList());
    }

    private static Device device() {
        Device d = Device.unknown();
        return new Device(
                d.heat(),
                null,
                "",
                null,
                null,
                null,
                null,
                0,
                false,
                d.battery(),
                0.18,
                false,
                true,
                null,
                null,
                null,
                d.cpu(),
                0.83,
                0.12,
                0,
                2,
                null,
                d.memory(),
                3.2e9,
                0.41,
                0.0,
                d.io(),
                d.network(),
                null,
                false,
                false,
                List.of());
    }

    private List<String> lines(String prefix) {
        return Arrays.stream(meters.scrape().split("\n"))
                .filter(l -> l.startsWith(prefix))
                .toList();
    }

    private static Set<String> heads(String text, String mark) {
        return Arrays.stream(text.split("\n"))
                .filter(line -> line.startsWith(mark))
                .map(line -> line.substring(mark.length()).split(" ")[0])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static final class TestingClock extends Clock {
        private Instant now = Samples.NOON;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
