package io.gearshift.registry.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeviceFingerprintTest {

    @TempDir
    Path proc;

    @Test
    void fingerprint_changesWithProcessorMemoryCoresAndRuntimeOnly() throws IOException {
        write("Cortex A76", "2400.1", 8_000_000);
        String device = DeviceFingerprint.of("1.29.0", proc, 4);
        assertThat(device).matches("[0-9a-f]{16}");

        write("Cortex A76", "1100.9", 8_000_100);
        assertThat(DeviceFingerprint.of("1.29.0", proc, 4)).isEqualTo(device);
        assertThat(DeviceFingerprint.of("1.30.0", proc, 4)).isNotEqualTo(device);
        assertThat(DeviceFingerprint.of("1.29.0", proc, 2)).isNotEqualTo(device);

        write("Cortex A76", "1100.9", 4_000_000);
        assertThat(DeviceFingerprint.of("1.29.0", proc, 4)).isNotEqualTo(device);
        write("Cortex A55", "1100.9", 8_000_000);
        assertThat(DeviceFingerprint.of("1.29.0", proc, 4)).isNotEqualTo(device);
    }

    @Test
    void fingerprint_withoutProc_exists() {
        assertThat(DeviceFingerprint.of("1.29.0", proc.resolve("none"), 4)).matches("[0-9a-f]{16}");
    }

    private void write(String processor, String mhz, long memoryKb) throws IOException {
        Files.writeString(
                proc.resolve("cpuinfo"), "processor\t: 0\nmodel name\t: " + processor + "\ncpu MHz\t\t: " + mhz + "\n");
        Files.writeString(proc.resolve("meminfo"), "MemTotal:  " + memoryKb + " kB\nMemFree: 1 kB\n");
    }
}
