package io.gearshift.metrics.meters;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The process as an operator expects it, under Prometheus' own names. Read at each scrape from {@code /proc} and {@link
 * ProcessHandle}: no management beans, which cost megabytes.
 */
public final class ProcessMeters {

    private static final double NANOS = 1e-9;

    private final Path status;

    private ProcessMeters(Path proc) {
        this.status = proc.resolve("self/status");
    }

    /** @param proc root of procfs; without it resident memory and threads have no series */
    public static void bind(MeterRegistry registry, Path proc, Clock clock) {
        ProcessMeters meters = new ProcessMeters(proc);
        if (meters.read("VmRSS:") != null) {
            meters.bindStatus(registry);
        }
        ProcessHandle process = ProcessHandle.current();
        FunctionCounter.builder("process.cpu", process, ProcessMeters::cpuSeconds)
                .description("Processor time used by the daemon.")
                .baseUnit("seconds")
                .register(registry);
        Instant start = process.info().startInstant().orElseGet(clock::instant);
        Gauge.builder("process.start.time", () -> start.toEpochMilli() / 1000.0)
                .description("When the daemon started, since the epoch.")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder("process.uptime", () -> (clock.millis() - start.toEpochMilli()) / 1000.0)
                .description("Time since the daemon started.")
                .baseUnit("seconds")
                .register(registry);
        bindHeap(registry, Runtime.getRuntime());
    }

    private void bindStatus(MeterRegistry registry) {
        Gauge.builder("process.resident.memory", this, m -> m.kibibytes("VmRSS:") * 1024)
                .description("Resident memory, mapped files included.")
                .baseUnit("bytes")
                .strongReference(true)
                .register(registry);
        Gauge.builder("process.threads", this, m -> m.kibibytes("Threads:"))
                .description("Threads of the process, native ones included.")
                .strongReference(true)
                .register(registry);
    }

    private static void bindHeap(MeterRegistry registry, Runtime runtime) {
        Gauge.builder("jvm.memory.used", runtime, r -> r.totalMemory() - r.freeMemory())
                .description("Java heap in use.")
                .tag("area", "heap")
                .baseUnit("bytes")
                .register(registry);
        Gauge.builder("jvm.memory.max", runtime, Runtime::maxMemory)
                .description("Largest Java heap allowed.")
                .tag("area", "heap")
                .baseUnit("bytes")
                .register(registry);
    }

    private static double cpuSeconds(ProcessHandle process) {
        return process.info().totalCpuDuration().map(d -> d.toNanos() * NANOS).orElse(0.0);
    }

    private double kibibytes(String field) {
        Double value = read(field);
        return value == null ? Double.NaN : value;
    }

    /** The number after {@code field}; null where the kernel does not say. */
    private @Nullable Double read(String field) {
        try {
            List<String> lines = Files.readAllLines(status);
            return lines.stream()
                    .filter(line -> line.startsWith(field))
                    .map(line -> line.substring(field.length()).strip().split(" ", 2)[0])
                    .map(Double::valueOf)
                    .findFirst()
                    .orElse(null);
        } catch (IOException | NumberFormatException e) {
            return null;
        }
    }
}
