package io.gearshift.daemon.sensors;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class SamplingAllocationTest {

    private static final SensorSettings NO_RESCAN =
            new SensorSettings(Duration.ofDays(1), Duration.ofDays(1), Duration.ofMillis(900), 256);

    @Test
    void sample_realKernelWarm_allocatesNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        // An empty sysfs: a machine's devices may answer with errors, which cost exceptions.
        try (LinuxSensorSource source = new LinuxSensorSource(Path.of("/nonexistent"), Path.of("/proc"), NO_RESCAN)) {
            long nanos = 0;
            for (int i = 0; i < 200; i++) {
                nanos += 100_000_000L;
                source.sample(nanos);
            }
            threads.getThreadAllocatedBytes(thread);
            long before = threads.getThreadAllocatedBytes(thread);
            long overhead = threads.getThreadAllocatedBytes(thread) - before;
            before = threads.getThreadAllocatedBytes(thread);
            for (int i = 0; i < 500; i++) {
                nanos += 100_000_000L;
                source.sample(nanos);
            }
            long allocated = threads.getThreadAllocatedBytes(thread) - before - overhead;

            assertThat(source.sample(nanos + 100_000_000L).size()).isPositive();
            assertThat(allocated / 500).isZero();
        }
    }
}
