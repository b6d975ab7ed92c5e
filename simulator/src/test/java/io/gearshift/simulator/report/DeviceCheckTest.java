package io.gearshift.simulator.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gearshift.core.decision.Decision;
import io.gearshift.core.loop.LoopEvent;
import io.gearshift.core.reading.Reading;
import io.gearshift.core.reading.SensorId;
import io.gearshift.core.reading.Signal;
import io.gearshift.core.swap.SwapPlan;
import io.gearshift.core.trace.TraceReader;
import io.gearshift.simulator.closedloop.ClosedLoop;
import io.gearshift.simulator.closedloop.Driver;
import io.gearshift.simulator.closedloop.LoopDriver;
import io.gearshift.simulator.closedloop.Scenario;
import io.gearshift.simulator.closedloop.Setting;
import io.gearshift.simulator.closedloop.TestingScenes;
import io.gearshift.simulator.plant.DeviceModel;
import io.gearshift.simulator.replay.Recording;
import io.gearshift.simulator.replay.TestingRules;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Recordings that a modelled device made itself, so that what a perfect model says of them is known. */
class DeviceCheckTest {

    private static final int SECONDS = 600;

    private static Setting setting(DeviceModel.Supply supply) {
        return Setting.of(TestingScenes.device(supply), 1);
    }

    /** What a daemon would have recorded on the modelled device. */
    private static Recording recorded(Setting setting, UnaryOperator<Reading> as) throws IOException {
        Scenario scenario =
                Scenario.of(TestingScenes.recording(TestingScenes.twoGears(), SECONDS, i -> 10, 0.05), setting);
        List<LoopEvent> events = new ArrayList<>();
        List<Decision> decisions = new ArrayList<>();
        Driver rules = new LoopDriver(new TestingRules("x", 60), cycle -> decisions.addAll(cycle.news()));
        ClosedLoop.run(scenario, new Driver() {
            @Override
            public String name() {
                return rules.name();
            }

            @Override
            public List<SwapPlan> handle(LoopEvent event) {
                events.add(
                        event instanceof LoopEvent.Sensed sensed
                                ? new LoopEvent.Sensed(
                                        sensed.at(),
                                        sensed.readings().stream().map(as).toList(),
                                        false)
                                : event);
                return rules.handle(event);
            }
        });
        assertThat(decisions).extracting(Decision::gear).contains("full@cpu:1", "small@cpu:1");
        return of(events, decisions);
    }

    private static Recording of(List<LoopEvent> events, List<Decision> decisions) {
        return new Recording() {
            @Override
            public String name() {
                return "testing";
            }

            @Override
            public <X extends Exception> void events(TraceReader.EventUse<X> use) throws X, IOException {
                for (LoopEvent event : events) {
                    use.accept(event);
                }
            }

            @Override
            public List<Decision> decisions() {
                return decisions;
            }
        };
    }

    private static ModelQuality check(Recording recording, Setting setting) throws IOException {
        Scenario scenario = Scenario.of(recording, setting);
        return DeviceCheck.of(recording, scenario, Recorded.of(recording, scenario), moment -> {});
    }

    /** Not exactly: of a busy processor's time, waiting of answers is taken for work of the recorded gears. */
    @Test
    void model_thatMadeTheTrace_isFoundGood() throws Exception {
        Setting setting = setting(TestingScenes.battery(4000));

        ModelQuality quality = check(recorded(setting, reading -> reading), setting);

        assertThat(quality.temperatureRmseC().error()).isLessThan(0.5);
        assertThat(quality.temperatureRmseC().basis()).contains("zone soc against temp{soc}", "zone skin against");
        assertThat(quality.batteryErrorRatio().error()).isLessThan(0.05);
        assertThat(quality.latencyErrorRatio().error()).isLessThan(0.05);
        assertThat(quality.latencyErrorRatio().weight()).isGreaterThan(5000);
    }

    /** Everything is measured 5 °C too hot but for the first value, from which the model starts. */
    @Test
    void temperature_offBy5_isToldAs5() throws Exception {
        Setting setting = setting(null);
        Recording exact = recorded(setting, reading -> reading);
        Recording off = recorded(
                setting,
                reading -> reading.sensor().signal() == Signal.TEMPERATURE
                                && reading.at().isAfter(TestingScenes.START)
                        ? new Reading(reading.sensor(), reading.value() + 5, reading.at(), reading.label())
                        : reading);

        double floor = check(exact, setting).temperatureRmseC().error();

        assertThat(check(off, setting).temperatureRmseC().error()).isCloseTo(5, within(floor + 1e-9));
    }

    @Test
    void zones_ofOtherNames_areHeldAgainstTheHottest() throws Exception {
        Setting setting = setting(null);
        Recording recording = recorded(
                setting,
                reading -> reading.sensor().signal() == Signal.TEMPERATURE
                        ? new Reading(
                                SensorId.of(
                                        Signal.TEMPERATURE,
                                        reading.sensor().instance().replace("s", "z")),
                                reading.value(),
                                reading.at(),
                                "")
                        : reading);

        ModelQuality quality = check(recording, setting);

        assertThat(quality.temperatureRmseC().error()).isLessThan(0.5);
        assertThat(quality.temperatureRmseC().basis())
                .contains("zone soc against the hottest of temp{zkin}, temp{zoc}");
    }

    @Test
    void nothingRecorded_isNullAndSaysWhy() throws Exception {
        List<LoopEvent> events = new ArrayList<>();
        TestingScenes.recording(TestingScenes.twoGears(), 10, i -> 1, 0.1).events(event -> {
            if (!(event instanceof LoopEvent.Sensed)) {
                events.add(event);
            }
        });
        Recording bare = of(events, List.of());

        ModelQuality quality = check(bare, setting(TestingScenes.battery(4000)));

        assertThat(quality.temperatureRmseC().error()).isNull();
        assertThat(quality.temperatureRmseC().basis()).isEqualTo("the trace records no temperature");
        assertThat(quality.batteryErrorRatio().error()).isNull();
        assertThat(quality.batteryErrorRatio().basis()).isEqualTo("the trace records no battery charge");
        assertThat(quality.latencyErrorRatio().error()).isNull();
        assertThat(quality.latencyErrorRatio().basis()).isEqualTo("the trace records no answer times");
    }

    @Test
    void charge_thatHardlyFalls_isNotCompared() throws Exception {
        Setting setting = setting(TestingScenes.battery(400_000));

        ModelQuality quality = check(recorded(setting, reading -> reading), setting);

        assertThat(quality.batteryErrorRatio().error()).isNull();
        assertThat(quality.batteryErrorRatio().basis()).contains("while not charging (expected: at least 3)");
    }

    @Test
    void pooled_weighsByWhatWasCompared() {
        ModelQuality.Compared none = ModelQuality.Compared.none("no");
        ModelQuality one =
                new ModelQuality(new ModelQuality.Compared(3.0, 1, ""), none, new ModelQuality.Compared(0.1, 300, ""));
        ModelQuality two =
                new ModelQuality(new ModelQuality.Compared(0.0, 8, ""), none, new ModelQuality.Compared(0.5, 100, ""));

        ModelQuality pooled = ModelQuality.pooled(List.of(one, two));

        assertThat(pooled.temperatureRmseC().error()).isCloseTo(1, within(1e-12));
        assertThat(pooled.latencyErrorRatio().error()).isCloseTo(0.2, within(1e-12));
        assertThat(pooled.batteryErrorRatio().error()).isNull();
        assertThat(pooled.batteryErrorRatio().basis()).isEqualTo("0 of 2 traces");
    }
}
