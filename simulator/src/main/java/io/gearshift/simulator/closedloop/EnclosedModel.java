package io.gearshift.simulator.closedloop;

import io.gearshift.core.estimate.ModelSpec.GearSpec;
import io.gearshift.simulator.plant.RequestQueue;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One model's requests of an interval, for all states of a box. */
final class EnclosedModel {

    private final EnclosedInterval interval;
    private final ModelStatus low;
    private final ModelStatus high;
    private final Interval.Demanded demanded;
    private final double longestWaitS;

    /** Of each worker, ascending. */
    private final double[] leastFreeS;

    private final double[] mostFreeS;
    private final Bounds oldBusyS = new Bounds();
    private final Bounds nextBusyS = new Bounds();

    EnclosedModel(
            EnclosedInterval interval,
            ModelStatus low,
            ModelStatus high,
            Interval.Demanded demanded,
            double longestWaitS) {
        this.interval = interval;
        this.low = low;
        this.high = high;
        this.demanded = demanded;
        this.longestWaitS = longestWaitS;
        this.leastFreeS = low.freeAtS().clone();
        this.mostFreeS = high.freeAtS().clone();
    }

    void serve() {
        GearSpec old = Passage.gear(demanded.spec(), low.gear());
        GearSpec next = Passage.gear(
                demanded.spec(), low.pending() == null ? null : low.pending().to());
        boolean isOldIdle = next == null || old == null || Passage.isLocal(old) || !Passage.isLocal(next);
        oldBusyS.add(carriedS(leastFreeS), carriedS(mostFreeS));
        for (int i = 0; i < demanded.arrivalS().length; i++) {
            boolean isNext = next != null && demanded.arrivalS()[i] >= low.readyInS();
            if (isNext && !isOldIdle) {
                Arrays.fill(leastFreeS, 0);
                Arrays.fill(mostFreeS, 0);
                isOldIdle = true;
            }
            answer(isNext ? next : old, i, isNext ? nextBusyS : oldBusyS);
        }
        double allS = leastFreeS.length * interval.seconds();
        interval.busy(old, oldBusyS, allS);
        interval.busy(next, nextBusyS, allS);
    }

    private double carriedS(double[] freeAtS) {
        double carried = 0;
        for (double at : freeAtS) {
            carried += Math.min(interval.seconds(), at);
        }
        return carried;
    }

    ModelStatus low() {
        return low.later(interval.seconds(), RequestQueue.later(leastFreeS, interval.seconds()));
    }

    ModelStatus high() {
        return high.later(interval.seconds(), RequestQueue.later(mostFreeS, interval.seconds()));
    }

    /** A local answer is as long in any state, a remote one ends the later the later it starts. */
    private void answer(@Nullable GearSpec gear, int request, Bounds busyS) {
        double arrivalS = demanded.arrivalS()[request];
        double lastS = arrivalS + longestWaitS;
        double earliest = Math.max(leastFreeS[0], arrivalS);
        if (gear == null || interval.isOutOfReach(gear) || earliest > lastS) {
            interval.fails();
            return;
        }
        boolean canBeRefused = mostFreeS[0] > lastS;
        double latest = Math.min(Math.max(mostFreeS[0], arrivalS), lastS);
        double ownS = demanded.ownS(gear, request);
        double leastEnd = interval.leastEndS(demanded, gear, ownS, earliest);
        double mostEnd = interval.mostEndS(demanded, gear, ownS, latest);
        if (Passage.isLocal(gear)) {
            double most = within(earliest, earliest + mostEnd - latest);
            double least = Math.min(most, within(latest, latest + leastEnd - earliest));
            busyS.add(canBeRefused ? 0 : least, most);
            interval.answers(demanded, gear, ownS, leastEnd - arrivalS, canBeRefused);
        } else {
            boolean canBeGivenUp = mostEnd > lastS;
            if (leastEnd > lastS) {
                interval.fails();
            } else {
                interval.answers(demanded, gear, ownS, leastEnd - arrivalS, canBeRefused || canBeGivenUp);
            }
            leastEnd = Math.min(leastEnd, lastS);
            mostEnd = Math.min(mostEnd, lastS);
            busyS.add(canBeRefused ? 0 : within(latest, leastEnd), within(earliest, mostEnd));
        }
        occupy(leastEnd, mostEnd, canBeRefused ? lastS : Double.NaN);
    }

    /** The part of a service that falls into the interval. */
    private double within(double startS, double endS) {
        return Math.max(0, Math.min(interval.seconds(), endS) - Math.min(interval.seconds(), startS));
    }

    /** @param refusedFromS when no worker is free until then the request is refused and they stay as they are; NaN for never */
    private void occupy(double leastEnd, double mostEnd, double refusedFromS) {
        double leastFirst = leastFreeS[0];
        double mostFirst = mostFreeS[0];
        leastFreeS[0] = leastEnd;
        mostFreeS[0] = mostEnd;
        if (!Double.isNaN(refusedFromS)) {
            leastFreeS[0] = Math.min(leastEnd, Math.max(leastFirst, refusedFromS));
            mostFreeS[0] = Math.max(mostEnd, mostFirst);
        }
        if (leastFreeS.length > 1) {
            Arrays.sort(leastFreeS);
            Arrays.sort(mostFreeS);
        }
    }
}
