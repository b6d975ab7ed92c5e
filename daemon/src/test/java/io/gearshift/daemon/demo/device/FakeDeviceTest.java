package io.gearshift.daemon.demo.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.gearshift.core.reading.Reading;
import io.gearshift.daemon.sensors.LinuxSensorSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tree, read by the code that reads the real one. */
class FakeDeviceTest {

    private static final Instant START = Instant.parse("2026-11-24T08:00:00Z");

    @TempDir
    private Path dir;

    @Test
    void moments_oneAfterTheOther_areReadAsWritten() throws IOException {
        FakeDevice device = new FakeDevice(dir);
        device.show(new DeviceMoment(46.4, 0.82, true, true));
        try (LinuxSensorSource source = new LinuxSensorSource(device.sysfs(), device.proc())) {
            Map<String, Double> calm = read(source, START);
            device.show(new DeviceMoment(96, 0.08, false, false));
            Map<String, Double> bad = read(source, START.plusSeconds(2));

            assertThat(calm)
                    .containsEntry("temp{thermal_zone0}", 46.4)
                    .containsEntry("temp.trip{thermal_zone0}", 95.0)
                    .containsEntry("temp.trip_critical{thermal_zone0}", 110.0)
                    .containsEntry("cooling.state{cooling_device0}", 0.0)
                    .containsEntry("battery.charge{BAT0}", 0.82)
                    .containsEntry("battery.charging{BAT0}", 1.0)
                    .containsEntry("mains.online{AC}", 1.0)
                    .containsEntry("net.up{wlan0}", 1.0)
                    .containsEntry("psi.cpu", 0.0)
                    .containsEntry("psi.memory", 0.0)
                    .containsEntry("mem.total", (double) (8L << 30))
                    .containsEntry("mem.available", (double) (5L << 30));
            assertThat(bad)
                    .containsEntry("temp{thermal_zone0}", 96.0)
                    .containsEntry("cooling.state{cooling_device0}", 0.3)
                    .containsEntry("battery.charge{BAT0}", 0.08)
                    .containsEntry("battery.charging{BAT0}", 0.0)
                    .containsEntry("battery.power{BAT0}", 5.0)
                    .containsEntry("mains.online{AC}", 0.0)
                    .containsEntry("net.up{wlan0}", 0.0);
            assertThat(bad.get("cpu.freq_limit{0}")).isLessThan(bad.get("cpu.freq_max{0}"));
            assertThat(source.faults()).isEmpty();
        }
    }

    private static Map<String, Double> read(LinuxSensorSource source, Instant at) {
        return source.read(at).stream()
                .collect(Collectors.toMap(reading -> reading.sensor().toString(), Reading::value));
    }

    @Test
    void show_again_leavesNoFileHalfWritten() throws IOException {
        FakeDevice device = new FakeDevice(dir);
        device.show(new DeviceMoment(50, 0.5, true, true));
        device.show(new DeviceMoment(51, 0.5, true, true));

        assertThat(Files.readString(dir.resolve("sys/class/thermal/thermal_zone0/temp")))
                .isEqualTo("51000\n");
        try (Stream<Path> files = Files.list(dir)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder("sys", "proc");
        }
    }
}
