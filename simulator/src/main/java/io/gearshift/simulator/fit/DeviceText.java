package io.gearshift.simulator.fit;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.gearshift.simulator.fit.DeviceFit.Draw;
import io.gearshift.simulator.fit.DeviceFit.Found;
import io.gearshift.simulator.fit.DeviceFit.Thermal;
import io.gearshift.simulator.plant.ThermalNetwork.Coupling;
import io.gearshift.simulator.plant.ThermalNetwork.Zone;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/**
 * Writes what was found as a device file. What the log does not tell stands there as a comment with {@code ?}: the file cannot be
 * used before someone who knows has given it, since nothing is guessed.
 */
public final class DeviceText {

    private static final MathContext DIGITS = new MathContext(4);

    private final Found found;
    private final StringBuilder text = new StringBuilder();

    private DeviceText(Found found) {
        this.found = found;
    }

    /**
     * @param name of the device
     * @param origin what was fitted, for the first line
     */
    public static String of(String name, String origin, Found found) {
        DeviceText writer = new DeviceText(found);
        writer.line("# Fitted to " + origin.replaceAll("\\R", " ") + ".");
        writer.line("name: " + quoted(name));
        writer.thermal();
        writer.governor();
        writer.processor();
        writer.battery();
        writer.start();
        return writer.text.toString();
    }

    private void thermal() {
        Part<Thermal> part = found.thermal();
        if (!part.isUsable()) {
            missing("zones", part, "zones: {soc: {capacityJPerK: ?, toAmbientWPerK: ?}}", "heated: soc");
            return;
        }
        said(part, "°C");
        line("zones:");
        for (Zone zone : part.get().network().zones()) {
            line("  " + quoted(zone.name()) + ": {capacityJPerK: " + number(zone.capacityJPerK()) + ", toAmbientWPerK: "
                    + number(zone.toAmbientWPerK()) + "}");
        }
        if (!part.get().network().couplings().isEmpty()) {
            line("couplings:");
        }
        for (Coupling coupling : part.get().network().couplings()) {
            line("  - {between: [" + quoted(coupling.one()) + ", " + quoted(coupling.other()) + "], conductanceWPerK: "
                    + number(coupling.conductanceWPerK()) + "}");
        }
        line("heated: " + quoted(part.get().zone()));
    }

    private void governor() {
        String trip = found.tripC().isPresent() ? number(found.tripC().getAsDouble()) : "?";
        line("# A log does not tell how the kernel throttles: see trip_point_* and the cooling device's max_state.");
        line("# governor: {zone: " + quoted(zone()) + ", tripC: " + trip
                + ", hysteresisC: ?, pollS: ?, levels: ?, leastFrequencyRatio: ?}");
    }

    private void processor() {
        Part<Draw> part = found.draw();
        if (!part.isUsable()) {
            missing("processor", part, "processor: {cores: ?, coreW: ?, idleW: ?, frequencyExponent: ?}");
            return;
        }
        said(part, "W");
        Draw draw = part.get();
        boolean isCounted = !Double.isNaN(draw.cores());
        if (!isCounted) {
            line("# All cores busy add " + number(draw.activeW()) + " W; coreW is that over the number of cores.");
        }
        line("# frequencyExponent is 1 to 3: how power falls with frequency; a log of one governor does not tell it.");
        line("# processor: {cores: " + (isCounted ? number(draw.cores()) : "?") + ", coreW: "
                + (isCounted ? number(draw.activeW() / draw.cores()) : "?") + ", idleW: " + number(draw.idleW())
                + ", frequencyExponent: ?}");
    }

    private void battery() {
        Part<BatteryFit.Result> part = found.battery();
        if (part.from().isEmpty()) {
            line("# battery: " + part.problem() + "; leave it out on mains.");
            return;
        }
        String known = part.isUsable() ? number(part.get().resistanceOhm()) : "?";
        boolean hasCapacity = part.isUsable() && !Double.isNaN(part.get().capacityAs());
        if (part.isUsable()) {
            said(part, "V");
        } else {
            line("# " + part.from() + ": " + part.problem());
        }
        if (part.isUsable() && !hasCapacity) {
            line("# The charge moved too little to tell the capacity.");
        }
        line((hasCapacity ? "" : "# ") + "battery: {zone: " + quoted(zone()) + ", capacityAs: "
                + (hasCapacity ? number(part.get().capacityAs()) : "?") + ", resistanceOhm: " + known + "}");
    }

    private void start() {
        Part<Thermal> part = found.thermal();
        String charge = found.chargeRatio().isPresent()
                ? ", chargeRatio: " + number(found.chargeRatio().getAsDouble())
                : "";
        boolean isKnown = part.isUsable();
        if (isKnown) {
            line("# The temperature at no power, by the fit.");
        }
        line(isKnown ? "ambientC: " + number(part.get().ambientC()) : "# ambientC: ?");
        line(
                isKnown
                        ? "start: {temperatureC: " + number(part.get().startC()) + charge + "}"
                        : "# start: {temperatureC: ?" + charge + "}");
    }

    private String zone() {
        return found.thermal().isUsable() ? found.thermal().get().zone() : "soc";
    }

    private void missing(String what, Part<?> part, String... keys) {
        line("# " + what + ": " + (part.from().isEmpty() ? "" : part.from() + ": ") + part.problem());
        for (String key : keys) {
            line("# " + key);
        }
    }

    private void said(Part<?> part, String unit) {
        Errors errors = part.errors();
        if (errors != null) {
            line(String.format(
                    Locale.ROOT,
                    "# %s: off by %s %s on %d values held out (the last value: %s %s)",
                    part.from(),
                    number(errors.heldOutRmse()),
                    unit,
                    errors.heldOutCount(),
                    number(errors.steadyRmse()),
                    unit));
        }
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    /** YAML takes JSON's strings; a bare {@code no} would be a truth value. */
    private static String quoted(String word) {
        return "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(word)) + "\"";
    }

    private static String number(double value) {
        return new BigDecimal(value).round(DIGITS).stripTrailingZeros().toPlainString();
    }
}
