package io.gearshift.policies.situation;

import io.gearshift.core.device.Bands;
import io.gearshift.core.policy.Charge;
import io.gearshift.core.policy.Device;
import io.gearshift.core.policy.Heat;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The facts of a device that follow from others, by the core's own bounds. A band is derived from the band before, so that a
 * change stays in a band until its bound for leaving, as in the running loop.
 */
final class Derivation {

    private record Law(String target, Set<String> sources, Function<Device, @Nullable Object> value) {}

    /** In the order of their dependence. */
    private static final List<Law> LAWS = List.of(
            new Law("temperatureC", Set.of("headroomC"), d -> minus(d.tripC(), d.headroomC())),
            new Law("headroomC", Set.of("temperatureC", "tripC"), d -> minus(d.tripC(), d.temperatureC())),
            new Law(
                    "secondsToTrip",
                    Set.of("temperatureC", "tripC", "trendCPerS"),
                    d -> Bands.secondsToTrip(d.temperatureC(), d.tripC(), d.trendCPerS())),
            new Law(
                    "heat",
                    Set.of("headroomC", "secondsToTrip"),
                    d -> Bands.heat(d.heat(), d.headroomC(), d.secondsToTrip())),
            new Law("hotForMs", Set.of("heat"), d -> d.heat().compareTo(Heat.HOT) < 0 ? 0L : (Object) d.hotForMs()),
            new Law("battery", Set.of("batteryRatio"), d -> Bands.charge(d.battery(), d.batteryRatio())),
            new Law("hasBattery", Set.of("battery"), d -> d.battery() != Charge.UNKNOWN),
            new Law("powerW", Set.of("batteryPowerW"), Derivation::power),
            new Law(
                    "cpu",
                    Set.of("cpuPressureRatio", "loadRatio"),
                    d -> Bands.cpu(d.cpu(), d.cpuPressureRatio(), d.loadRatio())),
            new Law(
                    "memory",
                    Set.of("memoryAvailableRatio", "memoryPressureRatio"),
                    d -> Bands.memory(d.memory(), d.memoryAvailableRatio(), d.memoryPressureRatio())));

    private Derivation() {}

    /**
     * Derives what depends on the changed fields, and what depends on that.
     *
     * @param fixed fields that keep their value whatever they depend on
     */
    static Device after(Device device, Set<String> changed, Set<String> fixed) {
        Set<String> moved = new HashSet<>(changed);
        Device next = device;
        for (Law law : LAWS) {
            boolean depends = law.sources.stream().anyMatch(moved::contains);
            if (depends && !fixed.contains(law.target) && !changed.contains(law.target)) {
                next = Records.with(next, law.target, law.value.apply(next));
                moved.add(law.target);
            }
        }
        return next;
    }

    /** What is derived from a field, and from that; itself included. */
    static Set<String> follows(String field) {
        Set<String> moved = new HashSet<>(Set.of(field));
        for (Law law : LAWS) {
            if (law.sources.stream().anyMatch(moved::contains)) {
                moved.add(law.target);
            }
        }
        if (field.equals("memoryAvailableRatio")) {
            moved.add("memoryAvailableBytes"); // the total stays
        }
        return moved;
    }

    /** The bands that the values allow, whatever was before; a fact that contradicts its values is a mistake. */
    static boolean allows(Device device, Heat heat) {
        for (Heat before : Heat.values()) {
            if (Bands.heat(before, device.headroomC(), device.secondsToTrip()) == heat) {
                return true;
            }
        }
        return false;
    }

    static boolean allows(Device device, Charge charge) {
        for (Charge before : Charge.values()) {
            if (Bands.charge(before, device.batteryRatio()) == charge) {
                return true;
            }
        }
        return false;
    }

    /** The drain stands in where no other sensor tells the power. */
    private static @Nullable Object power(Device device) {
        Double drain = device.batteryPowerW();
        return drain != null && drain > 0 ? drain : device.powerW();
    }

    private static @Nullable Object minus(@Nullable Double a, @Nullable Double b) {
        return a == null || b == null ? null : (Object) (a - b);
    }
}
