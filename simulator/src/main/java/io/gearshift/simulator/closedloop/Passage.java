package io.gearshift.simulator.closedloop;

import io.gearshift.core.estimate.ModelSpec;
import io.gearshift.core.estimate.ModelSpec.GearSpec;
import io.gearshift.core.policy.Location;
import io.gearshift.simulator.plant.Activity;
import io.gearshift.simulator.plant.Component;
import io.gearshift.simulator.plant.DeviceStatus;
import io.gearshift.simulator.plant.DeviceStepper;
import io.gearshift.simulator.plant.Processor;
import io.gearshift.simulator.plant.RequestQueue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One interval of the closed loop as a pure function: gears answer, the device pays. Both the run and the oracle go through it.
 *
 * <p>A request is answered by the gear in force when it comes. Its time is the gear's measured median, times the slowdown of the
 * interval (frequency and sharing), times its own scatter (lognormal, from the gear's measured 95th percentile); an endpoint's
 * adds what the network takes from then on, and is given up when it would wait longer than a queue may make it. An answer's energy is what was measured, booked when the request comes; its heat comes while the gear is busy.
 */
final class Passage {

    private static final Component[] COMPONENTS = Component.values();

    private final Setting setting;
    private final Network network;
    private final Map<GearSpec, Component> components = new IdentityHashMap<>();
    private @Nullable DeviceStepper stepper;

    /** Of each throttle level, over that at full speed. */
    private final double[] energyRatio;

    Passage(Scenario scenario) {
        this.setting = scenario.setting();
        this.network = scenario.network();
        this.energyRatio = new double[setting.device().governor().levels() + 1];
        for (int level = 0; level < energyRatio.length; level++) {
            double frequency = setting.device().governor().frequencyRatio(level);
            energyRatio[level] = setting.device().processor().activeW(1, frequency) / frequency;
        }
    }

    RunStatus after(RunStatus before, Interval interval, IntervalCosts costs) {
        RunStatus status = before.aligned(interval.demands(), setting);
        return new Step(status, interval, costs).go();
    }

    DeviceStepper stepper(double seconds) {
        DeviceStepper known = stepper;
        if (known == null || known.seconds() != seconds) {
            known = setting.device().every(seconds);
            stepper = known;
        }
        return known;
    }

    static @Nullable GearSpec gear(ModelSpec spec, @Nullable String name) {
        for (GearSpec gear : spec.gears()) {
            if (gear.gear().equals(name)) {
                return gear;
            }
        }
        return null;
    }

    /**
     * Of a request by itself at full speed, begun at {@code startS} of the interval; infinite when the endpoint does not answer.
     *
     * @param shared how many connections share the path, &gt;= 1
     */
    double aloneS(
            Interval interval, Interval.Demanded demanded, GearSpec gear, double ownS, double startS, double shared) {
        if (isLocal(gear)) {
            return ownS;
        }
        Double rttS = interval.rttS().get(gear.endpoint());
        if (rttS == null) {
            return Double.POSITIVE_INFINITY;
        }
        double from = interval.fromS() + startS;
        double farS = ownS * interval.farSlowness();
        return network.endS(gear.endpoint(), from, rttS, farS, demanded.traffic(), shared) - from;
    }

    static boolean isOutOfReach(Interval interval, GearSpec gear) {
        return !isLocal(gear) && !interval.rttS().containsKey(gear.endpoint());
    }

    static boolean isLocal(GearSpec gear) {
        return gear.location() == Location.LOCAL;
    }

    static double activeW(GearSpec gear) {
        return gear.profile().energyMj() / gear.profile().latencyP50Ms();
    }

    /** Of one answer of a local gear, however slowly sharing lets it come. */
    double energyJ(GearSpec gear, double ownS, int level) {
        return ownS * activeW(gear) * energyRatio[level];
    }

    /** What a local gear computes on. */
    Component component(GearSpec gear) {
        return components.computeIfAbsent(gear, known -> Component.of(known.provider()));
    }

    /** @param shared of each component, &gt;= 1 */
    double serviceS(
            Interval interval,
            Interval.Demanded demanded,
            GearSpec gear,
            double ownS,
            double startS,
            double frequency,
            double[] shared) {
        return isLocal(gear)
                ? ownS * shared[component(gear).ordinal()] / frequency
                : aloneS(interval, demanded, gear, ownS, startS, shared[Component.RADIO.ordinal()]);
    }

    /** An empty battery, and nothing that charges it. */
    boolean isOff(RunStatus status, Interval interval) {
        return setting.device().supply() != null && status.device().chargeRatio() <= 0 && interval.chargerW() == 0;
    }

    /** Cores that swaps keep busy. */
    double loading(RunStatus status, Interval interval) {
        double loading = 0;
        for (ModelStatus model : status.models()) {
            loading +=
                    model.pending() == null ? 0 : Math.min(interval.seconds(), model.readyInS()) / interval.seconds();
        }
        return loading;
    }

    /** Of its component: as much as comes and waits, at most all its workers. */
    double asked(GearSpec gear, Interval.Demanded demanded, double[] freeAtS, double seconds) {
        double waiting = 0;
        for (double free : freeAtS) {
            waiting += free;
        }
        double workS = demanded.arrivalS().length * gear.profile().latencyP50Ms() / 1000 + waiting;
        double busy = Math.min(setting.queue().workers(), workS / seconds);
        return component(gear) == Component.CPU ? busy * gear.threads() : busy;
    }

    /** Time for which an endpoint's answers keep the path to it busy. */
    double pathBusyS(Interval interval, GearSpec gear, Interval.Demanded demanded) {
        return interval.rttS().containsKey(gear.endpoint())
                ? network.busyS(
                        gear.endpoint(),
                        interval.fromS(),
                        interval.seconds(),
                        demanded.arrivalS().length,
                        demanded.traffic())
                : 0;
    }

    /** How much less than it asks for a piece of work on this component gets, 1 when all of it. */
    double shared(Component component, double demand, double frequency) {
        double capacity =
                component == Component.CPU ? setting.device().processor().cores() : 1;
        return Math.max(1, demand / frequency / capacity);
    }

    /** Energy and {@code errorJ} for what is wrong, in the best gear and at the best speed for a request that is alone. */
    double leastCost(Interval interval, Interval.Demanded demanded, int request, double errorJ) {
        Double objective = demanded.objectiveMs();
        double least = errorJ;
        for (GearSpec gear : demanded.spec().gears()) {
            boolean isLocal = isLocal(gear);
            double own = demanded.ownS(gear, request);
            double alone = aloneS(interval, demanded, gear, own, demanded.arrivalS()[request], 1);
            for (int level = 0; level <= setting.device().governor().levels(); level++) {
                double frequency = setting.device().governor().frequencyRatio(level);
                double seconds = isLocal ? alone / frequency : alone;
                boolean isInTime = objective == null ? seconds < Double.POSITIVE_INFINITY : seconds * 1000 <= objective;
                double energyJ = isLocal ? energyJ(gear, own, level) : 0;
                least = Math.min(least, energyJ + errorJ * (1 - (isInTime ? gear.accuracy() : 0)));
            }
        }
        return least;
    }

    /** The interval at work. */
    private final class Step {
        private final RunStatus before;
        private final Interval interval;
        private final IntervalCosts costs;
        private final Processor processor = setting.device().processor();
        private final double seconds;
        private final double frequency;
        private final double[] demand = new double[COMPONENTS.length];
        private final double[] shared = new double[COMPONENTS.length];
        private final double[] watts = new double[COMPONENTS.length];
        private final boolean isOff;
        private double transferS;
        private double bytesSent;
        private double bytesReceived;

        Step(RunStatus before, Interval interval, IntervalCosts costs) {
            this.before = before;
            this.interval = interval;
            this.costs = costs;
            this.seconds = interval.seconds();
            this.frequency = setting.device().frequencyRatio(before.device());
            this.isOff = isOff(before, interval);
        }

        RunStatus go() {
            double loading = loading(before, interval);
            demand[Component.CPU.ordinal()] = isOff ? 0 : interval.backgroundCores() + loading;
            for (int i = 0; i < before.models().size() && !isOff; i++) {
                ask(before.models().get(i), interval.demands().get(i));
            }
            for (int i = 0; i < shared.length; i++) {
                shared[i] = shared(COMPONENTS[i], demand[i], frequency);
            }
            List<ModelStatus> models = new ArrayList<>(before.models().size());
            for (int i = 0; i < before.models().size(); i++) {
                models.add(serve(before.models().get(i), interval.demands().get(i)));
            }
            return new RunStatus(pay(loading), models);
        }

        /** What the gear asks of its processor: as much as comes and waits, at most all its workers. */
        private void ask(ModelStatus model, Interval.Demanded demanded) {
            GearSpec gear = gear(demanded.spec(), model.gear());
            if (gear == null) {
                return;
            }
            if (!isLocal(gear)) {
                demand[Component.RADIO.ordinal()] += pathBusyS(interval, gear, demanded) / seconds;
                return;
            }
            demand[component(gear).ordinal()] += asked(gear, demanded, model.freeAtS(), seconds);
        }

        private ModelStatus serve(ModelStatus model, Interval.Demanded demanded) {
            ServedModel served = costs.model(demanded.spec().name());
            GearSpec old = gear(demanded.spec(), model.gear());
            GearSpec next = gear(
                    demanded.spec(),
                    model.pending() == null ? null : model.pending().to());
            double[] free = model.freeAtS().clone();
            double carried = 0;
            for (double at : free) {
                carried += Math.min(seconds, at);
            }
            double oldBusyS = carried;
            double nextBusyS = 0;
            // What is still on its way to an endpoint keeps no worker of a local gear.
            boolean isOldIdle = next == null || old == null || isLocal(old) || !isLocal(next);
            for (int i = 0; i < demanded.arrivalS().length; i++) {
                boolean isNext = next != null && demanded.arrivalS()[i] >= model.readyInS();
                if (isNext && !isOldIdle) {
                    Arrays.fill(free, 0);
                    isOldIdle = true;
                }
                double busyS = answer(isNext ? next : old, demanded, i, free, served);
                oldBusyS += isNext ? 0 : busyS;
                nextBusyS += isNext ? busyS : 0;
            }
            warm(old, oldBusyS);
            warm(next, nextBusyS);
            return model.later(seconds, RequestQueue.later(free, seconds));
        }

        /** @return seconds of this interval that it kept a worker busy */
        private double answer(
                @Nullable GearSpec gear, Interval.Demanded demanded, int request, double[] free, ServedModel served) {
            if (gear == null || isOff) {
                served.unanswered();
                return 0;
            }
            double arrivalS = demanded.arrivalS()[request];
            double startS = Math.max(free[0], arrivalS);
            double ownS = demanded.ownS(gear, request);
            double wholeS = serviceS(interval, demanded, gear, ownS, startS, frequency, shared);
            double leftS = Math.max(0, arrivalS + setting.queue().longestWaitS() - startS);
            boolean isGivenUp = !isLocal(gear) && wholeS > leftS;
            double serviceS = isGivenUp ? leftS : wholeS;
            double latencyS = isOutOfReach(interval, gear)
                    ? RequestQueue.REFUSED
                    : setting.queue().answer(free, arrivalS, serviceS);
            if (Double.isNaN(latencyS)) {
                served.failed(gear.gear());
                return 0;
            }
            if (isGivenUp) {
                served.failed(gear.gear());
            } else {
                answered(gear, demanded, ownS, latencyS, served);
            }
            double end = arrivalS + latencyS;
            return Math.max(0, Math.min(seconds, end) - Math.min(seconds, end - serviceS));
        }

        private void answered(
                GearSpec gear, Interval.Demanded demanded, double ownS, double latencyS, ServedModel served) {
            boolean isLocal = isLocal(gear);
            if (isLocal) {
                double energyJ = energyJ(gear, ownS, before.device().throttleLevel());
                costs.spent(energyJ);
                served.spent(gear.gear(), energyJ);
            } else {
                bytesSent += demanded.traffic().bytesSent();
                bytesReceived += demanded.traffic().bytesReceived();
            }
            Double objective = demanded.objectiveMs();
            served.answered(
                    gear.gear(),
                    latencyS,
                    objective != null && latencyS * 1000 > objective,
                    gear.accuracy(),
                    isLocal ? 0 : demanded.traffic().bytesSent());
        }

        /** Heat while it is busy, which sharing spreads over a longer time; elsewhere the radio's. */
        private void warm(@Nullable GearSpec gear, double busyS) {
            if (gear != null && !isLocal(gear)) {
                transferS += busyS;
            } else if (gear != null) {
                int component = component(gear).ordinal();
                watts[component] += busyS / seconds * processor.activeW(activeW(gear), frequency) / shared[component];
            }
        }

        private DeviceStatus pay(double loading) {
            double share = frequency * shared[Component.CPU.ordinal()];
            double coreW = processor.activeW(processor.coreW(), frequency) / share;
            double loadingW = isOff ? 0 : loading * coreW;
            double backgroundW = isOff ? 0 : interval.backgroundCores() * coreW;
            costs.loaded(loadingW * seconds);
            DeviceStepper.Stepped stepped = stepper(seconds)
                    .step(
                            before.device(),
                            new Activity(
                                    setting.ambientC(),
                                    watts[Component.CPU.ordinal()] + backgroundW + loadingW,
                                    watts[Component.GPU.ordinal()],
                                    watts[Component.NPU.ordinal()],
                                    interval.chargerW(),
                                    Math.min(seconds, transferS),
                                    bytesSent,
                                    bytesReceived,
                                    interval.radio()));
            costs.device(stepped, isOff);
            double asked = demand[Component.CPU.ordinal()];
            costs.processor(processor.loadRatio(asked, frequency), processor.waitingRatio(asked, frequency));
            return stepped.status();
        }
    }
}
