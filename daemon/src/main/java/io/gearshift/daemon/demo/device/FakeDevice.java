package io.gearshift.daemon.demo.device;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Two folders that read like {@code /sys} and {@code /proc} of a small laptop: a processor zone with trip points, a
 * battery, a mains plug, a wireless link, one frequency policy, a processor with little to do and memory enough. Its
 * processor is played as well, so that the day shows what the script does and not what else this machine is busy with.
 * The kernel's own reaction is played too: past the passive trip point the processor is slowed. Each file changes by
 * rename, so a reader never sees half of one. Owned by one thread.
 */
public final class FakeDevice {

    /** Where the fake kernel begins to slow the processor. */
    public static final double TRIP_C = 95;

    private static final double CRITICAL_C = 110;
    private static final int COOLING_STATES = 10;
    private static final long FREQUENCY_KHZ = 2_400_000;
    private static final long ENERGY_FULL_UWH = 50_000_000;

    /** Low enough that 8 % lasts 48 minutes: the day is about the charge, not about an empty battery in sight. */
    private static final long DRAIN_UW = 5_000_000;

    private static final long VOLTAGE_UV = 15_400_000;

    private static final int CORES = 4;
    private static final double BUSY_RATIO = 0.2;
    private static final long NANOS_PER_TICK = 10_000_000;
    private static final long MEMORY_KB = 8L << 20;
    private static final long AVAILABLE_KB = 5L << 20;

    private final Path root;
    private final Path staging;
    private final long startNanos = System.nanoTime();
    private final Map<String, String> written = new HashMap<>();

    /** @param root made when missing, gets the two folders; files of an earlier device in it are overwritten */
    public FakeDevice(Path root) throws IOException {
        this.root = root;
        this.staging = Files.createDirectories(root).resolve(".staging");
    }

    public Path sysfs() {
        return root.resolve("sys");
    }

    public Path proc() {
        return root.resolve("proc");
    }

    /** Makes the folders show the moment. Only what changed is written. */
    public void show(DeviceMoment moment) throws IOException {
        processor();
        thermal(moment.temperatureC());
        battery(moment);
        boolean isUp = moment.isOnline();
        write("sys/class/net/wlan0/operstate", isUp ? "up" : "down");
        write("sys/class/net/wlan0/carrier", isUp ? 1 : 0);
    }

    private void processor() throws IOException {
        long ticks = 1000 + (System.nanoTime() - startNanos) / NANOS_PER_TICK;
        long busy = (long) (ticks * BUSY_RATIO);
        StringBuilder stat = new StringBuilder(line("cpu", busy * CORES, (ticks - busy) * CORES));
        for (int core = 0; core < CORES; core++) {
            stat.append('\n').append(line("cpu" + core, busy, ticks - busy));
        }
        write("proc/stat", stat);
        String calm = "some avg10=0.00 avg60=0.00 avg300=0.00 total=0\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=0";
        for (String resource : List.of("cpu", "memory", "io")) {
            write("proc/pressure/" + resource, calm);
        }
        write("proc/meminfo", "MemTotal: " + MEMORY_KB + " kB\nMemAvailable: " + AVAILABLE_KB + " kB");
    }

    /** user nice system idle iowait irq softirq steal. */
    private static String line(String name, long user, long idle) {
        return name + " " + user + " 0 0 " + idle + " 0 0 0 0";
    }

    private void thermal(double temperatureC) throws IOException {
        String zone = "sys/class/thermal/thermal_zone0/";
        write(zone + "type", "cpu-thermal");
        write(zone + "trip_point_0_type", "passive");
        write(zone + "trip_point_0_temp", Math.round(TRIP_C * 1000));
        write(zone + "trip_point_1_type", "critical");
        write(zone + "trip_point_1_temp", Math.round(CRITICAL_C * 1000));
        write(zone + "temp", Math.round(temperatureC * 1000));
        boolean isSlowed = temperatureC >= TRIP_C;
        String cooling = "sys/class/thermal/cooling_device0/";
        write(cooling + "type", "Processor");
        write(cooling + "max_state", COOLING_STATES);
        write(cooling + "cur_state", isSlowed ? 3 : 0);
        String policy = "sys/devices/system/cpu/cpu0/cpufreq/";
        long allowed = isSlowed ? FREQUENCY_KHZ * 7 / 10 : FREQUENCY_KHZ;
        write(policy + "cpuinfo_max_freq", FREQUENCY_KHZ);
        write(policy + "scaling_max_freq", allowed);
        write(policy + "scaling_cur_freq", allowed);
    }

    private void battery(DeviceMoment moment) throws IOException {
        String mains = "sys/class/power_supply/AC/";
        write(mains + "type", "Mains");
        write(mains + "online", moment.isPlugged() ? 1 : 0);
        String battery = "sys/class/power_supply/BAT0/";
        write(battery + "type", "Battery");
        write(battery + "present", 1);
        write(battery + "status", moment.isPlugged() ? "Charging" : "Discharging");
        write(battery + "capacity", Math.round(moment.batteryRatio() * 100));
        write(battery + "voltage_now", VOLTAGE_UV);
        write(battery + "power_now", DRAIN_UW);
        write(battery + "energy_full", ENERGY_FULL_UWH);
        write(battery + "energy_now", Math.round(moment.batteryRatio() * ENERGY_FULL_UWH));
    }

    private void write(String path, Object value) throws IOException {
        String text = value + "\n";
        if (text.equals(written.put(path, text))) {
            return;
        }
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(staging, text.getBytes(US_ASCII));
        Files.move(staging, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
