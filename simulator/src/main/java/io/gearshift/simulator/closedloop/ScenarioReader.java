package io.gearshift.simulator.closedloop;

import io.gearshift.core.estimate.ModelSpec;
import io.gearshift.core.estimate.ModelSpec.GearSpec;
import io.gearshift.core.estimate.Observation;
import io.gearshift.core.loop.LoopEvent;
import io.gearshift.core.policy.Scene;
import io.gearshift.core.reading.Reading;
import io.gearshift.core.reading.SensorId;
import io.gearshift.core.reading.Signal;
import io.gearshift.simulator.replay.Gaps;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Cuts a recording into {@link Interval}s. */
final class ScenarioReader {

    /** What the device model tells instead. */
    static final Set<Signal> MODELLED = EnumSet.of(
            Signal.CPU_LOAD,
            Signal.CPU_FREQUENCY,
            Signal.CPU_FREQUENCY_LIMIT,
            Signal.CPU_FREQUENCY_MAX,
            Signal.CPU_CORES,
            Signal.PRESSURE_CPU,
            Signal.TEMPERATURE,
            Signal.TRIP_POINT,
            Signal.TRIP_CRITICAL,
            Signal.COOLING,
            Signal.THROTTLE_COUNT,
            Signal.BATTERY_CHARGE,
            Signal.BATTERY_VOLTAGE,
            Signal.BATTERY_CURRENT,
            Signal.BATTERY_POWER,
            Signal.BATTERY_ENERGY,
            Signal.BATTERY_ENERGY_FULL,
            Signal.BATTERY_TEMPERATURE,
            Signal.ENERGY,
            Signal.POWER);

    private final Setting setting;
    private final Gaps recorded;
    private final List<LoopEvent> opening = new ArrayList<>();
    private final List<Interval> intervals = new ArrayList<>();
    private final List<LoopEvent> before = new ArrayList<>();
    private final List<Reading> passed = new ArrayList<>();
    private final Map<String, Long> requests = new TreeMap<>();
    private final Map<SensorId, Double> charging = new TreeMap<>();
    private final NetworkReader network;
    private final NetworkAssumptions assumptions;
    private final UnaryOperator<List<ModelSpec>> served;
    private List<ModelSpec> recordedModels = List.of();
    private List<ModelSpec> models = List.of();
    private Scene scene = Scene.initial();
    private @Nullable Instant last;
    private double loadRatio;
    private double cores;
    private double ownCoreS;
    private int gaps;
    private double leftOutS;
    private boolean isInGap;

    /** @param served the models that take the recorded ones' place */
    ScenarioReader(Setting setting, Survey survey, UnaryOperator<List<ModelSpec>> served) {
        this.setting = setting;
        this.served = served;
        this.recorded = survey.gaps();
        this.network = new NetworkReader(setting, survey);
        this.assumptions = new NetworkAssumptions(setting.network(), survey);
        this.cores = setting.device().processor().cores();
    }

    List<LoopEvent> opening() {
        return opening;
    }

    List<Interval> intervals() {
        return intervals;
    }

    int gaps() {
        return gaps;
    }

    double leftOutS() {
        return leftOutS;
    }

    Network network() {
        return network.network();
    }

    List<String> assumptions() {
        return assumptions.sentences();
    }

    Instant startedAt() {
        return intervals.get(0).at().minusNanos(Math.round(intervals.get(0).seconds() * 1e9));
    }

    void next(LoopEvent event) {
        if (event instanceof LoopEvent.Tick tick) {
            turn(tick.at());
        } else if (event instanceof LoopEvent.Sensed sensed) {
            sensed.readings().forEach(this::sense);
        } else if (event instanceof LoopEvent.Served served) {
            served.observations().forEach(this::count);
        } else if (!(event instanceof LoopEvent.SwapFinished)) {
            LoopEvent met = met(event);
            note(met);
            (last == null ? opening : before).add(met);
        }
    }

    /** The driver knows the served models, which requests and load are not counted by. */
    private LoopEvent met(LoopEvent event) {
        if (event instanceof LoopEvent.CatalogChanged catalog) {
            recordedModels = catalog.models();
            return new LoopEvent.CatalogChanged(catalog.at(), served.apply(catalog.models()));
        }
        return event;
    }

    private void note(LoopEvent event) {
        if (event instanceof LoopEvent.Started started) {
            scene = started.scene();
        } else if (event instanceof LoopEvent.CatalogChanged catalog) {
            models = catalog.models().stream()
                    .sorted(Comparator.comparing(ModelSpec::name))
                    .toList();
        } else if (event instanceof LoopEvent.SceneChanged changed) {
            scene = changed.scene();
        } else if (event instanceof LoopEvent.LinkChanged link) {
            network.probe(link);
        }
    }

    private void sense(Reading reading) {
        Signal signal = reading.sensor().signal();
        if (signal == Signal.CPU_LOAD && reading.sensor().instance().equals("total")) {
            loadRatio = reading.value();
        } else if (signal == Signal.CPU_CORES && reading.value() > 0) {
            cores = reading.value();
        } else if (signal == Signal.BATTERY_CHARGING || signal == Signal.MAINS_ONLINE) {
            charging.put(reading.sensor(), reading.value());
        }
        network.sense(reading);
        if (setting.isOpenLoop() || !MODELLED.contains(signal)) {
            passed.add(reading);
        }
    }

    private void count(Observation seen) {
        requests.merge(seen.model(), seen.requests() + seen.errors(), Long::sum);
        for (ModelSpec model : recordedModels) {
            for (GearSpec gear : model.gears()) {
                if (model.name().equals(seen.model()) && gear.gear().equals(seen.gear())) {
                    ownCoreS += seen.requests() * seen.meanLatencyMs() / 1000 * gear.threads();
                }
            }
        }
    }

    private void turn(Instant at) {
        Instant from = last;
        if (from == null) {
            last = at;
            if (setting.isOpenLoop()) {
                opening.add(new LoopEvent.Sensed(at, passed, false));
                passed.clear();
            }
            network.pass(at, 0);
            opening.addAll(network.news(at));
            return;
        }
        double seconds = Duration.between(from, at).toNanos() / 1e9;
        if (!(seconds > 0)) {
            return;
        }
        if (isGap(from, at)) {
            gaps += isInGap ? 0 : 1;
            leftOutS += seconds;
            isInGap = true;
            network.skip();
        } else {
            isInGap = false;
            add(from, at, seconds);
        }
        requests.clear();
        ownCoreS = 0;
        last = at;
    }

    /** By its greater part: a reading may come a little before its turn. */
    private boolean isGap(Instant from, Instant to) {
        return recorded.outside(from, to).multipliedBy(2).compareTo(Duration.between(from, to)) < 0;
    }

    private void add(Instant from, Instant at, double seconds) {
        boolean isCharging = charging.values().stream().anyMatch(flag -> flag > 0.5);
        intervals.add(new Interval(
                at,
                network.fromS(),
                seconds,
                before,
                passed,
                setting.isOpenLoop() ? 0 : Math.max(0, loadRatio * cores - ownCoreS / seconds),
                isCharging ? setting.chargerW() : 0,
                models.stream().map(model -> demanded(model, seconds)).toList(),
                network.rttS(),
                network.farSlowness(),
                network.radio()));
        before.clear();
        passed.clear();
        network.pass(from, seconds);
        before.addAll(network.news(at));
    }

    private Interval.Demanded demanded(ModelSpec model, double seconds) {
        int count = Math.toIntExact(requests.getOrDefault(model.name(), 0L));
        Draws draws = new Draws(setting.seed(), model.name(), intervals.size());
        Double ofScene = scene.latencyObjectiveMs();
        return Interval.Demanded.of(
                model,
                ofScene != null ? ofScene : model.latencyObjectiveMs(),
                assumptions.traffic(model.name()),
                draws.arrivals(count, seconds),
                draws.normals(count));
    }
}
