package io.gearshift.registry.gear;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code variant@provider:threads}.
 *
 * @param provider lower-case short name; {@link #REMOTE} for a cloud gear
 * @param threads of one inference; 0 for a cloud gear
 */
public record GearName(String variant, String provider, int threads) {

    public static final String REMOTE = "remote";
    public static final String CPU = "cpu";

    private static final Pattern FORM = Pattern.compile("([^@:]+)@([^@:]+):(\\d{1,4})");

    public static Optional<GearName> parse(String gear) {
        Matcher parts = FORM.matcher(gear);
        return parts.matches()
                ? Optional.of(new GearName(parts.group(1), parts.group(2), Integer.parseInt(parts.group(3))))
                : Optional.empty();
    }

    /** The gear that every device can make of a local variant. */
    public static GearName onCpu(String variant) {
        return new GearName(variant, CPU, 1);
    }

    @Override
    public String toString() {
        return variant + "@" + provider + ":" + threads;
    }
}
