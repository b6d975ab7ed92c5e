package io.gearshift.simulator.fit;

import io.gearshift.core.reading.Reading;
import io.gearshift.core.reading.SensorId;
import io.gearshift.core.reading.Signal;
import io.gearshift.simulator.importer.Channel;
import io.gearshift.simulator.importer.ImportedLog;
import io.gearshift.simulator.plant.ThermalNetwork;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds of a device what one log tells: how a zone heats under power, what the processor draws, the battery. Each part is fitted to
 * the leading part of the log and judged on the rest.
 *
 * @param zone temperature to fit; null for the one that gets hottest
 * @param power what heats it; null for the power that is highest on average, which is the sum where a log has one
 * @param modes most time constants, 1..2
 * @param fittedRatio leading part of the log that is fitted, 0.1..0.95
 */
public record DeviceFit(@Nullable SensorId zone, @Nullable SensorId power, int modes, double fittedRatio) {

    /**
     * A zone under power.
     *
     * @param ambientC the temperature at no power
     * @param startC the first temperature in the log
     */
    public record Thermal(String zone, ThermalNetwork network, double[] tauS, double ambientC, double startC) {}

    /**
     * @param activeW of all cores busy
     * @param cores of the log; NaN when it does not tell
     */
    public record Draw(double idleW, double activeW, double cores) {}

    /** What was found, and what the log tells without a fit. */
    public record Found(
            Part<Thermal> thermal,
            Part<Draw> draw,
            Part<BatteryFit.Result> battery,
            OptionalDouble tripC,
            OptionalDouble chargeRatio) {}

    public Found of(ImportedLog log) {
        return new Found(
                thermal(log),
                draw(log),
                battery(log),
                least(log, Signal.TRIP_POINT),
                first(log, Signal.BATTERY_CHARGE));
    }

    private Part<Thermal> thermal(ImportedLog log) {
        SensorId output = zone != null ? zone : hottest(log);
        SensorId input = power != null ? power : strongest(log);
        if (output == null || input == null) {
            return Part.unknown("", output == null ? "no temperature in the log" : "no power in the log");
        }
        String from = output + " from " + input;
        try {
            Series series = LogSeries.of(log, List.of(input), output);
            ResponseFit.Result found = best(series);
            ThermalNetwork network = Cauer.network(name(output), found.response());
            double ambientC = found.response().base();
            Thermal thermal =
                    new Thermal(name(output), network, found.response().tauS(), ambientC, series.output()[0]);
            return Part.of(thermal, from, found.errors());
        } catch (FitException e) {
            return Part.unknown(from, String.valueOf(e.getMessage()));
        }
    }

    /** More time constants only where they foretell what is held out better. */
    private ResponseFit.Result best(Series series) throws FitException {
        ResponseFit.Result best = new ResponseFit(1, fittedRatio).fit(series);
        for (int more = 2; more <= modes; more++) {
            ResponseFit.Result found = new ResponseFit(more, fittedRatio).fit(series);
            if (found.errors().heldOutRmse() < best.errors().heldOutRmse()) {
                best = found;
            }
        }
        return best;
    }

    private Part<Draw> draw(ImportedLog log) {
        SensorId output = power != null ? power : strongest(log);
        SensorId load = total(log);
        if (output == null || load == null) {
            return Part.unknown("", output == null ? "no power in the log" : "no load of all cores in the log");
        }
        String from = output + " from " + load;
        try {
            PowerFit.Result found = new PowerFit(fittedRatio).fit(LogSeries.of(log, List.of(load), output));
            Draw draw = new Draw(found.idleW(), found.activeW()[0], cores(log));
            return Part.of(draw, from, found.errors());
        } catch (FitException e) {
            return Part.unknown(from, String.valueOf(e.getMessage()));
        }
    }

    private Part<BatteryFit.Result> battery(ImportedLog log) {
        SensorId voltage = only(log, Signal.BATTERY_VOLTAGE);
        SensorId current = only(log, Signal.BATTERY_CURRENT);
        SensorId charge = only(log, Signal.BATTERY_CHARGE);
        if (voltage == null || current == null || charge == null) {
            return Part.unknown("", "the log does not have a battery's voltage, current and charge");
        }
        String from = voltage + " from " + current + " and " + charge;
        try {
            BatteryFit.Result found =
                    new BatteryFit(fittedRatio).fit(LogSeries.of(log, List.of(current, charge), voltage));
            return Part.of(found, from, found.errors());
        } catch (FitException e) {
            return Part.unknown(from, String.valueOf(e.getMessage()));
        }
    }

    private static @Nullable SensorId hottest(ImportedLog log) {
        return log.channels().stream()
                .filter(channel -> channel.sensor().signal() == Signal.TEMPERATURE && channel.least() < channel.most())
                .max(Comparator.comparingDouble(Channel::most))
                .map(Channel::sensor)
                .orElse(null);
    }

    private static @Nullable SensorId strongest(ImportedLog log) {
        SensorId found = strongest(log, Signal.POWER);
        return found != null ? found : strongest(log, Signal.BATTERY_POWER);
    }

    private static @Nullable SensorId strongest(ImportedLog log, Signal signal) {
        Map<SensorId, Double> means = log.readings().stream()
                .filter(reading -> reading.sensor().signal() == signal)
                .collect(Collectors.groupingBy(Reading::sensor, Collectors.averagingDouble(Reading::value)));
        return means.entrySet().stream()
                .filter(mean -> mean.getValue() > 0)
                .max(Map.Entry.<SensorId, Double>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .map(Map.Entry::getKey)
                .orElse(null);
    }

    private static @Nullable SensorId total(ImportedLog log) {
        List<SensorId> loads = of(log, Signal.CPU_LOAD);
        return loads.stream()
                .filter(sensor -> List.of("", "total").contains(sensor.instance()))
                .findFirst()
                .orElse(loads.size() == 1 ? loads.get(0) : null);
    }

    private static double cores(ImportedLog log) {
        return first(log, Signal.CPU_CORES).orElseGet(() -> {
            long each = of(log, Signal.CPU_LOAD).stream()
                    .filter(sensor -> sensor.instance().chars().allMatch(Character::isDigit)
                            && !sensor.instance().isEmpty())
                    .count();
            return each == 0 ? Double.NaN : each;
        });
    }

    private static @Nullable SensorId only(ImportedLog log, Signal signal) {
        List<SensorId> all = of(log, signal);
        return all.isEmpty() ? null : all.get(0);
    }

    private static List<SensorId> of(ImportedLog log, Signal signal) {
        return log.channels().stream()
                .map(Channel::sensor)
                .filter(sensor -> sensor.signal() == signal)
                .toList();
    }

    private static OptionalDouble first(ImportedLog log, Signal signal) {
        return log.readings().stream()
                .filter(reading -> reading.sensor().signal() == signal)
                .mapToDouble(Reading::value)
                .findFirst();
    }

    private static OptionalDouble least(ImportedLog log, Signal signal) {
        return log.channels().stream()
                .filter(channel -> channel.sensor().signal() == signal)
                .mapToDouble(Channel::least)
                .min();
    }

    private static String name(SensorId sensor) {
        return sensor.instance().isEmpty() ? "soc" : sensor.instance();
    }
}
