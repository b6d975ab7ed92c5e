package io.gearshift.simulator.report;

import io.gearshift.core.estimate.Observation;
import io.gearshift.core.reading.SensorId;
import io.gearshift.core.reading.Signal;
import io.gearshift.simulator.baseline.RecordedGears;
import io.gearshift.simulator.closedloop.ClosedLoop;
import io.gearshift.simulator.closedloop.Interval;
import io.gearshift.simulator.closedloop.Moment;
import io.gearshift.simulator.closedloop.Scenario;
import io.gearshift.simulator.plant.DeviceStatus;
import io.gearshift.simulator.replay.Recording;
import io.gearshift.simulator.report.ModelQuality.Compared;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Runs the modelled device through a recording with the gears as recorded, and compares temperatures, charge and answer times with
 * those recorded. Zones and battery start at their first recorded values, or where the setting says; everything after that is the
 * model's own.
 */
final class DeviceCheck implements ClosedLoop.Listener {

    /** Less says more about the gauge's rounding than about the battery. */
    private static final double LEAST_CHARGE_RATIO = 0.03;

    private final Scenario scenario;
    private final Recorded recorded;
    private final List<ZoneSensors> zones;
    private final List<SensorId> charges;
    private int turn;
    private double squares;
    private long temperatures;
    private double recordedChargeRatio = Double.NaN;
    private double modelledChargeRatio;
    private double recordedFall;
    private double modelledFall;
    private double latencyError;
    private long answers;

    private DeviceCheck(Scenario scenario, Recorded recorded) {
        this.scenario = scenario;
        this.recorded = recorded;
        this.zones = ZoneSensors.of(scenario.setting().device(), recorded);
        List<SensorId> batteries = recorded.sensors(Signal.BATTERY_CHARGE);
        this.charges = batteries.isEmpty() ? List.of() : batteries.subList(0, 1);
    }

    /** @param course told of the model's course as well */
    static ModelQuality of(Recording recording, Scenario scenario, Recorded recorded, ClosedLoop.Listener course)
            throws IOException {
        DeviceCheck check = new DeviceCheck(scenario, recorded);
        DeviceStatus start = check.start();
        check.recordedChargeRatio = recorded.highest(check.charges, 0);
        check.modelledChargeRatio = start.chargeRatio();
        ClosedLoop.run(
                scenario,
                new RecordedGears(recording.decisions()),
                moment -> {
                    check.passed(moment);
                    course.passed(moment);
                },
                start);
        return new ModelQuality(check.temperature(), check.battery(), check.latency());
    }

    private DeviceStatus start() {
        DeviceStatus rested = scenario.setting()
                .device()
                .rested(scenario.setting().startC(), scenario.setting().startChargeRatio());
        double[] temperatureC = rested.temperatureC();
        for (ZoneSensors zone : zones) {
            temperatureC[zone.zone()] = recorded.first(zone.sensors());
        }
        double charge = recorded.first(charges);
        return new DeviceStatus(
                temperatureC, 0, 0, Double.isNaN(charge) ? rested.chargeRatio() : Math.min(1, Math.max(0, charge)), 0);
    }

    @Override
    public void passed(Moment moment) {
        Interval interval = scenario.intervals().get(turn);
        turn++;
        for (ZoneSensors zone : zones) {
            double error = moment.device().temperatureC(zone.zone()) - recorded.highest(zone.sensors(), turn);
            if (!Double.isNaN(error)) {
                squares += error * error;
                temperatures++;
            }
        }
        drain(moment, interval.chargerW() > 0);
        for (Observation seen : recorded.served(turn)) {
            Observation modelled = find(moment, seen);
            if (modelled != null && seen.requests() > 0 && seen.meanLatencyMs() > 0) {
                latencyError += seen.requests()
                        * Math.abs(modelled.meanLatencyMs() - seen.meanLatencyMs())
                        / seen.meanLatencyMs();
                answers += seen.requests();
            }
        }
    }

    /** Charge used from one recorded value to the next, unless it was charged in between. */
    private void drain(Moment moment, boolean isCharging) {
        if (isCharging) {
            recordedChargeRatio = Double.NaN;
            return;
        }
        double now = recorded.highest(charges, turn);
        if (Double.isNaN(now)) {
            return;
        }
        if (!Double.isNaN(recordedChargeRatio)) {
            recordedFall += recordedChargeRatio - now;
            modelledFall += modelledChargeRatio - moment.device().chargeRatio();
        }
        recordedChargeRatio = now;
        modelledChargeRatio = moment.device().chargeRatio();
    }

    private static @Nullable Observation find(Moment moment, Observation seen) {
        for (Observation one : moment.served()) {
            if (one.model().equals(seen.model()) && one.gear().equals(seen.gear()) && one.requests() > 0) {
                return one;
            }
        }
        return null;
    }

    private Compared temperature() {
        return temperatures == 0
                ? Compared.none("the trace records no temperature")
                : new Compared(
                        Math.sqrt(squares / temperatures),
                        temperatures,
                        zones.stream().map(ZoneSensors::basis).collect(Collectors.joining("; ")));
    }

    private Compared battery() {
        if (charges.isEmpty()) {
            return Compared.none("the trace records no battery charge");
        }
        if (scenario.setting().device().supply() == null) {
            return Compared.none("the device file has no battery");
        }
        String fell = String.format(
                Locale.ROOT, "%s falls by %.1f points while not charging", charges.get(0), 100 * recordedFall);
        return recordedFall < LEAST_CHARGE_RATIO - 1e-9
                ? Compared.none(fell + " (expected: at least " + Math.round(100 * LEAST_CHARGE_RATIO) + ")")
                : new Compared(
                        Math.abs(modelledFall - recordedFall) / recordedFall,
                        recordedFall,
                        fell + String.format(Locale.ROOT, ", the model's by %.1f", 100 * modelledFall));
    }

    private Compared latency() {
        return answers == 0
                ? Compared.none("the trace records no answer times")
                : new Compared(latencyError / answers, answers, answers + " answers of the gears as recorded");
    }
}
