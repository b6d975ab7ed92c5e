package io.gearshift.daemon.cli;

import io.gearshift.simulator.closedloop.Scenario;
import io.gearshift.simulator.sweep.Knob;
import io.gearshift.simulator.sweep.Outcome;
import io.gearshift.simulator.sweep.Point;
import io.gearshift.simulator.sweep.SweepResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The variations that no other one beats, for eyes. */
final class SweepView {

    private static final int FIGURES = 6;

    private SweepView() {}

    static String render(SweepResult result) {
        List<Knob> knobs = result.knobs();
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%s on %s: %d variations, %s, seed %d%n",
                result.pack(),
                result.scenarios().get(0).setting().device().name(),
                result.points().size(),
                result.scenarios().stream().map(Scenario::name).collect(Collectors.joining(", ")),
                result.seed()));
        for (int i = 0; i < knobs.size(); i++) {
            text.append("  ")
                    .append(letter(i))
                    .append("  ")
                    .append(knobs.get(i).name())
                    .append('\n');
        }
        List<String> head = new ArrayList<>(List.of(""));
        for (int i = 0; i < knobs.size(); i++) {
            head.add(letter(i));
        }
        head.addAll(List.of("energy J", "accuracy", "missed %", "swaps/h", "slowed s", "cost J"));
        Set<Integer> right = new TreeSet<>();
        for (int i = 1; i <= knobs.size() + FIGURES; i++) {
            right.add(i);
        }
        TextTable table = new TextTable(right, head.toArray(String[]::new));
        table.row(row("given", result.given()));
        result.front().forEach(point -> table.row(row(point.id() + (point.equals(result.best()) ? " *" : ""), point)));
        text.append(table.render("  "));
        return text.append(String.format(
                        Locale.ROOT,
                        "  none of these is beaten in energy, misses and accuracy at once; %d others are, or equal one%n"
                                + "  * costs least: a wrong answer is taken for %.3g J (--error-price)%n",
                        result.points().size() - result.front().size(),
                        result.errorJ()))
                .toString();
    }

    private static String[] row(String name, Point point) {
        Outcome outcome = point.outcome();
        List<String> cells = new ArrayList<>(List.of(name));
        cells.addAll(point.values());
        cells.addAll(List.of(
                number("%.2f", outcome.energyJ()),
                number("%.4f", outcome.effectiveAccuracy()),
                number("%.2f", 100 * outcome.missRatio()),
                number("%.1f", outcome.swapsPerHour()),
                number("%.0f", outcome.throttledSeconds()),
                number("%.2f", outcome.costJ())));
        return cells.toArray(String[]::new);
    }

    /** A, B, C: names of rules are too long for a table's head. */
    private static String letter(int knob) {
        return knob < 26 ? String.valueOf((char) ('A' + knob)) : "A" + knob;
    }

    private static String number(String form, double value) {
        return String.format(Locale.ROOT, form, value);
    }

    /** {@code loop.dwell = 5s, ...}, in one line. */
    static String settings(SweepResult result, Point point) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < result.knobs().size(); i++) {
            all.add(result.knobs().get(i).with(point.values().get(i)));
        }
        return String.join("; ", all);
    }
}
