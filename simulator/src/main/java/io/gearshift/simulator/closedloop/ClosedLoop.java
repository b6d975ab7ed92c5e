package io.gearshift.simulator.closedloop;

import io.gearshift.core.estimate.ModelSpec;
import io.gearshift.core.estimate.Observation;
import io.gearshift.core.loop.LoopEvent;
import io.gearshift.core.reading.Reading;
import io.gearshift.core.swap.SwapPhase;
import io.gearshift.core.swap.SwapPlan;
import io.gearshift.core.swap.SwapResult;
import io.gearshift.simulator.plant.DeviceStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs a driver against the modelled device of a scenario. Time goes from turn to turn of the recorded loop: the device passes
 * the interval, then the driver is told of swaps that ended in it, of readings, of what was served, and that it is time to decide.
 * A swap that the driver begins loads from then on, on one core, while the old gear serves.
 */
public final class ClosedLoop {

    /** Watches the device's course. */
    public interface Listener {

        void passed(Moment moment);
    }

    private final Scenario scenario;
    private final Driver driver;
    private final Listener listener;
    private final Passage passage;
    private final ModelledSensors sensors;
    private final FiguresMeter meter;
    private final Map<String, ModelSpec> specs = new HashMap<>();
    private RunStatus status;

    private ClosedLoop(Scenario scenario, Driver driver, Listener listener, RunStatus start) {
        this.scenario = scenario;
        this.driver = driver;
        this.listener = listener;
        this.passage = new Passage(scenario);
        this.sensors = new ModelledSensors(scenario.setting());
        this.meter = new FiguresMeter(scenario.setting());
        this.status = start;
    }

    public static Figures run(Scenario scenario, Driver driver) {
        return run(scenario, driver, moment -> {});
    }

    public static Figures run(Scenario scenario, Driver driver, Listener listener) {
        return new ClosedLoop(scenario, driver, listener, RunStatus.start(scenario.setting())).run();
    }

    /** @param start the device at the first turn, in place of the setting's */
    public static Figures run(Scenario scenario, Driver driver, Listener listener, DeviceStatus start) {
        return new ClosedLoop(scenario, driver, listener, new RunStatus(start, List.of())).run();
    }

    private Figures run() {
        scenario.opening().forEach(this::tell);
        tell(new LoopEvent.Sensed(
                scenario.startedAt(),
                sensors.read(status.device(), new IntervalCosts(), 0, scenario.startedAt()),
                false));
        tell(new LoopEvent.Tick(scenario.startedAt()));
        scenario.intervals().forEach(this::pass);
        return meter.figures(driver.name(), status);
    }

    private void pass(Interval interval) {
        interval.before().forEach(this::tell);
        RunStatus before = status.aligned(interval.demands(), scenario.setting());
        IntervalCosts costs = new IntervalCosts();
        status = passage.after(before, interval, costs);
        meter.passed(interval, before, status, costs);
        for (int i = 0; i < before.models().size(); i++) {
            SwapPlan plan = before.models().get(i).pending();
            if (plan != null && status.models().get(i).pending() == null) {
                finished(plan, before.models().get(i).isLoaded(plan.to()), interval.at());
            }
        }
        List<Reading> readings =
                new ArrayList<>(sensors.read(status.device(), costs, interval.chargerW(), interval.at()));
        readings.addAll(interval.passed());
        tell(new LoopEvent.Sensed(interval.at(), readings, false));
        List<Observation> served = costs.observations();
        tell(new LoopEvent.Served(interval.at(), served));
        tell(new LoopEvent.Tick(interval.at()));
        listener.passed(
                new Moment(interval.at(), status.device(), costs.loadRatio(), costs.deviceW(), gears(), served));
    }

    private void finished(SwapPlan plan, boolean wasResident, Instant at) {
        Map<SwapPhase, Double> phases = new HashMap<>();
        if (!wasResident) {
            ModelSpec spec = specs.get(plan.model());
            double loadMs = spec == null
                    ? 0
                    : spec.gears().stream()
                            .filter(gear -> gear.gear().equals(plan.to()))
                            .mapToDouble(gear -> gear.profile().loadMs())
                            .sum();
            phases.put(SwapPhase.LOAD, loadMs);
        }
        tell(new LoopEvent.SwapFinished(at, new SwapResult(plan, wasResident, phases, null, null)));
    }

    private void tell(LoopEvent event) {
        if (event instanceof LoopEvent.CatalogChanged catalog) {
            catalog.models().forEach(spec -> specs.put(spec.name(), spec));
        }
        for (SwapPlan plan : driver.handle(event)) {
            ModelSpec spec = specs.get(plan.model());
            if (spec != null) {
                meter.began(plan);
                status = status.begin(plan, spec, scenario.setting());
            }
        }
    }

    private Map<String, String> gears() {
        Map<String, String> gears = new HashMap<>();
        status.models().forEach(model -> {
            String gear = model.gear();
            if (gear != null) {
                gears.put(model.model(), gear);
            }
        });
        return gears;
    }
}
