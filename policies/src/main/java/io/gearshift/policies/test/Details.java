package io.gearshift.policies.test;

import io.gearshift.core.decision.Decision;
import io.gearshift.core.decision.Decision.Considered;
import io.gearshift.core.decision.Decision.Reason;
import io.gearshift.core.policy.Device;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a person needs to see why a test failed. */
final class Details {

    private Details() {}

    static List<String> of(Moment moment) {
        List<String> lines = new ArrayList<>();
        for (Decision decision : moment.decisions().values()) {
            String model = moment.decisions().size() == 1 ? "" : decision.model() + ": ";
            lines.add("decided: " + model + decision.summary());
            decision.reasons().forEach(reason -> lines.add("  because " + text(reason)));
            for (Considered gear : decision.considered()) {
                lines.add("  " + gear(gear));
            }
        }
        lines.add(
                moment.fired().isEmpty()
                        ? "rules fired: none"
                        : "rules fired: "
                                + String.join(
                                        ", ",
                                        moment.fired().stream()
                                                .map(rule -> '"' + rule + '"')
                                                .toList()));
        lines.add("device: " + facts(moment.input().device()));
        lines.add("scene: " + facts(moment.input().scene()));
        return lines;
    }

    private static String text(Reason reason) {
        String where = reason.where().isEmpty() ? "" : " (" + reason.where() + ")";
        String evidence = reason.evidence().isEmpty() ? "" : " " + reason.evidence();
        return reason.kind() + " \"" + reason.name() + "\"" + where + ": " + reason.text() + evidence;
    }

    private static String gear(Considered gear) {
        if (gear.rejectedBy().isEmpty()) {
            Double score = gear.score();
            return gear.gear() + (score == null ? "" : String.format(Locale.ROOT, " scores %.3f", score));
        }
        return gear.gear() + " rejected by "
                + String.join(
                        "; ", gear.rejectedBy().stream().map(Details::text).toList());
    }

    /** Known facts in the order of the vocabulary; empty, false and zero ones are left out. */
    private static String facts(Record fact) {
        List<String> parts = new ArrayList<>();
        for (RecordComponent component : fact.getClass().getRecordComponents()) {
            try {
                Object value = component.getAccessor().invoke(fact);
                boolean isSilent = value == null
                        || value.equals(Boolean.FALSE)
                        || value.equals(0L)
                        || value.equals("")
                        || value.equals(List.of());
                if (!isSilent) {
                    parts.add(component.getName() + " " + (value instanceof Double number ? number(number) : value));
                }
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(component + " of a public record", e);
            }
        }
        return String.join(", ", parts);
    }

    static String facts(Device device) {
        return facts((Record) device);
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : String.format(Locale.ROOT, "%.4g", value);
    }
}
