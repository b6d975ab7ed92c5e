package io.gearshift.simulator.report;

import io.gearshift.core.text.Nearest;
import io.gearshift.simulator.closedloop.Figures;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a policy must come to, for example {@code energy<=1.05*oracle}: a figure of the policy's run, a comparison, and a bound
 * that is a number, another run's same figure, or a multiple of it.
 *
 * @param expression as it was written
 * @param factor of the other run's figure; the bound itself without one
 * @param run name of the other run as it was written; null for a number
 */
public record Requirement(
        String expression,
        Figure figure,
        Comparison comparison,
        double factor,
        @Nullable String run) {

    /** A figure of a run. */
    public enum Figure {
        ENERGY("energy", " J", Figures::energyJ),
        MISSES("misses", "", Figures::missRatio),
        ACCURACY("accuracy", "", Figures::effectiveAccuracy),
        SWAPS("swaps", " an hour", Figures::swapsPerHour),
        THROTTLED("throttled", " s", Figures::throttledSeconds);

        private final String word;
        private final String unit;
        private final ToDoubleFunction<Figures> value;

        Figure(String word, String unit, ToDoubleFunction<Figures> value) {
            this.word = word;
            this.unit = unit;
            this.value = value;
        }

        public String word() {
            return word;
        }

        /** The value in its unit, for people. */
        public String shown(double number) {
            return String.format(Locale.ROOT, "%.4g%s", number, unit);
        }
    }

    /** How figure and bound must lie. */
    public enum Comparison {
        AT_MOST("<="),
        AT_LEAST(">="),
        BELOW("<"),
        ABOVE(">");

        private final String sign;

        Comparison(String sign) {
            this.sign = sign;
        }

        boolean holds(double figure, double bound) {
            return switch (this) {
                case AT_MOST -> figure <= bound;
                case AT_LEAST -> figure >= bound;
                case BELOW -> figure < bound;
                case ABOVE -> figure > bound;
            };
        }
    }

    /** A requirement that cannot be read, or that names no run there is. */
    public static final class Mistake extends Exception {
        private static final long serialVersionUID = 1L;
        private final String hint;

        Mistake(String message, String hint) {
            super(message);
            this.hint = hint;
        }

        public String hint() {
            return hint;
        }
    }

    /**
     * How a run stands to a requirement.
     *
     * @param boundOf whose figure the bound is made of; empty for a number
     */
    public record Outcome(Requirement requirement, String policy, double figure, double bound, String boundOf) {

        public boolean holds() {
            return requirement.comparison().holds(figure, bound);
        }

        /** For example {@code energy of default is 87.79 J (required: <= 36.97 J, 1.05 times oracle's)}. */
        public String sentence() {
            Figure of = requirement.figure();
            String whose = boundOf.isEmpty()
                    ? ""
                    : requirement.factor() == 1
                            ? ", " + boundOf + "'s"
                            : ", " + plain(requirement.factor()) + " times " + boundOf + "'s";
            return of.word() + " of " + policy + " is " + of.shown(figure) + " (required: "
                    + requirement.comparison().sign + " " + of.shown(bound) + whose + ")";
        }
    }

    private static final Pattern SHAPE = Pattern.compile("\\s*([^<>=\\s]+)\\s*(<=|>=|<|>)\\s*([^<>=].*?)\\s*");
    private static final Pattern TIMES_RUN = Pattern.compile("([^*]+?)\\s*\\*\\s*(.+)");
    private static final String NUMBER = "[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?";
    private static final String EXAMPLE = "for example energy<=1.05*oracle, misses<=0.01, accuracy>=static(int8)";
    private static final List<String> WORDS =
            Arrays.stream(Figure.values()).map(Figure::word).toList();

    public static Requirement parse(String expression) throws Mistake {
        Matcher shape = SHAPE.matcher(expression);
        if (!shape.matches()) {
            throw new Mistake(
                    "'" + expression + "': no requirement (expected: figure, <=, <, >= or >, bound)", EXAMPLE);
        }
        Figure figure = figure(expression, shape.group(1));
        Comparison comparison = Arrays.stream(Comparison.values())
                .filter(one -> one.sign.equals(shape.group(2)))
                .findFirst()
                .orElseThrow();
        String bound = shape.group(3);
        if (bound.matches(NUMBER)) {
            return new Requirement(expression, figure, comparison, finite(expression, bound), null);
        }
        Matcher times = TIMES_RUN.matcher(bound);
        if (!times.matches()) {
            return new Requirement(expression, figure, comparison, 1, run(expression, bound));
        }
        boolean isFirst = !times.group(2).matches(NUMBER);
        String factor = isFirst ? times.group(1) : times.group(2);
        return new Requirement(
                expression,
                figure,
                comparison,
                finite(expression, factor),
                run(expression, isFirst ? times.group(2) : times.group(1)));
    }

    private static Figure figure(String expression, String word) throws Mistake {
        return Arrays.stream(Figure.values())
                .filter(one -> one.word.equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(() -> new Mistake(
                        "'" + expression + "': no figure " + word + " (expected: " + String.join(", ", WORDS) + ")",
                        Nearest.hint(word, WORDS)));
    }

    private static double finite(String expression, String text) throws Mistake {
        if (!text.matches(NUMBER) || !Double.isFinite(Double.parseDouble(text))) {
            throw new Mistake("'" + expression + "': " + text + " is no number (expected: as in 1.05*oracle)", EXAMPLE);
        }
        return Double.parseDouble(text);
    }

    private static String run(String expression, String name) throws Mistake {
        if (name.endsWith("%")) {
            throw new Mistake(
                    "'" + expression + "': " + name + " (expected: a number without a unit)",
                    "misses and accuracy are shares: 0.01 is 1 %");
        }
        if (name.chars().anyMatch(letter -> letter < ' ' || "*<>".indexOf(letter) >= 0)) {
            throw new Mistake("'" + expression + "': " + name + " is neither a number nor a run", EXAMPLE);
        }
        return name;
    }

    private static String plain(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e9
                ? String.valueOf(Math.round(number))
                : String.valueOf(number);
    }

    /** @param names of all runs; throws when none is meant, or more than one */
    public void requireRun(List<String> names) throws Mistake {
        if (run != null) {
            RunNames.find(expression, run, names);
        }
    }

    /** @param all runs, the policy's among them */
    public Outcome outcome(String policy, List<Figures> all) throws Mistake {
        Figures own = all.stream()
                .filter(one -> one.policy().equals(policy))
                .findFirst()
                .orElseThrow();
        if (Double.isNaN(figure.value.applyAsDouble(own))) {
            throw new Mistake(expression + ": nobody is slowed down in an open loop", "name a device with --device");
        }
        if (run == null) {
            return new Outcome(this, policy, figure.value.applyAsDouble(own), factor, "");
        }
        String name =
                RunNames.find(expression, run, all.stream().map(Figures::policy).toList());
        double other = all.stream()
                .filter(one -> one.policy().equals(name))
                .mapToDouble(figure.value)
                .findFirst()
                .orElseThrow();
        return new Outcome(this, policy, figure.value.applyAsDouble(own), factor * other, name);
    }
}
