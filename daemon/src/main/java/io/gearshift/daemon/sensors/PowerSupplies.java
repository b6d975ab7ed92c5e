package io.gearshift.daemon.sensors;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Tells the device's own batteries and inlets in {@code class/power_supply} from those of mice and headsets. */
final class PowerSupplies {

    private PowerSupplies() {}

    /** Adds what was found; returns the names of all supplies. */
    static List<String> find(KernelFiles sysfs, Map<String, Supplier<Probe>> found) {
        List<String> names = new ArrayList<>();
        Path folder = sysfs.path("class/power_supply");
        for (String name : sysfs.names(folder)) {
            Path device = folder.resolve(name);
            names.add(name);
            if (Discovery.word(sysfs, device.resolve("scope")).equalsIgnoreCase("Device")) {
                continue; // powers itself only: a mouse, a stylus
            }
            String type = Discovery.word(sysfs, device.resolve("type"));
            if (isBattery(device, type)) {
                found.put("battery " + name, () -> new BatteryProbe(sysfs, device, name));
            } else if (isInlet(device, type)) {
                found.put("mains " + name + " " + type, () -> new MainsProbe(sysfs, device, name, type));
            }
        }
        return names;
    }

    /** A bare fake may have no type. */
    private static boolean isBattery(Path device, String type) {
        return type.equals("Battery")
                || type.equals("UPS")
                || (type.isEmpty()
                        && (Files.exists(device.resolve("capacity")) || Files.exists(device.resolve("status"))));
    }

    private static boolean isInlet(Path device, String type) {
        return type.equals("Mains")
                || type.startsWith("USB")
                || type.equals("Wireless")
                || (type.isEmpty() && Files.exists(device.resolve("online")));
    }
}
