package io.gearshift.simulator.closedloop;

import io.gearshift.core.estimate.ModelSpec;
import io.gearshift.core.estimate.ModelSpec.GearSpec;
import io.gearshift.core.swap.SwapPlan;
import io.gearshift.simulator.oracle.DecisionProblem;
import io.gearshift.simulator.plant.DeviceStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A scenario for someone who knows all of it: which gears, at which stage. It goes through the same {@link Passage} as a run, so
 * that running the plan gives what the oracle says, joule by joule.
 *
 * <p>The cost of a plan is its energy and {@code errorJ} for each request that counts as wrong, an answer of accuracy 0.9 for a
 * tenth. Swaps cost what they cost in a run: a core's power while the gear loads.
 */
public final class OracleProblem implements DecisionProblem<RunStatus> {

    private final Scenario scenario;
    private final double errorJ;
    private final int intervalsPerStage;
    private final Passage passage;
    private final Enclosure enclosure;
    private final List<ModelSpec> models;
    private final List<List<String>> choices;

    /**
     * @param errorJ what one wrong answer is worth, joules, &gt;= 0
     * @param intervalsPerStage turns of the loop from one chance to shift to the next, &gt;= 1
     * @throws IllegalArgumentException when the models or their gears change during the scenario
     */
    public OracleProblem(Scenario scenario, double errorJ, int intervalsPerStage) {
        this.scenario = scenario;
        this.errorJ = errorJ;
        this.intervalsPerStage = intervalsPerStage;
        this.passage = new Passage(scenario);
        this.enclosure = new Enclosure(scenario.setting(), passage);
        this.models = scenario.intervals().get(0).demands().stream()
                .map(Interval.Demanded::spec)
                .toList();
        for (Interval interval : scenario.intervals()) {
            List<List<String>> now = interval.demands().stream()
                    .map(demanded -> gears(demanded.spec()))
                    .toList();
            if (!now.equals(models.stream().map(OracleProblem::gears).toList())) {
                throw new IllegalArgumentException(scenario.name() + ": models or gears change at " + interval.at()
                        + " (expected: the same throughout)");
            }
        }
        this.choices = product(models.stream().map(OracleProblem::gears).toList());
    }

    private static List<String> gears(ModelSpec spec) {
        return spec.gears().stream().map(GearSpec::gear).toList();
    }

    private static List<List<String>> product(List<List<String>> sets) {
        List<List<String>> all = List.of(List.of());
        for (List<String> set : sets) {
            List<List<String>> next = new ArrayList<>();
            for (List<String> head : all) {
                for (String last : set) {
                    List<String> one = new ArrayList<>(head);
                    one.add(last);
                    next.add(one);
                }
            }
            all = next;
        }
        return all;
    }

    /** Gear of each model, by name. */
    public Map<String, String> gears(int choice) {
        Map<String, String> gears = new TreeMap<>();
        for (int i = 0; i < models.size(); i++) {
            gears.put(models.get(i).name(), choices.get(choice).get(i));
        }
        return gears;
    }

    public int intervalsPerStage() {
        return intervalsPerStage;
    }

    /** What these figures cost by the problem's own measure. */
    public double costOf(Figures figures) {
        return figures.energyJ() + errorJ * figures.requests() * figures.errorRatio();
    }

    @Override
    public int stages() {
        return (scenario.intervals().size() + intervalsPerStage - 1) / intervalsPerStage;
    }

    @Override
    public RunStatus start() {
        return RunStatus.start(scenario.setting())
                .aligned(scenario.intervals().get(0).demands(), scenario.setting());
    }

    @Override
    public int choices() {
        return choices.size();
    }

    /** A swap under way is waited for. */
    @Override
    public boolean isAllowed(int stage, RunStatus state, int choice) {
        for (int i = 0; i < models.size(); i++) {
            SwapPlan pending = state.models().get(i).pending();
            if (pending != null && !pending.to().equals(choices.get(choice).get(i))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Step<RunStatus> step(int stage, RunStatus state, int choice) {
        RunStatus status = begun(state, choice);
        double cost = 0;
        for (Interval interval : intervals(stage)) {
            IntervalCosts costs = new IntervalCosts();
            status = passage.after(status, interval, costs);
            cost += cost(interval, costs);
        }
        return new Step<>(status, cost);
    }

    private RunStatus begun(RunStatus state, int choice) {
        RunStatus status = state;
        for (int i = 0; i < models.size(); i++) {
            ModelStatus model = state.models().get(i);
            String gear = choices.get(choice).get(i);
            if (model.pending() == null && !gear.equals(model.gear())) {
                SwapPlan plan = new SwapPlan("oracle", model.model(), model.gear(), gear, List.of());
                status = status.begin(plan, models.get(i), scenario.setting());
            }
        }
        return status;
    }

    /** The least for each speed level that a state of the box may be at after the stage. */
    @Override
    public List<Reach<RunStatus>> reach(int stage, Box<RunStatus> box, int choice) {
        Box<RunStatus> begun = new Box<>(begun(box.low(), choice), begun(box.high(), choice));
        List<Reach<RunStatus>> reached = List.of(new Reach<>(begun, 0));
        for (Interval interval : intervals(stage)) {
            Map<Object, Reach<RunStatus>> next = new LinkedHashMap<>();
            for (Reach<RunStatus> from : reached) {
                for (Reach<RunStatus> to : enclosure.after(from.box(), interval, errorJ)) {
                    Reach<RunStatus> all = new Reach<>(to.box(), from.cost() + to.cost());
                    next.merge(mode(to.box().low()), all, this::both);
                }
            }
            reached = List.copyOf(next.values());
        }
        return reached;
    }

    private Reach<RunStatus> both(Reach<RunStatus> one, Reach<RunStatus> other) {
        return new Reach<>(Box.around(this, one.box(), other.box()), Math.min(one.cost(), other.cost()));
    }

    /** Each request in the gear and at the speed that is best for it, as if it were alone. */
    @Override
    public double leastCost(int stage) {
        double least = 0;
        for (Interval interval : intervals(stage)) {
            for (Interval.Demanded demanded : interval.demands()) {
                for (int request = 0; request < demanded.arrivalS().length; request++) {
                    least += passage.leastCost(interval, demanded, request, errorJ);
                }
            }
        }
        return least;
    }

    private List<Interval> intervals(int stage) {
        int end = Math.min(scenario.intervals().size(), (stage + 1) * intervalsPerStage);
        return scenario.intervals().subList(stage * intervalsPerStage, end);
    }

    private double cost(Interval interval, IntervalCosts costs) {
        long requests = 0;
        for (Interval.Demanded demanded : interval.demands()) {
            requests += demanded.arrivalS().length;
        }
        return costs.gearsJ() + errorJ * (requests - costs.accuracySum());
    }

    private record Mode(int throttleLevel, List<@Nullable Object> models) {}

    @Override
    public Object mode(RunStatus state) {
        List<@Nullable Object> parts = new ArrayList<>();
        for (ModelStatus model : state.models()) {
            SwapPlan pending = model.pending();
            parts.add(model.gear());
            parts.add(pending == null ? null : pending.to());
            parts.add(model.readyInS());
        }
        return new Mode(state.device().throttleLevel(), parts);
    }

    @Override
    public double[] degrees(RunStatus state) {
        double[] temperatures = state.device().temperatureC();
        int workers = scenario.setting().queue().workers();
        double[] degrees =
                new double[temperatures.length + 2 + workers * state.models().size()];
        System.arraycopy(temperatures, 0, degrees, 0, temperatures.length);
        degrees[temperatures.length] = -state.device().chargeRatio();
        degrees[temperatures.length + 1] = state.device().radioTailS();
        for (int i = 0; i < state.models().size(); i++) {
            System.arraycopy(
                    state.models().get(i).freeAtS(), 0, degrees, temperatures.length + 2 + i * workers, workers);
        }
        return degrees;
    }

    /** Widths of a grid: of every temperature, of the charge, of the radio's tail and of every worker's backlog. */
    public double[] cells(double temperatureC, double chargeRatio, double seconds) {
        double[] cells = degrees(start());
        int zones = scenario.setting().device().thermal().zones().size();
        for (int i = 0; i < cells.length; i++) {
            cells[i] = i < zones ? temperatureC : i == zones ? chargeRatio : seconds;
        }
        return cells;
    }

    @Override
    public RunStatus with(RunStatus state, double[] degrees) {
        int zones = state.device().temperatureC().length;
        int workers = scenario.setting().queue().workers();
        DeviceStatus device = new DeviceStatus(
                java.util.Arrays.copyOf(degrees, zones),
                state.device().throttleLevel(),
                state.device().sincePollS(),
                -degrees[zones],
                degrees[zones + 1]);
        List<ModelStatus> next = new ArrayList<>();
        for (int i = 0; i < state.models().size(); i++) {
            ModelStatus model = state.models().get(i);
            int from = zones + 2 + i * workers;
            next.add(new ModelStatus(
                    model.model(),
                    model.gear(),
                    model.pending(),
                    model.readyInS(),
                    model.resident(),
                    java.util.Arrays.copyOfRange(degrees, from, from + workers)));
        }
        return new RunStatus(device, next);
    }

    /** The gears of each stage of a plan. */
    public List<Map<String, String>> plan(List<Integer> chosen) {
        Map<Integer, Map<String, String>> known = new HashMap<>();
        return chosen.stream()
                .map(choice -> known.computeIfAbsent(choice, this::gears))
                .toList();
    }
}
