package io.gearshift.daemon.sensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gearshift.core.reading.Reading;
import io.gearshift.core.reading.SensorFault;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinuxSensorSourceTest {

    private static final Offset<Double> CLOSE = within(1e-9);

    @TempDir
    Path root;

    private TestingSysfs tree;
    private LinuxSensorSource source;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @BeforeEach
    void open() {
        tree = new TestingSysfs(root);
        source = new LinuxSensorSource(tree.sysfs(), tree.proc());
    }

    @AfterEach
    void close() {
        source.close();
    }

    /** One second later. */
    private Map<String, Double> read() {
        now = now.plusSeconds(1);
        return source.read(now).stream()
                .collect(Collectors.toMap(reading -> reading.sensor().toString(), Reading::value));
    }

    @Test
    void nothing_there_isNothingNotZero() {
        assertThat(read()).isEmpty();
        assertThat(source.faults()).isEmpty();
    }

    @Test
    void zone_bare_isRead() {
        tree.sys("class/thermal/thermal_zone0/type", "x86_pkg_temp");
        tree.sys("class/thermal/thermal_zone0/temp", 96000);

        assertThat(read()).containsExactly(Map.entry("temp{thermal_zone0}", 96.0));
        assertThat(source.read(now.plusSeconds(1)).get(0).label()).isEqualTo("x86_pkg_temp");
    }

    @Test
    void zone_tripPoints_lowestThatSlowsCounts() {
        tree.sys("class/thermal/thermal_zone0/temp", 50000);
        trip(0, "active", 40000);
        trip(1, "critical", 105000);
        trip(2, "passive", 85000);
        trip(3, "hot", 95000);
        trip(4, "passive", -274000);

        assertThat(read()).containsEntry("temp.trip{thermal_zone0}", 85.0);
        assertThat(read()).containsEntry("temp.trip_critical{thermal_zone0}", 105.0);
    }

    private void trip(int number, String type, int milliC) {
        tree.sys("class/thermal/thermal_zone0/trip_point_" + number + "_type", type);
        tree.sys("class/thermal/thermal_zone0/trip_point_" + number + "_temp", milliC);
    }

    @Test
    void file_rewrittenTruncatedReplacedRemoved_isFollowed() {
        String temp = "class/thermal/thermal_zone0/temp";
        tree.sys(temp, 40000);
        assertThat(read()).containsValue(40.0);
        tree.sys(temp, 41000);
        assertThat(read()).containsValue(41.0);
        tree.truncate(temp);
        assertThat(read()).isEmpty();
        assertThat(source.faults()).isEmpty();
        tree.replace(temp, 42000);
        assertThat(read()).containsValue(42.0);
        tree.remove("class/thermal/thermal_zone0");
        assertThat(read()).isEmpty();
        tree.sys(temp, 43000);
        assertThat(read()).containsValue(43.0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hot", "999999", "-61000", "12.5", "45000x", "2147483647000", "0x20"})
    void zone_garbage_isRefusedWithNameFoundAndExpected(String garbage) {
        tree.sys("class/thermal/thermal_zone0/temp", garbage);

        assertThat(read()).isEmpty();
        assertThat(source.faults())
                .containsExactly(new SensorFault(
                        tree.sysfs().resolve("class/thermal/thermal_zone0/temp").toString(),
                        "found \"" + garbage + "\" (expected: temperature in m°C, -60000..250000)"));
        tree.sys("class/thermal/thermal_zone0/temp", 45000);
        assertThat(read()).containsValue(45.0);
        assertThat(source.faults()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-274000", "-273200", "-128000", "0"})
    void zone_sentinelForNoSensor_isMissingWithoutFault(String sentinel) {
        tree.sys("class/thermal/thermal_zone0/temp", sentinel);

        assertThat(read()).isEmpty();
        assertThat(source.faults()).isEmpty();
    }

    @Test
    void zone_freezing_isRealOnceItWasAnythingElse() {
        tree.sys("class/thermal/thermal_zone0/temp", -500);
        read();
        tree.sys("class/thermal/thermal_zone0/temp", 0);

        assertThat(read()).containsValue(0.0);
    }

    @Test
    void battery_onlyCapacityAndStatus_isRead() {
        battery("BAT0", "capacity", 8, "status", "Discharging");

        assertThat(read())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("battery.charge{BAT0}", 0.08, "battery.charging{BAT0}", 0.0));
    }

    private void battery(String name, Object... files) {
        for (int i = 0; i < files.length; i += 2) {
            tree.sys("class/power_supply/" + name + "/" + files[i], files[i + 1]);
        }
    }

    @Test
    void battery_chargeFamilyWithMinus_derivesPowerAndEnergy() {
        battery("BAT1", "type", "Battery", "present", 1, "status", "Discharging", "capacity", 50);
        battery("BAT1", "voltage_now", 12000000, "current_now", -1500000);
        battery("BAT1", "charge_now", 2000000, "charge_full", 4000000, "temp", 312);

        Map<String, Double> values = read();

        assertThat(values.get("battery.current{BAT1}")).isCloseTo(1.5, CLOSE);
        assertThat(values.get("battery.power{BAT1}")).isCloseTo(18, CLOSE);
        assertThat(values.get("battery.energy{BAT1}")).isCloseTo(2 * 12 * 3600, CLOSE);
        assertThat(values.get("battery.energy_full{BAT1}")).isCloseTo(4 * 12 * 3600, CLOSE);
        assertThat(values.get("battery.temp{BAT1}")).isCloseTo(31.2, CLOSE);
    }

    @Test
    void battery_energyFamilyCharging_isNegativeDrain() {
        battery("BAT0", "type", "Battery", "status", "Charging", "energy_now", 25000000, "energy_full", 50000000);
        battery("BAT0", "power_now", 20000000, "voltage_now", 10000000);

        Map<String, Double> values = read();

        assertThat(values.get("battery.power{BAT0}")).isCloseTo(-20, CLOSE);
        assertThat(values.get("battery.current{BAT0}")).isCloseTo(-2, CLOSE);
        assertThat(values.get("battery.energy{BAT0}")).isCloseTo(90_000, CLOSE);
        assertThat(values.get("battery.charge{BAT0}")).isCloseTo(0.5, CLOSE);
        assertThat(values.get("battery.charging{BAT0}")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"Full,1", "Not charging,1", "Charging,1", "Discharging,0", "Unknown,"})
    void battery_status_saysExternalPowerOrNothing(String status, Double charging) {
        battery("BAT0", "type", "Battery", "status", status, "capacity", 80);

        assertThat(read().get("battery.charging{BAT0}")).isEqualTo(charging);
        assertThat(source.faults()).isEmpty();
    }

    @Test
    void battery_severalAbsentAndPeripheral_onlyOwnPresentOnes() {
        battery("BAT0", "type", "Battery", "capacity", 90);
        battery("BAT1", "type", "Battery", "capacity", 30);
        battery("BAT2", "type", "Battery", "capacity", 10, "present", 0);
        battery("hidpp_battery_0", "type", "Battery", "capacity", 5, "scope", "Device");
        battery("AC", "type", "Mains", "online", 1);
        battery("ucsi", "type", "USB", "online", 2);

        assertThat(read())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "battery.charge{BAT0}", 0.9,
                        "battery.charge{BAT1}", 0.3,
                        "mains.online{AC}", 1.0,
                        "mains.online{ucsi}", 1.0));
    }

    @Test
    void battery_capacityOutOfRange_isRefused() {
        battery("BAT0", "capacity", 101, "energy_now", 1, "energy_full", 2);

        assertThat(read()).doesNotContainKey("battery.charge{BAT0}");
        assertThat(source.faults()).hasSize(1);
        assertThat(source.faults().get(0).problem()).isEqualTo("found \"101\" (expected: percent, 0..100)");
    }

    @Test
    void rapl_wrapsAndLeavesOutParts() {
        rapl("intel-rapl:0", "package-0", 900);
        rapl("intel-rapl:0:0", "core", 5);
        rapl("intel-rapl:0:1", "dram", 7);
        rapl("intel-rapl:1", "psys", 5);
        rapl("intel-rapl-mmio:0", "package-0", 900);
        assertThat(read().keySet()).containsExactlyInAnyOrder("energy{intel-rapl:0}", "energy{intel-rapl:0:1}");

        rapl("intel-rapl:0", "package-0", 100);

        assertThat(read().get("energy{intel-rapl:0}")).isCloseTo(1100e-6, CLOSE);
    }

    private void rapl(String name, String label, long microJoule) {
        tree.sys("class/powercap/" + name + "/name", label);
        tree.sys("class/powercap/" + name + "/energy_uj", microJoule);
        tree.sys("class/powercap/" + name + "/max_energy_range_uj", 1000);
    }

    @Test
    void hwmon_powerAndTemperature_withoutWhatIsShownElsewhere() {
        tree.sys("class/thermal/thermal_zone0/type", "acpitz").sys("class/thermal/thermal_zone0/temp", 40000);
        tree.sys("class/hwmon/hwmon0/name", "acpitz").sys("class/hwmon/hwmon0/temp1_input", 40000);
        tree.sys("class/hwmon/hwmon1/name", "amdgpu").sys("class/hwmon/hwmon1/temp1_input", 71000);
        tree.sys("class/hwmon/hwmon1/temp1_crit", 100000).sys("class/hwmon/hwmon1/power1_average", 33500000);

        Map<String, Double> values = read();

        assertThat(values)
                .containsEntry("temp{hwmon1/temp1}", 71.0)
                .containsEntry("temp.trip{hwmon1/temp1}", 100.0)
                .containsEntry("power{hwmon1/power1}", 33.5)
                .doesNotContainKey("temp{hwmon0/temp1}");
    }

    @Test
    void processors_frequenciesThrottlesCooling_areRead() {
        for (int cpu = 0; cpu < 2; cpu++) {
            String folder = "devices/system/cpu/cpu" + cpu;
            tree.sys(folder + "/cpufreq/scaling_cur_freq", 1200000).sys(folder + "/cpufreq/scaling_max_freq", 1800000);
            tree.sys(folder + "/cpufreq/cpuinfo_max_freq", 2400000);
            tree.sys(folder + "/thermal_throttle/core_throttle_count", 3);
            tree.sys(folder + "/thermal_throttle/package_throttle_count", 7);
        }
        tree.sys("class/thermal/cooling_device0/type", "Processor");
        tree.sys("class/thermal/cooling_device0/cur_state", 3).sys("class/thermal/cooling_device0/max_state", 10);

        assertThat(read())
                .containsEntry("cpu.freq{1}", 1.2e9)
                .containsEntry("cpu.freq_limit{0}", 1.8e9)
                .containsEntry("cpu.freq_max{0}", 2.4e9)
                .containsEntry("cpu.throttles{core}", 6.0)
                .containsEntry("cpu.throttles{package}", 7.0)
                .containsEntry("cooling.state{cooling_device0}", 0.3);
    }

    @ParameterizedTest
    @CsvSource({"up,1,1", "up,0,0", "up,,1", "down,,0", "dormant,1,0", "unknown,1,1", "unknown,,", ",1,1", ",0,0"})
    void network_stateAndCarrier_giveTheLink(String state, String carrier, Double up) {
        tree.sys("class/net/lo/operstate", "unknown").sys("class/net/wlan0/statistics/rx_bytes", 1000);
        if (state != null) {
            tree.sys("class/net/wlan0/operstate", state);
        }
        if (carrier != null) {
            tree.sys("class/net/wlan0/carrier", carrier);
        }

        Map<String, Double> values = read();

        assertThat(values.get("net.up{wlan0}")).isEqualTo(up);
        assertThat(values).containsEntry("net.rx{wlan0}", 1000.0).doesNotContainKey("net.up{lo}");
    }

    @Test
    void proc_twoSamples_giveLoadPressureAndMemory() {
        tree.proc("stat", "cpu  0 0 0 1000 0 0 0 0 0 0\ncpu0 0 0 0 500 0 0 0 0 0 0\ncpu1 0 0 0 500 0 0 0 0 0 0");
        tree.proc("meminfo", "MemTotal: 1000 kB\nMemAvailable: 400 kB");
        tree.proc("pressure/memory", "some avg10=5.00 total=1000000\nfull avg10=2.50 total=0");
        Map<String, Double> first = read();
        tree.proc("stat", "cpu  150 0 0 1050 0 0 0 0 0 0\ncpu0 100 0 0 500 0 0 0 0 0 0\ncpu1 50 0 0 550 0 0 0 0 0 0");
        tree.proc("pressure/memory", "some avg10=5.00 total=1250000\nfull avg10=2.50 total=0");
        Map<String, Double> second = read();

        assertThat(first).doesNotContainKeys("cpu.load{total}", "psi.memory{now}", "psi.cpu");
        assertThat(second)
                .containsEntry("cpu.load{total}", 0.75)
                .containsEntry("cpu.load{1}", 0.5)
                .containsEntry("psi.memory", 0.05)
                .containsEntry("psi.memory_full", 0.025)
                .containsEntry("psi.memory{now}", 0.25)
                .containsEntry("mem.available", 400.0 * 1024)
                .containsEntry("cpu.cores", 2.0);
    }

    @Test
    void cgroup2_ancestorIsTighter_countsLessDroppablePages() {
        tree.proc("self/cgroup", "0::/app.slice/gearshift.service");
        tree.sys("fs/cgroup/app.slice/memory.max", 1000000).sys("fs/cgroup/app.slice/memory.current", 700000);
        tree.sys("fs/cgroup/app.slice/memory.stat", "anon 400000\ninactive_file 200000");
        tree.sys("fs/cgroup/app.slice/gearshift.service/memory.max", "max");
        tree.sys("fs/cgroup/app.slice/gearshift.service/cpu.max", "150000 100000");

        assertThat(read())
                .containsEntry("cgroup.mem_limit", 1000000.0)
                .containsEntry("cgroup.mem_used", 500000.0)
                .containsEntry("cpu.cores", 1.5);
    }

    @Test
    void cgroup1_pathOfTheHost_fallsBackToTheMountPoint() {
        tree.proc("self/cgroup", "4:memory:/docker/abc\n1:cpu,cpuacct:/docker/abc");
        tree.sys("fs/cgroup/memory/memory.limit_in_bytes", 1000000).sys("fs/cgroup/memory/memory.usage_in_bytes", 300);
        tree.sys("fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us", 50000)
                .sys("fs/cgroup/cpu,cpuacct/cpu.cfs_period_us", 100000);

        assertThat(read())
                .containsEntry("cgroup.mem_limit", 1000000.0)
                .containsEntry("cgroup.mem_used", 300.0)
                .containsEntry("cpu.cores", 0.5);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void tree_seededGarbage_neverThrowsNorLeavesRange(long seed) {
        Random random = new Random(seed);
        List<String> files = List.of(
                "class/thermal/thermal_zone0/temp",
                "class/thermal/thermal_zone0/type",
                "class/thermal/cooling_device0/cur_state",
                "class/power_supply/BAT0/capacity",
                "class/power_supply/BAT0/status",
                "class/power_supply/BAT0/voltage_now",
                "class/power_supply/BAT0/current_now",
                "class/power_supply/BAT0/charge_full",
                "class/power_supply/BAT0/charge_now",
                "class/power_supply/AC/online",
                "class/powercap/intel-rapl:0/energy_uj",
                "class/net/eth0/operstate",
                "class/net/eth0/statistics/rx_bytes",
                "fs/cgroup/memory.max");
        List<String> procs = List.of("stat", "meminfo", "self/cgroup", "self/status", "pressure/cpu", "pressure/io");
        for (int round = 0; round < 25; round++) {
            files.forEach(file -> tree.sys(file, garbage(random)));
            procs.forEach(file -> tree.proc(file, "cpu some avg10=total=0::/" + garbage(random)));
            now = now.plusMillis(random.nextInt(3000));
            Map<String, Reading> readings = source.read(now).stream()
                    .collect(Collectors.toMap(r -> r.sensor().toString(), Function.identity()));
            readings.values().forEach(LinuxSensorSourceTest::assertInRange);
            source.faults().forEach(fault -> assertThat(fault.problem()).contains("expected"));
        }
    }

    private static void assertInRange(Reading reading) {
        double value = reading.value();
        switch (reading.sensor().signal().unit()) {
            case RATIO, FLAG -> assertThat(value).as(reading.toString()).isBetween(0.0, 1.0);
            case CELSIUS -> assertThat(value).as(reading.toString()).isBetween(-60.0, 250.0);
            default -> assertThat(value).as(reading.toString()).isFinite();
        }
    }

    private static String garbage(Random random) {
        String[] known = {"Charging", "up", "0", "1", "45000", "100", "-1", "max", "Battery", "4000000"};
        if (random.nextInt(3) == 0) {
            return known[random.nextInt(known.length)];
        }
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append(random.nextBoolean() ? (char) ('0' + random.nextInt(10)) : (char) random.nextInt(128));
        }
        return text.toString();
    }
}
