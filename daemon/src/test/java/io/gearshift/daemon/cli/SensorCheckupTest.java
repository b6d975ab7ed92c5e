package io.gearshift.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gearshift.core.reading.Reading;
import io.gearshift.core.reading.SensorFault;
import io.gearshift.core.reading.SensorId;
import io.gearshift.core.reading.SensorSource;
import io.gearshift.core.reading.Signal;
import io.gearshift.daemon.config.ConfigLoader;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SensorCheckupTest {

    private static final Instant AT = Instant.parse("2026-11-24T12:00:00Z");

    @Test
    void families_thatAnswer_showValues_othersSayWhatToDo() throws Exception {
        TestingSensorSource source = new TestingSensorSource();
        SensorCheckup checkup = new SensorCheckup(config -> source, Clock.fixed(AT, ZoneOffset.UTC));

        List<Finding> findings = checkup.examine(ConfigLoader.load(Optional.empty(), List.of()));

        assertThat(findings)
                .contains(
                        Finding.ok("temperature", "temp{thermal_zone0} (x86_pkg_temp) 71.5 °C"),
                        Finding.ok(
                                "load",
                                "cpu.load{0} 10.0 %, cpu.load{1} 10.0 %, cpu.load{2} 10.0 %, cpu.load{3} 10.0 % and 2 more"),
                        Finding.missing(
                                "sensor",
                                "/sys/class/thermal/thermal_zone1/temp: x (expected: a whole number)",
                                "it is not used until it reads well"));
        assertThat(findings)
                .filteredOn(finding -> finding.area().equals("battery"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.grade()).isEqualTo(Finding.Grade.MISSING));
        assertThat(source.isClosed).isTrue();
    }

    /** Six cores, one thermal zone, one that talks garbage. */
    private static final class TestingSensorSource implements SensorSource {
        private boolean isClosed;

        @Override
        public List<Reading> read(Instant at) {
            Stream<Reading> loads = IntStream.range(0, 6)
                    .mapToObj(core -> Reading.of(SensorId.of(Signal.CPU_LOAD, "" + core), 0.1, at));
            SensorId zone = SensorId.of(Signal.TEMPERATURE, "thermal_zone0");
            return Stream.concat(loads, Stream.of(new Reading(zone, 71.5, at, "x86_pkg_temp")))
                    .toList();
        }

        @Override
        public List<SensorFault> faults() {
            return List.of(new SensorFault("/sys/class/thermal/thermal_zone1/temp", "x (expected: a whole number)"));
        }

        @Override
        public void close() {
            isClosed = true;
        }
    }
}
