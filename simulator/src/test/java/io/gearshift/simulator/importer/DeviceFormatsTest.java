package io.gearshift.simulator.importer;

import static io.gearshift.simulator.importer.TestingLogs.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Formats that take more than a mapping of columns. */
class DeviceFormatsTest {

    private static final String ALLOCATOR = """
            version = 6
            CPU 0 is empty
            cpus=6
                 kworker/4:1-51    [004]  1583.765274: thermal_temperature:  thermal_zone=soc_thermal id=0 temp_prev=68794 temp=68786
                 kworker/4:1-51    [004]  1583.767518: thermal_power_devfreq_get_power: type=devfreq freq=525000000 load=94 dynamic_power=1288 static_power=210
                 kworker/4:1-51    [004]  1583.767538: thermal_power_cpu_get_power: cpus=00000000,00000006 freq=1100000 load={24 19} dynamic_power=250 static_power=178
                 kworker/4:1-51    [004]  1583.767553: thermal_power_cpu_get_power: cpus=00000000,00000039 freq=850000 load={36 49 48 7} dynamic_power=166 static_power=131
                 kworker/4:1-51    [004]  1583.767577: thermal_power_cpu_limit: cpus=00000000,00000006 freq=1100000 cdev_state=0 power=1344
                 kworker/4:1-51    [004]  1583.767585: cdev_update:          type=thermal-cpufreq-1 target=0
                 kworker/4:1-51    [004]  1583.767587: thermal_power_allocator: thermal_zone_id=0 req_power={1498 428 594} total_req_power=2520
            """;

    private static final String ENERGIES = """
            Start Time (Seconds),End Time (Seconds),Duration (Seconds),Component,Energy Consumption (Joule)
            0,3.5,3.5,screen dark,1.05
            1.0,2.0,1.0,wifi radio,1.9
            0.0,1.0,1.0,core 0 cpu_idle start,0.03
            1.0,1.25,0.25,core 0 cpu_frequency,None
            1.25,3.5,2.25,core 0 cpu_idle,0.0675
            0.0,3.5,3.5,core 1 cpu_idle start,0.105
            """;

    private static final String SPEEDS = """
            value,runtime,starttime,VM_id
            9015.45,30.04,2023-09-01 05:10:50.890,0
            7876.21,30.05,2023-09-01 07:27:43.910,0
            9000.00,30.00,2023-09-01 06:00:00.000,1
            """;

    @TempDir
    private Path dir;

    private ImportedLog read(String text) throws Exception {
        return new Importers().read(Files.writeString(dir.resolve("log"), text), null);
    }

    @Test
    void powerAllocator_tellsLoadsClocksAndPowers() throws Exception {
        ImportedLog log = read(ALLOCATOR);

        assertThat(log.refused()).isEmpty();
        assertThat(values(log, "temp{soc}")).containsExactly(68.786);
        assertThat(values(log, "cpu.load{1}")).containsExactly(0.24);
        assertThat(values(log, "cpu.load{5}")).containsExactly(0.07);
        assertThat(values(log, "cpu.load{total}").get(0)).isCloseTo(183 / 600.0, within(1e-12));
        assertThat(values(log, "cpu.freq{1}")).containsExactly(1.1e9);
        assertThat(values(log, "cpu.freq{0}")).containsExactly(8.5e8);
        assertThat(values(log, "cpu.freq_limit{1}")).containsExactly(1.1e9);
        assertThat(values(log, "power{devfreq}")).containsExactly(1.498);
        assertThat(values(log, "power{policy1}")).containsExactly(0.428);
    }

    @Test
    void powerAllocator_ofANewerKernel_tellsOnePower() throws Exception {
        ImportedLog log = read(ALLOCATOR.replace("dynamic_power=1288 static_power=210", "power=1498"));

        assertThat(values(log, "power{devfreq}")).containsExactly(1.498);
    }

    @Test
    void traceEvents_damaged_areRefusedWithTheirLine() throws Exception {
        ImportedLog log = read(
                ALLOCATOR
                                .replace("load={24 19}", "load={24}")
                                .replace("cpus=00000000,00000006 freq=1100000 cdev", "cpus= freq=x cdev")
                                .replace("version = 6", "what is this")
                        + "CPU:4 [LOST 123 EVENTS]\n"
                        + "     kworker/4:1-51    [004]  1583.865274: thermal_temperature:  thermal_zone=soc_thermal id=0 temp=687");

        assertThat(log.refused())
                .containsExactly(
                        new Refused(1, "no trace event: what is this"),
                        new Refused(6, "thermal_power_cpu_get_power: 1 loads of 2 CPUs"),
                        new Refused(8, "thermal_power_cpu_limit: no cpus (there are: [cdev_state, freq, power])"),
                        new Refused(11, "events were lost here: CPU:4 [LOST 123 EVENTS]"),
                        new Refused(12, "the file was cut off here"));
        assertThat(values(log, "temp{soc}")).containsExactly(68.786);
    }

    @Test
    void intervals_ofComponents_becomeASecondEach() throws Exception {
        ImportedLog log = read(ENERGIES);

        assertThat(log.format()).isEqualTo("component energies (Android Runner)");
        assertThat(log.refused()).isEmpty();
        assertThat(log.startedAt()).isEqualTo(Instant.parse("2026-01-01T00:00:01Z"));
        assertThat(log.endedAt()).isEqualTo(Instant.parse("2026-01-01T00:00:03.500Z"));
        assertThat(values(log, "power{screen}"))
                .hasSize(4)
                .allSatisfy(watt -> assertThat(watt).isCloseTo(0.3, within(1e-9)));
        assertThat(values(log, "power{wifi}")).containsExactly(1.9);
        assertThat(values(log, "cpu.load{0}")).hasSize(4);
        assertThat(values(log, "cpu.load{0}").get(1)).isCloseTo(0.25, within(1e-9));
        assertThat(values(log, "cpu.load{total}").get(1)).isCloseTo(0.125, within(1e-9));
        assertThat(values(log, "power{cpu}").get(0)).isCloseTo(0.06, within(1e-9));
    }

    /** The energy of the readings is that of the intervals, however they are cut. */
    @Test
    void energy_isKept() throws Exception {
        ImportedLog log = read(ENERGIES.replace("0,3.5,3.5,screen dark,1.05", "0.3,3.5,3.2,screen dark,0.96"));

        double joule = values(log, "power{screen}").subList(0, 3).stream()
                        .mapToDouble(watt -> watt)
                        .sum()
                + 0.5 * values(log, "power{screen}").get(3);

        assertThat(joule).as("the first second is told of from 0.3 s on").isCloseTo(0.96 + 0.3 * 0.3, within(1e-9));
    }

    @Test
    void intervals_damaged_areRefused_andLeaveAGap() throws Exception {
        ImportedLog log = read(ENERGIES.replace("0,3.5,3.5,screen", "3.5,0,3.5,screen")
                        .replace("1.0,2.0,1.0,wifi", "1.0,2.0,9.0,wifi")
                        .replace("1.25,3.5,2.25,core 0", "1.25,1e9,1e9,core 0")
                + "0.0,0.1,0.1,gps on,0.01\n".repeat(6)
                + "3.5,4.0,0.5,core 1 cpu_idle,-0.1\n4.0,4.5,0.5\n4.5,5.0,0.5,core 1 cpu_idle,0.0");

        assertThat(log.refused()).extracting(Refused::line).containsExactly(2L, 3L, 6L, 14L, 15L, 16L);
        assertThat(log.refused().get(5).why()).isEqualTo("the file was cut off here");
        assertThat(values(log, "cpu.load{0}")).as("known up to 1.25 s").containsExactly(0.0, 1.0);
        assertThat(values(log, "cpu.load{total}")).hasSize(2);
    }

    @Test
    void speeds_ofMachines_areSortedByTime() throws Exception {
        ImportedLog log = read(SPEEDS);

        assertThat(log.refused()).isEmpty();
        assertThat(values(log, "remote.speed{vm0}")).containsExactly(9015.45, 7876.21);
        assertThat(values(log, "remote.speed{vm1}")).containsExactly(9000.0);
        assertThat(log.startedAt()).isEqualTo(Instant.parse("2023-09-01T05:11:20.930Z"));
    }

    @Test
    void speeds_damaged_areRefusedWithTheirLine() throws Exception {
        ImportedLog log = read(
                SPEEDS
                        + "9000,30,2023-09-02 06:00:00,1\n9000,30,2023-13-01 06:00:00.000,1\n-1,30,2023-09-01 06:00:00,1\n9000,0,2023-09-01 06:00:00,1\n9000,30");

        assertThat(log.refused())
                .containsExactly(
                        new Refused(6, "no time: 2023-13-01 06:00:00.000"),
                        new Refused(7, "value: -1 (expected: a number, not negative)"),
                        new Refused(8, "value 9000 in 0 s (expected: more than 0, within a day)"),
                        new Refused(9, "the file was cut off here"));
    }
}
