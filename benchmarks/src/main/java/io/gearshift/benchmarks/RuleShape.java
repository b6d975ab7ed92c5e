package io.gearshift.benchmarks;

import io.gearshift.core.policy.Candidate;
import io.gearshift.core.policy.Device;
import io.gearshift.core.policy.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One of many rules of five usual kinds with bounds of its own, said three ways: as a rule, as a CEL expression, and in
 * Java. On a usual device about half of them hold, so that work grows with their number.
 *
 * @param bound what the device's value is compared with; spread over the range of values
 */
record RuleShape(int number, Kind kind, double bound) {

    private static final int LOWEST_C = 30;
    private static final int RANGE_C = 60;

    /** What a rule looks at and does. */
    enum Kind {
        HEAT_FORBIDS("Device( temperatureC > %s )", "isLocal, threads > 1", "policy.forbid($c, \"%s\");"),
        HEAT_AVOIDS("Device( temperatureC > %s )", "isLocal, !isLightest", "policy.prefer($c, -0.01, \"%s\");"),
        LOAD_AVOIDS("Device( cpuPressureRatio > %s )", "threads > 1", "policy.prefer($c, -0.01, \"%s\");"),
        BATTERY_FORBIDS("Device( batteryRatio < %s )", "!isLocal", "policy.forbid($c, \"%s\");"),
        BATTERY_FAVOURS("Device( batteryRatio < %s )", "precision == INT8", "policy.prefer($c, 0.01, \"%s\");");

        private final String device;
        private final String candidate;
        private final String action;

        Kind(String device, String candidate, String action) {
            this.device = device;
            this.candidate = candidate;
            this.action = action;
        }
    }

    /** @param count evenly over the kinds, the bounds of each evenly over its range */
    static List<RuleShape> of(int count) {
        List<RuleShape> shapes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Kind kind = Kind.values()[i % Kind.values().length];
            double share = (i + 0.5) / count;
            boolean isHeat = kind == Kind.HEAT_FORBIDS || kind == Kind.HEAT_AVOIDS;
            shapes.add(new RuleShape(i, kind, isHeat ? LOWEST_C + RANGE_C * share : share));
        }
        return shapes;
    }

    String name() {
        return "Rule " + number;
    }

    private String reason() {
        return "reason " + number;
    }

    private String shownBound() {
        return String.format(Locale.ROOT, "%.4f", bound);
    }

    String rule() {
        return "rule \"" + name() + "\"\nwhen\n  " + String.format(Locale.ROOT, kind.device, shownBound())
                + "\n  $c : Candidate( " + kind.candidate + " )\nthen\n  "
                + String.format(Locale.ROOT, kind.action, reason()) + "\nend\n\n";
    }

    /** Over {@code d}, the device's fields, and {@code c}, a candidate's. */
    String cel() {
        String device = kind.device.replace("Device( ", "d.").replace(" )", "");
        String candidate = kind.candidate
                .replace("isL", "c.isL")
                .replace("threads", "c.threads")
                .replace("precision == INT8", "c.precision == 'INT8'")
                .replace(", ", " && ");
        return String.format(Locale.ROOT, device, shownBound()) + " && " + candidate;
    }

    /** As somebody would write it by hand; the bound is the one that {@link #rule} shows. */
    boolean holds(Device d, Candidate c) {
        return switch (kind) {
            case HEAT_FORBIDS -> above(d.temperatureC()) && c.isLocal() && c.threads() > 1;
            case HEAT_AVOIDS -> above(d.temperatureC()) && c.isLocal() && !c.isLightest();
            case LOAD_AVOIDS -> above(d.cpuPressureRatio()) && c.threads() > 1;
            case BATTERY_FORBIDS -> below(d.batteryRatio()) && !c.isLocal();
            case BATTERY_FAVOURS -> below(d.batteryRatio()) && c.precision() == io.gearshift.core.policy.Precision.INT8;
        };
    }

    private boolean above(@org.jspecify.annotations.Nullable Double value) {
        return value != null && value > bound;
    }

    private boolean below(@org.jspecify.annotations.Nullable Double value) {
        return value != null && value < bound;
    }

    Verdict verdict(Candidate c) {
        return switch (kind) {
            case HEAT_FORBIDS, BATTERY_FORBIDS -> new Verdict.Forbid(name(), c.model(), c.gear(), reason());
            case HEAT_AVOIDS, LOAD_AVOIDS -> new Verdict.Prefer(name(), c.model(), c.gear(), -0.01, reason());
            case BATTERY_FAVOURS -> new Verdict.Prefer(name(), c.model(), c.gear(), 0.01, reason());
        };
    }
}
