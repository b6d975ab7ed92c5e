package io.gearshift.simulator.closedloop;

import io.gearshift.core.text.Nearest;
import io.gearshift.policies.document.Documents;
import io.gearshift.policies.document.Section;
import io.gearshift.policies.document.Value;
import io.gearshift.policies.language.Problem;
import io.gearshift.simulator.plant.BatteryModel;
import io.gearshift.simulator.plant.DeviceModel;
import io.gearshift.simulator.plant.OpenCircuitCurve;
import io.gearshift.simulator.plant.Processor;
import io.gearshift.simulator.plant.Radio;
import io.gearshift.simulator.plant.ThermalNetwork;
import io.gearshift.simulator.plant.ThermalNetwork.Coupling;
import io.gearshift.simulator.plant.ThermalNetwork.Zone;
import io.gearshift.simulator.plant.ThrottleGovernor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads a device from YAML or JSON, strictly: every number is required, none is guessed, every problem is told at its place.
 * {@code docs/device-model.md} shows a whole file.
 */
public final class DeviceFile {

    private static final List<String> KEYS = List.of(
            "name",
            "zones",
            "couplings",
            "heated",
            "governor",
            "processor",
            "battery",
            "radio",
            "network",
            "ambientC",
            "start");
    private static final List<String> ZONE = List.of("capacityJPerK", "toAmbientWPerK");
    private static final List<String> COUPLING = List.of("between", "conductanceWPerK");
    private static final List<String> GOVERNOR =
            List.of("zone", "tripC", "hysteresisC", "pollS", "levels", "leastFrequencyRatio");
    private static final List<String> PROCESSOR = List.of("cores", "coreW", "idleW", "frequencyExponent");
    private static final List<String> BATTERY = List.of("zone", "capacityAs", "resistanceOhm");
    private static final List<String> START = List.of("temperatureC", "chargeRatio");

    /** A device file that cannot be used; the message has a line for each problem. */
    public static final class Mistake extends Exception {
        private static final long serialVersionUID = 1L;

        Mistake(List<Problem> problems) {
            super(String.join("\n", problems.stream().map(Problem::toString).toList()));
        }
    }

    private final List<Problem> problems = new ArrayList<>();

    private DeviceFile() {}

    /**
     * @param file how problems name it
     * @throws Mistake with every problem, each at its place
     */
    public static Setting read(String file, String text, long seed) throws Mistake {
        DeviceFile reader = new DeviceFile();
        Value root = Documents.read(file, text, reader.problems);
        Section top = root == null ? null : root.section("device", KEYS);
        Setting setting = top == null ? null : reader.setting(top, seed);
        if (setting == null || !reader.problems.isEmpty()) {
            throw new Mistake(reader.problems);
        }
        return setting;
    }

    private @Nullable Setting setting(Section top, long seed) {
        DeviceModel device = device(top);
        Section start = section(top, "start", START);
        double ambientC = number(top, "ambientC");
        double startC = start == null ? 0 : number(start, "temperatureC");
        double charge = start == null ? 0 : top.has("battery") ? number(start, "chargeRatio") : 1;
        AssumedNetwork network = new NetworkSection(problems).read(top.get("network"));
        return device == null || !problems.isEmpty()
                ? null
                : Setting.of(device, seed)
                        .withStart(startC, charge)
                        .withAmbient(ambientC)
                        .withNetwork(network);
    }

    private @Nullable DeviceModel device(Section top) {
        String name = text(top, "name");
        ThermalNetwork thermal = thermal(top);
        String heated = text(top, "heated");
        Section governor = section(top, "governor", GOVERNOR);
        Section processor = section(top, "processor", PROCESSOR);
        ThrottleGovernor throttle = governor == null
                ? null
                : made(
                        governor.whole(),
                        () -> new ThrottleGovernor(
                                number(governor, "tripC"),
                                number(governor, "hysteresisC"),
                                number(governor, "pollS"),
                                (int) number(governor, "levels"),
                                number(governor, "leastFrequencyRatio")));
        Processor cpu = processor == null
                ? null
                : made(
                        processor.whole(),
                        () -> new Processor(
                                number(processor, "cores"),
                                number(processor, "coreW"),
                                number(processor, "idleW"),
                                number(processor, "frequencyExponent")));
        String governed = governor == null ? null : text(governor, "zone");
        DeviceModel.Supply supply = supply(top);
        Radio radio = radio(top.get("radio"));
        if (thermal == null || throttle == null || cpu == null || !problems.isEmpty()) {
            return null;
        }
        return made(
                top.whole(),
                () -> new DeviceModel(
                        String.valueOf(name),
                        thermal,
                        DeviceModel.allHeat(String.valueOf(heated)),
                        throttle,
                        String.valueOf(governed),
                        cpu,
                        supply,
                        radio));
    }

    private @Nullable ThermalNetwork thermal(Section top) {
        Value zones = required(top, "zones");
        Section names = zones == null ? null : zones.names("zones");
        if (names == null) {
            return null;
        }
        List<Zone> all = new ArrayList<>();
        for (String name : names.keys()) {
            Section zone = section(names, name, ZONE);
            Zone made = zone == null
                    ? null
                    : made(
                            zone.whole(),
                            () -> new Zone(name, number(zone, "capacityJPerK"), number(zone, "toAmbientWPerK")));
            if (made != null) {
                all.add(made);
            }
        }
        List<Coupling> couplings = new ArrayList<>();
        Value given = top.get("couplings");
        for (Value item : given == null ? List.<Value>of() : given.items("couplings")) {
            Section coupling = item.section("coupling", COUPLING);
            Coupling made = coupling == null ? null : coupling(coupling);
            if (made != null) {
                couplings.add(made);
            }
        }
        return zones != null && problems.isEmpty() ? made(zones, () -> new ThermalNetwork(all, couplings)) : null;
    }

    private @Nullable Coupling coupling(Section coupling) {
        Value between = required(coupling, "between");
        List<Value> ends = between == null ? List.of() : between.items("between");
        if (between != null && ends.size() != 2) {
            between.problem("range", "between: " + ends.size() + " zones (expected: two)", "for example [soc, skin]");
        }
        return ends.size() != 2
                ? null
                : made(
                        coupling.whole(),
                        () -> new Coupling(ends.get(0).raw(), ends.get(1).raw(), number(coupling, "conductanceWPerK")));
    }

    private DeviceModel.@Nullable Supply supply(Section top) {
        if (!top.has("battery")) {
            return null;
        }
        Section battery = section(top, "battery", BATTERY);
        String zone = battery == null ? null : text(battery, "zone");
        return battery == null || zone == null
                ? null
                : made(
                        battery.whole(),
                        () -> new DeviceModel.Supply(
                                new BatteryModel(
                                        number(battery, "capacityAs"),
                                        number(battery, "resistanceOhm"),
                                        OpenCircuitCurve.lithiumIon()),
                                zone));
    }

    private static @Nullable Radio radio(@Nullable Value value) {
        if (value == null) {
            return null;
        }
        return switch (value.raw()) {
            case "lte" -> Radio.lte();
            case "wifi" -> Radio.wifi();
            default -> {
                value.problem(
                        "type",
                        "radio: " + value.shown() + " (expected: lte, wifi)",
                        Nearest.hint(value.raw(), List.of("lte", "wifi")));
                yield null;
            }
        };
    }

    private @Nullable Value required(Section section, String key) {
        Value value = section.get(key);
        if (value == null && !section.isMisspelt(key)) {
            section.whole().problem("missing-key", key + " is missing", "nothing is guessed: give it");
        }
        return value;
    }

    private @Nullable Section section(Section parent, String key, List<String> keys) {
        Value value = required(parent, key);
        return value == null ? null : value.section(key, keys);
    }

    private @Nullable String text(Section section, String key) {
        Value value = required(section, key);
        return value == null ? null : value.text(key);
    }

    /** NaN with a problem when it is none. */
    private double number(Section section, String key) {
        Value value = required(section, key);
        if (value == null) {
            return Double.NaN;
        }
        try {
            double number = Double.parseDouble(value.raw());
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below, as for infinity
        }
        value.problem("type", key + ": " + value.shown() + " (expected: a number)", "");
        return Double.NaN;
    }

    /** Null with a problem when the parts do not take their numbers; silent when a number was already told to be wrong. */
    private <T> @Nullable T made(Value at, Supplier<T> maker) {
        int before = problems.size();
        try {
            return maker.get();
        } catch (IllegalArgumentException e) {
            if (problems.size() == before) {
                at.problem("range", String.valueOf(e.getMessage()), "");
            }
            return null;
        }
    }
}
