package io.gearshift.simulator.closedloop;

import io.gearshift.core.estimate.ModelSpec.GearSpec;
import io.gearshift.simulator.oracle.DecisionProblem.Box;
import io.gearshift.simulator.oracle.DecisionProblem.Reach;
import io.gearshift.simulator.plant.Activity;
import io.gearshift.simulator.plant.Component;
import io.gearshift.simulator.plant.DeviceStepper;
import io.gearshift.simulator.plant.Processor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** All states of a box, of one speed level and all on or all off, on their way through one interval. */
final class EnclosedInterval {

    private static final int COMPONENTS = Component.values().length;

    private final Setting setting;
    private final Passage passage;
    private final Processor processor;
    private final Box<RunStatus> box;
    private final Interval interval;
    private final double errorJ;
    private final boolean isOff;
    private final int level;
    private final double frequency;
    private final double[] sharedLeast = new double[COMPONENTS];
    private final double[] sharedMost = new double[COMPONENTS];
    private final Bounds[] watts = all();
    private final Bounds transferS = new Bounds();
    private final Bounds bytesSent = new Bounds();
    private final Bounds bytesReceived = new Bounds();
    private double costJ;

    EnclosedInterval(
            Setting setting, Passage passage, Box<RunStatus> box, Interval interval, double errorJ, boolean isOff) {
        this.setting = setting;
        this.passage = passage;
        this.processor = setting.device().processor();
        this.box = box;
        this.interval = interval;
        this.errorJ = errorJ;
        this.isOff = isOff;
        this.level = box.low().device().throttleLevel();
        this.frequency = setting.device().frequencyRatio(box.low().device());
    }

    private static Bounds[] all() {
        Bounds[] all = new Bounds[COMPONENTS];
        for (int i = 0; i < all.length; i++) {
            all[i] = new Bounds();
        }
        return all;
    }

    double seconds() {
        return interval.seconds();
    }

    /** @return one box for each speed level that a state may be at afterwards */
    List<Reach<RunStatus>> reach() {
        double loading = isOff ? 0 : passage.loading(box.low(), interval);
        share(loading);
        List<ModelStatus> low = new ArrayList<>(interval.demands().size());
        List<ModelStatus> high = new ArrayList<>(interval.demands().size());
        for (int i = 0; i < interval.demands().size(); i++) {
            EnclosedModel model = new EnclosedModel(
                    this,
                    box.low().models().get(i),
                    box.high().models().get(i),
                    interval.demands().get(i),
                    setting.queue().longestWaitS());
            model.serve();
            low.add(model.low());
            high.add(model.high());
        }
        return pay(loading, low, high);
    }

    private void share(double loading) {
        Bounds[] demand = all();
        double others = interval.backgroundCores() + loading;
        demand[Component.CPU.ordinal()].add(others, others);
        for (int i = 0; i < interval.demands().size() && !isOff; i++) {
            Interval.Demanded demanded = interval.demands().get(i);
            GearSpec gear =
                    Passage.gear(demanded.spec(), box.low().models().get(i).gear());
            if (gear != null && Passage.isLocal(gear)) {
                demand[passage.component(gear).ordinal()].add(
                        passage.asked(gear, demanded, box.low().models().get(i).freeAtS(), seconds()),
                        passage.asked(gear, demanded, box.high().models().get(i).freeAtS(), seconds()));
            } else if (gear != null) {
                double path = passage.pathBusyS(interval, gear, demanded) / seconds();
                demand[Component.RADIO.ordinal()].add(path, path);
            }
        }
        for (Component component : Component.values()) {
            int i = component.ordinal();
            sharedLeast[i] = isOff ? 1 : passage.shared(component, demand[i].least(), frequency);
            sharedMost[i] = isOff ? 1 : passage.shared(component, demand[i].most(), frequency);
        }
    }

    boolean isOutOfReach(GearSpec gear) {
        return isOff || Passage.isOutOfReach(interval, gear);
    }

    /** When an answer that starts then is there at the earliest. */
    double leastEndS(Interval.Demanded demanded, GearSpec gear, double ownS, double startS) {
        return startS + passage.serviceS(interval, demanded, gear, ownS, startS, frequency, sharedLeast);
    }

    double mostEndS(Interval.Demanded demanded, GearSpec gear, double ownS, double startS) {
        return startS + passage.serviceS(interval, demanded, gear, ownS, startS, frequency, sharedMost);
    }

    /** A request without an answer. */
    void fails() {
        costJ += errorJ;
    }

    /** @param leastS that the answer takes */
    void answers(Interval.Demanded demanded, GearSpec gear, double ownS, double leastS, boolean canFail) {
        Double objective = demanded.objectiveMs();
        boolean canBeInTime = objective == null || leastS * 1000 <= objective;
        double energyJ = Passage.isLocal(gear) ? passage.energyJ(gear, ownS, level) : 0;
        double answeredJ = energyJ + errorJ * (1 - (canBeInTime ? gear.accuracy() : 0));
        costJ += canFail ? Math.min(answeredJ, errorJ) : answeredJ;
        if (!Passage.isLocal(gear)) {
            double sent = demanded.traffic().bytesSent();
            double received = demanded.traffic().bytesReceived();
            bytesSent.add(canFail ? 0 : sent, sent);
            bytesReceived.add(canFail ? 0 : received, received);
        }
    }

    /** Heat of a local gear, transfers of another. */
    void busy(@Nullable GearSpec gear, Bounds busyS, double allS) {
        if (gear == null) {
            return;
        }
        if (!Passage.isLocal(gear)) {
            transferS.add(busyS.least(), busyS.most());
            return;
        }
        int component = passage.component(gear).ordinal();
        double watt = processor.activeW(Passage.activeW(gear), frequency) / seconds();
        watts[component].add(
                Math.min(allS, busyS.least()) * watt / sharedMost[component],
                Math.min(allS, busyS.most()) * watt / sharedLeast[component]);
    }

    private List<Reach<RunStatus>> pay(double loading, List<ModelStatus> low, List<ModelStatus> high) {
        int cpu = Component.CPU.ordinal();
        double coreW = processor.activeW(processor.coreW(), frequency) / frequency;
        double othersW = isOff ? 0 : (loading + interval.backgroundCores()) * coreW;
        watts[cpu].add(othersW / sharedMost[cpu], othersW / sharedLeast[cpu]);
        costJ += loading * coreW / sharedMost[cpu] * seconds();
        List<Reach<RunStatus>> reached = new ArrayList<>();
        for (DeviceStepper.Between after : passage.stepper(seconds())
                .between(box.low().device(), activity(Bounds::least), box.high().device(), activity(Bounds::most))) {
            Box<RunStatus> next = new Box<>(new RunStatus(after.low(), low), new RunStatus(after.high(), high));
            reached.add(new Reach<>(next, costJ + after.radioLeastJ()));
        }
        return reached;
    }

    private Activity activity(ToDoubleFunction<Bounds> end) {
        return new Activity(
                setting.ambientC(),
                end.applyAsDouble(watts[Component.CPU.ordinal()]),
                end.applyAsDouble(watts[Component.GPU.ordinal()]),
                end.applyAsDouble(watts[Component.NPU.ordinal()]),
                interval.chargerW(),
                Math.min(seconds(), end.applyAsDouble(transferS)),
                end.applyAsDouble(bytesSent),
                end.applyAsDouble(bytesReceived),
                interval.radio());
    }
}
