package io.gearshift.simulator.oracle;

import io.gearshift.simulator.plant.ThermalNetwork;
import io.gearshift.simulator.plant.ThermalNetwork.Zone;
import io.gearshift.simulator.plant.ThrottleGovernor;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** One zone, gears of different power and error, slower when throttled, a cost to switch. */
final class HotPlate implements DecisionProblem<HotPlate.State> {

    private static final double AMBIENT_C = 25;

    record State(int gear, int level, double temperatureC) {}

    private final int stages;
    private final boolean tellsLeast;
    private final double[] watts;
    private final double[] errors;
    private final double[] demand;
    private final double switchCost;
    private final ThrottleGovernor governor;
    private final ThermalNetwork.Propagator second;

    /** @param tellsLeast so that ways may be left early */
    HotPlate(int stages, int gears, long seed, boolean tellsLeast) {
        this.tellsLeast = tellsLeast;
        SplittableRandom random = new SplittableRandom(seed);
        this.stages = stages;
        this.watts = random.doubles(gears, 0.5, 6).toArray();
        this.errors = random.doubles(gears, 0, 12).toArray();
        this.demand = random.doubles(stages, 0, 2).toArray();
        this.switchCost = random.nextDouble(0, 2);
        this.governor = new ThrottleGovernor(random.nextDouble(31, 36), 1, 1, 2, 0.4);
        this.second = new ThermalNetwork(List.of(new Zone("z", random.nextDouble(1, 8), 0.2)), List.of()).over(1);
    }

    @Override
    public int stages() {
        return stages;
    }

    @Override
    public State start() {
        return new State(0, 0, 30);
    }

    @Override
    public int choices() {
        return watts.length;
    }

    @Override
    public boolean isAllowed(int stage, State state, int choice) {
        return true;
    }

    /** Late answers cost more the further it is throttled, and all power leaks more the hotter it is. */
    @Override
    public Step<State> step(int stage, State state, int choice) {
        double power = watts[choice] * demand[stage] * (1 + 0.03 * (state.temperatureC() - AMBIENT_C));
        double late = demand[stage] * watts[choice] * (1 - governor.frequencyRatio(state.level()));
        double cost = power + errors[choice] * demand[stage] + 10 * late + (choice == state.gear() ? 0 : switchCost);
        double after = second.after(new double[] {state.temperatureC()}, new double[] {power}, AMBIENT_C)[0];
        return new Step<>(new State(choice, governor.levelAfterPoll(state.level(), after), after), cost);
    }

    @Override
    public double leastCost(int stage) {
        if (!tellsLeast) {
            return 0;
        }
        double least = Double.POSITIVE_INFINITY;
        for (int choice = 0; choice < watts.length; choice++) {
            least = Math.min(least, (watts[choice] + errors[choice]) * demand[stage]);
        }
        return least;
    }

    @Override
    public Object mode(State state) {
        return List.of(state.gear(), state.level());
    }

    @Override
    public double[] degrees(State state) {
        return new double[] {state.temperatureC()};
    }

    @Override
    public State with(State state, double[] degrees) {
        return new State(state.gear(), state.level(), degrees[0]);
    }

    /** Hotter is dearer and stays hotter. */
    @Override
    public List<Reach<State>> reach(int stage, Box<State> box, int choice) {
        Step<State> low = step(stage, box.low(), choice);
        Step<State> high = step(stage, box.high(), choice);
        List<Reach<State>> reached = new ArrayList<>();
        for (int level = low.next().level(); level <= high.next().level(); level++) {
            reached.add(new Reach<>(
                    new Box<>(
                            new State(choice, level, low.next().temperatureC()),
                            new State(choice, level, high.next().temperatureC())),
                    low.cost()));
        }
        return reached;
    }

    /** The optimum by trying every plan. */
    double bruteForce() {
        return bruteForce(0, start());
    }

    private double bruteForce(int stage, State state) {
        if (stage == stages) {
            return 0;
        }
        double best = Double.POSITIVE_INFINITY;
        for (int choice = 0; choice < choices(); choice++) {
            Step<State> step = step(stage, state, choice);
            best = Math.min(best, step.cost() + bruteForce(stage + 1, step.next()));
        }
        return best;
    }

    double costOf(List<Integer> choices) {
        State state = start();
        double cost = 0;
        for (int stage = 0; stage < stages; stage++) {
            Step<State> step = step(stage, state, choices.get(stage));
            cost += step.cost();
            state = step.next();
        }
        return cost;
    }
}
