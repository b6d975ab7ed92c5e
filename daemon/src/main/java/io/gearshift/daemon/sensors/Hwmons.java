package io.gearshift.daemon.sensors;

import io.gearshift.core.reading.KernelUnit;
import io.gearshift.core.reading.SensorId;
import io.gearshift.core.reading.Signal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Channels of {@code class/hwmon}. The kernel also shows thermal zones and batteries here; those are read at their own place
 * and passed over.
 */
final class Hwmons {

    private static final Pattern TEMPERATURE = Pattern.compile("temp\\d+_input");
    private static final Pattern POWER = Pattern.compile("power\\d+_(input|average)");

    private Hwmons() {}

    static void find(
            KernelFiles sysfs, List<String> zoneTypes, List<String> supplies, Map<String, Supplier<Probe>> found) {
        Path folder = sysfs.path("class/hwmon");
        for (String hwmon : sysfs.names(folder)) {
            Path device = folder.resolve(hwmon);
            String chip = Discovery.word(sysfs, device.resolve("name"));
            boolean isShownElsewhere = supplies.stream().anyMatch(s -> sameName(s, chip))
                    || zoneTypes.stream().anyMatch(t -> sameName(t, chip));
            if (!isShownElsewhere) {
                channels(sysfs, device, hwmon, chip, found);
            }
        }
    }

    private static void channels(
            KernelFiles sysfs, Path device, String hwmon, String chip, Map<String, Supplier<Probe>> found) {
        List<String> names = sysfs.names(device);
        for (String file : names) {
            String channel = file.substring(0, Math.max(0, file.indexOf('_')));
            String instance = hwmon + "/" + channel;
            String label = (chip + " " + Discovery.word(sysfs, device.resolve(channel + "_label"))).strip();
            if (TEMPERATURE.matcher(file).matches()) {
                found.put(
                        "hwmon " + instance + " " + label,
                        () -> new HwmonTemperatureProbe(sysfs, device, channel, instance, label));
            } else if (POWER.matcher(file).matches()
                    && (file.endsWith("_input") || !names.contains(channel + "_input"))) {
                SensorId sensor = SensorId.of(Signal.POWER, instance);
                found.put(
                        "hwmon " + instance + " " + label,
                        () -> new GaugeProbe(sysfs, device.resolve(file), KernelUnit.MICRO_WATT, sensor, label));
            }
        }
    }

    /** hwmon names may not hold a dash; the kernel puts an underscore. */
    private static boolean sameName(String name, String chip) {
        return !chip.isEmpty() && name.replace('-', '_').equals(chip);
    }
}
