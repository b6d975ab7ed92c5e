package io.gearshift.daemon.shell;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A fake sysfs with one thermal zone, a battery, mains and a network link, and a calm fake procfs, so that the load of the
 * machine that runs the tests decides nothing. Read by the real sensors.
 */
public final class TestingDevice {

    private static final String ZONE = "class/thermal/thermal_zone0/";
    private static final String BATTERY = "class/power_supply/BAT0/";

    private static final String STALLS = "some avg10=0.00 avg60=0.00 avg300=0.00 total=0\n";

    private final Path sysfs;
    private final Path proc;

    /** @param folder gets {@code sys} and {@code proc} */
    public TestingDevice(Path folder) {
        this.sysfs = folder.resolve("sys");
        this.proc = folder.resolve("proc");
        put(proc.resolve("stat"), "cpu  100 0 100 10000 0 0 0 0 0 0\ncpu0 100 0 100 10000 0 0 0 0 0 0");
        put(proc.resolve("meminfo"), "MemTotal:       8000000 kB\nMemAvailable:   6000000 kB");
        put(proc.resolve("pressure/cpu"), STALLS + STALLS.replace("some", "full"));
        put(proc.resolve("pressure/memory"), STALLS + STALLS.replace("some", "full"));
        put(proc.resolve("pressure/io"), STALLS + STALLS.replace("some", "full"));
        write(ZONE + "type", "x86_pkg_temp");
        write(ZONE + "trip_point_0_type", "passive");
        write(ZONE + "trip_point_0_temp", "95000");
        write(BATTERY + "type", "Battery");
        write(BATTERY + "present", "1");
        write(BATTERY + "scope", "System");
        write("class/power_supply/AC/type", "Mains");
        write("class/net/eth0/type", "1");
        write("class/net/eth0/carrier", "1");
        write("class/net/eth0/statistics/rx_bytes", "1000");
        write("class/net/eth0/statistics/tx_bytes", "1000");
        temperature(50).battery(90).mains(true).network(true);
    }

    public Path sysfs() {
        return sysfs;
    }

    public Path proc() {
        return proc;
    }

    public TestingDevice temperature(double celsius) {
        return write(ZONE + "temp", Long.toString(Math.round(celsius * 1000)));
    }

    public TestingDevice battery(int percent) {
        return write(BATTERY + "capacity", Integer.toString(percent));
    }

    public TestingDevice mains(boolean isOnline) {
        write(BATTERY + "status", isOnline ? "Charging" : "Discharging");
        return write("class/power_supply/AC/online", isOnline ? "1" : "0");
    }

    public TestingDevice network(boolean isUp) {
        return write("class/net/eth0/operstate", isUp ? "up" : "down");
    }

    private TestingDevice write(String path, String content) {
        put(sysfs.resolve(path), content);
        return this;
    }

    private static void put(Path file, String content) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, (content + "\n").getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
