package io.gearshift.daemon.sensors;

import io.gearshift.core.reading.CpuLoad;
import io.gearshift.core.reading.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Finds the devices that are there now. Each has a key that changes when the device must be made anew. */
final class Discovery {

    private static final String CPUS = "devices/system/cpu";

    private final KernelFiles sysfs;
    private final KernelFiles proc;
    private final long slowNanos;
    private int lastCores;

    Discovery(KernelFiles sysfs, KernelFiles proc, long slowNanos) {
        this.sysfs = sysfs;
        this.proc = proc;
        this.slowNanos = slowNanos;
    }

    /** Keys in a fixed order, each with how to make its probe. */
    Map<String, Supplier<Probe>> devices() {
        Map<String, Supplier<Probe>> found = new LinkedHashMap<>();
        int cores = cores();
        found.put("stat " + cores, () -> new CpuProbe(proc, cores));
        found.put("psi cpu", () -> new PressureProbe(proc, "cpu", Signal.PRESSURE_CPU, null));
        found.put(
                "psi memory",
                () -> new PressureProbe(proc, "memory", Signal.PRESSURE_MEMORY, Signal.PRESSURE_MEMORY_FULL));
        found.put("psi io", () -> new PressureProbe(proc, "io", Signal.PRESSURE_IO, null));
        found.put("meminfo", () -> new MemoryProbe(proc));
        found.put("cgroup", () -> new CgroupProbe(sysfs, proc));
        List<String> zoneTypes = thermal(found);
        List<String> supplies = PowerSupplies.find(sysfs, found);
        powercap(found);
        Hwmons.find(sysfs, zoneTypes, supplies, found);
        processors(found);
        Networks.find(sysfs, found);
        return found;
    }

    private int cores() {
        KernelFile stat = proc.file("stat");
        int length = stat.read(0);
        int cores = CpuLoad.coresIn(stat.text(), length);
        stat.close();
        lastCores = cores == 0 ? lastCores : cores; // none while the file is being rewritten
        return lastCores;
    }

    private List<String> thermal(Map<String, Supplier<Probe>> found) {
        List<String> types = new ArrayList<>();
        Path folder = sysfs.path("class/thermal");
        for (String name : sysfs.names(folder)) {
            Path device = folder.resolve(name);
            boolean isZone = name.startsWith("thermal_zone");
            if (isZone || name.startsWith("cooling_device")) {
                String type = word(sysfs, device.resolve("type"));
                found.put(
                        "thermal " + name + " " + type,
                        isZone
                                ? () -> new ThermalZoneProbe(sysfs, device, name, type)
                                : () -> new CoolingProbe(sysfs, device, name, type));
                if (isZone) {
                    types.add(type);
                }
            }
        }
        return types;
    }

    /**
     * Packages and their memory. Left out: cores and graphics, which are part of their package; the platform domain (psys),
     * which holds the packages; and the second, memory-mapped view of a package.
     */
    private void powercap(Map<String, Supplier<Probe>> found) {
        Path folder = sysfs.path("class/powercap");
        List<String> names = sysfs.names(folder);
        boolean hasMsr = names.contains("intel-rapl:0");
        for (String name : names) {
            Path domain = folder.resolve(name);
            if (!Files.exists(domain.resolve("energy_uj")) || (hasMsr && name.startsWith("intel-rapl-mmio"))) {
                continue;
            }
            String label = word(sysfs, domain.resolve("name"));
            if (!List.of("core", "uncore", "psys").contains(label)) {
                found.put("powercap " + name + " " + label, () -> new PowercapProbe(sysfs, domain, name, label));
            }
        }
    }

    private void processors(Map<String, Supplier<Probe>> found) {
        Map<Path, List<String>> policies = new TreeMap<>();
        List<Path> throttles = new ArrayList<>();
        Path folder = sysfs.path(CPUS);
        for (String name : sysfs.names(folder)) {
            if (name.matches("cpu\\d+")) {
                Path cpu = folder.resolve(name);
                Path policy = cpu.resolve("cpufreq");
                if (Files.isDirectory(policy)) {
                    policies.computeIfAbsent(realPath(policy), p -> new ArrayList<>())
                            .add(name.substring(3));
                }
                if (Files.isDirectory(cpu.resolve("thermal_throttle"))) {
                    throttles.add(cpu.resolve("thermal_throttle"));
                }
            }
        }
        policies.forEach((policy, cores) ->
                found.put("cpufreq " + policy + cores, () -> new FrequencyProbe(sysfs, policy, cores, slowNanos)));
        if (!throttles.isEmpty()) {
            found.put("throttle " + throttles, () -> new ThrottleProbe(sysfs, throttles, slowNanos));
        }
    }

    static Path realPath(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path;
        }
    }

    /** The first line of a file read once; empty when it is not there. */
    static String word(KernelFiles files, Path path) {
        KernelFile file = files.file(path);
        String word = file.words(0).lines().findFirst().orElse("").strip();
        file.close();
        return word;
    }
}
