package io.gearshift.simulator.closedloop;

import io.gearshift.core.estimate.ModelSpec;
import io.gearshift.core.estimate.ModelSpec.GearSpec;
import io.gearshift.core.policy.Location;
import io.gearshift.simulator.plant.Activity;
import io.gearshift.simulator.plant.Component;
import io.gearshift.simulator.plant.DeviceStatus;
import io.gearshift.simulator.plant.DeviceStepper;
import io.gearshift.simulator.plant.Link;
import io.gearshift.simulator.plant.Processor;
import io.gearshift.simulator.plant.RequestQueue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One interval of the closed loop as a pure function: gears answer, the device pays. Both the run and the oracle go through it.
 *
 * <p>A request is answered by the gear in force when it comes. Its time is the gear's measured median, times the slowdown of the
 * interval (frequency and sharing), times its own scatter (lognormal, from the gear's measured 95th percentile); an endpoint's
 * adds the network. An answer's energy is what was measured, booked when the request comes; its heat comes while the gear is busy.
 */
final class Passage {

    private final Setting setting;
    private @Nullable DeviceStepper stepper;

    /** Of each throttle level, over that at full speed. */
    private final double[] energyRatio;

    Passage(Setting setting) {
        this.setting = setting;
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

    private DeviceStepper stepper(double seconds) {
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

    /** Of a request by itself at full speed; infinite when the endpoint does not answer. */
    private double aloneS(Interval interval, GearSpec gear, double ownS) {
        if (gear.location() == Location.LOCAL) {
            return ownS;
        }
        Double rttS = interval.rttS().get(gear.endpoint());
        return rttS == null
                ? Double.POSITIVE_INFINITY
                : ownS
                        + new Link(setting.bandwidthBitPerS(), rttS, setting.lossRatio())
                                .exchangeS(setting.bytesSent(), setting.bytesReceived());
    }

    private static double activeW(GearSpec gear) {
        return gear.profile().energyMj() / gear.profile().latencyP50Ms();
    }

    /** Of one answer of a local gear, however slowly sharing lets it come. */
    private double energyJ(GearSpec gear, double ownS, int level) {
        return ownS * activeW(gear) * energyRatio[level];
    }

    /** Energy and {@code errorJ} for what is wrong, in the best gear and at the best speed for a request that is alone. */
    double leastCost(Interval interval, Interval.Demanded demanded, int request, double errorJ) {
        Double objective = demanded.objectiveMs();
        double least = errorJ;
        for (GearSpec gear : demanded.spec().gears()) {
            boolean isLocal = gear.location() == Location.LOCAL;
            double own = demanded.ownS(gear, request);
            double alone = aloneS(interval, gear, own);
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
        private final double[] demand = new double[Component.values().length];
        private final double[] watts = new double[Component.values().length];
        private final boolean isOff;
        private double transferS;
        private double bytes;

        Step(RunStatus before, Interval interval, IntervalCosts costs) {
            this.before = before;
            this.interval = interval;
            this.costs = costs;
            this.seconds = interval.seconds();
            this.frequency = setting.device().frequencyRatio(before.device());
            this.isOff =
                    setting.device().supply() != null && before.device().chargeRatio() <= 0 && interval.chargerW() == 0;
        }

        RunStatus go() {
            double loading = 0;
            for (ModelStatus model : before.models()) {
                loading += model.pending() == null ? 0 : Math.min(seconds, model.readyInS()) / seconds;
            }
            demand[Component.CPU.ordinal()] = isOff ? 0 : interval.backgroundCores() + loading;
            for (int i = 0; i < before.models().size() && !isOff; i++) {
                ask(before.models().get(i), interval.demands().get(i));
            }
            for (Component component : Component.values()) {
                if (shared(component) > 1) {
                    costs.shared();
                }
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
            if (gear == null || gear.location() != Location.LOCAL) {
                return;
            }
            Component component = Component.of(gear.provider());
            double waiting = 0;
            for (double free : model.freeAtS()) {
                waiting += free;
            }
            double workS = demanded.arrivalS().length * gear.profile().latencyP50Ms() / 1000 + waiting;
            double busy = Math.min(setting.queue().workers(), workS / seconds);
            demand[component.ordinal()] += component == Component.CPU ? busy * gear.threads() : busy;
        }

        private double capacity(Component component) {
            return component == Component.CPU ? processor.cores() : 1;
        }

        /** How much less than it asks for a piece of work on this component gets, 1 when all of it. */
        private double shared(Component component) {
            return Math.max(1, demand[component.ordinal()] / frequency / capacity(component));
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
            for (int i = 0; i < demanded.arrivalS().length; i++) {
                boolean isNext = next != null && demanded.arrivalS()[i] >= model.readyInS();
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
            double ownS = demanded.ownS(gear, request);
            double serviceS = serviceS(gear, ownS);
            double arrivalS = demanded.arrivalS()[request];
            boolean isOutOfReach = Double.isInfinite(serviceS);
            double latencyS =
                    isOutOfReach ? RequestQueue.REFUSED : setting.queue().answer(free, arrivalS, serviceS);
            if (Double.isNaN(latencyS)) {
                if (!isOutOfReach) {
                    costs.refusedByQueue();
                }
                served.failed(gear.gear());
                return 0;
            }
            boolean isRemote = gear.location() != Location.LOCAL;
            if (isRemote) {
                bytes += 1;
                transferS += serviceS;
            } else {
                double energyJ = energyJ(gear, ownS, before.device().throttleLevel());
                costs.spent(energyJ);
                served.spent(gear.gear(), energyJ);
            }
            Double objective = demanded.objectiveMs();
            served.answered(
                    gear.gear(),
                    latencyS,
                    objective != null && latencyS * 1000 > objective,
                    gear.accuracy(),
                    isRemote ? setting.bytesSent() : 0);
            double end = arrivalS + latencyS;
            return Math.max(0, Math.min(seconds, end) - Math.min(seconds, end - serviceS));
        }

        private double serviceS(GearSpec gear, double ownS) {
            double alone = aloneS(interval, gear, ownS);
            return gear.location() == Location.LOCAL
                    ? alone * shared(Component.of(gear.provider())) / frequency
                    : alone;
        }

        /** Heat while it is busy; sharing spreads it over a longer time. */
        private void warm(@Nullable GearSpec gear, double busyS) {
            if (gear != null && gear.location() == Location.LOCAL) {
                Component component = Component.of(gear.provider());
                watts[component.ordinal()] +=
                        busyS / seconds * processor.activeW(activeW(gear), frequency) / shared(component);
            }
        }

        private DeviceStatus pay(double loading) {
            double share = frequency * shared(Component.CPU);
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
                                    bytes * setting.bytesSent(),
                                    bytes * setting.bytesReceived()));
            costs.device(stepped, isOff);
            double asked = demand[Component.CPU.ordinal()];
            costs.processor(processor.loadRatio(asked, frequency), processor.waitingRatio(asked, frequency));
            return stepped.status();
        }
    }
}
