package io.gearshift.daemon.cli;

import io.gearshift.core.reading.Reading;
import io.gearshift.core.reading.SensorFault;
import io.gearshift.core.reading.SensorSource;
import io.gearshift.core.reading.Signal;
import io.gearshift.daemon.config.Config;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/** What can be sensed: one sample of everything, family by family. */
final class SensorCheckup implements Checkup {

    /** Rates need two samples, and load is counted in hundredths of a second. */
    private static final long BETWEEN_NANOS = 200_000_000;

    /** More values than these are counted, not listed. */
    private static final int SHOWN = 4;

    private static final List<Family> FAMILIES = List.of(
            new Family("load", EnumSet.of(Signal.CPU_LOAD), "mount /proc: load cannot be seen, contention is guessed"),
            new Family(
                    "pressure",
                    EnumSet.of(Signal.PRESSURE_CPU, Signal.PRESSURE_MEMORY, Signal.PRESSURE_IO),
                    "boot a kernel with CONFIG_PSI=y (psi=1): the best signal of contention"),
            new Family(
                    "memory", EnumSet.of(Signal.MEMORY_AVAILABLE), "mount /proc: the memory budget cannot be derived"),
            new Family(
                    "temperature",
                    EnumSet.of(Signal.TEMPERATURE),
                    "no thermal zone (usual in virtual machines): heat rules stay silent; push with POST /v1/readings"),
            new Family(
                    "battery",
                    EnumSet.of(Signal.BATTERY_CHARGE),
                    "nothing to do on a machine without one: battery rules stay silent"),
            new Family(
                    "power",
                    EnumSet.of(Signal.ENERGY, Signal.POWER, Signal.BATTERY_POWER),
                    "energy is modelled from sensors.wattsPerCore; RAPL may need read access to /sys/class/powercap"),
            new Family(
                    "frequency",
                    EnumSet.of(Signal.CPU_FREQUENCY),
                    "no cpufreq (usual in virtual machines): throttling shows only in load"),
            new Family("network", EnumSet.of(Signal.NETWORK_UP), "no link: cloud gears are not used"));

    private final Function<Config, SensorSource> sensors;
    private final Clock clock;

    SensorCheckup(Function<Config, SensorSource> sensors, Clock clock) {
        this.sensors = sensors;
        this.clock = clock;
    }

    /** Signals that answer the same question. */
    private record Family(String name, Set<Signal> signals, String without) {}

    @Override
    public List<Finding> examine(Config config) {
        List<Finding> findings = new ArrayList<>();
        try (SensorSource source = sensors.apply(config)) {
            source.read(clock.instant());
            LockSupport.parkNanos(BETWEEN_NANOS);
            List<Reading> readings = source.read(clock.instant());
            FAMILIES.forEach(family -> findings.add(finding(family, readings)));
            source.faults().forEach(fault -> findings.add(fault(fault)));
        }
        return findings;
    }

    private static Finding finding(Family family, List<Reading> readings) {
        List<Reading> seen = readings.stream()
                .filter(reading -> family.signals().contains(reading.sensor().signal()))
                .toList();
        return seen.isEmpty()
                ? Finding.missing(family.name(), "cannot be sensed here", family.without())
                : Finding.ok(family.name(), shown(seen));
    }

    private static String shown(List<Reading> seen) {
        List<String> values = new ArrayList<>();
        for (Reading reading : seen.subList(0, Math.min(SHOWN, seen.size()))) {
            String unit = reading.sensor().signal().unit().name().toLowerCase(Locale.ROOT);
            String label = reading.label().isEmpty() ? "" : " (" + reading.label() + ")";
            values.add(reading.sensor() + label + " " + Words.reading(reading.value(), unit));
        }
        String more = seen.size() > SHOWN ? " and " + (seen.size() - SHOWN) + " more" : "";
        return String.join(", ", values) + more;
    }

    private static Finding fault(SensorFault fault) {
        return Finding.missing("sensor", fault.source() + ": " + fault.problem(), "it is not used until it reads well");
    }
}
