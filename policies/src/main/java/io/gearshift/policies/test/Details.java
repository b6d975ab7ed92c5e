package io.gearshift.policies.test;

import io.gearshift.core.decision.Decision;
import io.gearshift.core.decision.Decision.Considered;
import io.gearshift.core.decision.Decision.Reason;
import io.gearshift.core.policy.Device;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a person needs to see why a test failed. */
final class Details {

    private Details() {}

    static List<String> of(Moment moment) {
        List<String> lines = new ArrayList<>();
        Set<String> told = new HashSet<>();
        for (Decision decision : moment.decisions().values()) {
            String model = moment.decisions().size() == 1 ? "" : decision.model() + ": ";
            lines.add("decided: " + model + decision.summary());
            decision.reasons().forEach(reason -> lines.add("  because " + text(reason, told)));
            for (Considered gear : decision.considered()) {
                lines.add("  " + gear(gear, told));
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

    /** The whole reason once; after that its name is enough. */
    private static String text(Reason reason, Set<String> told) {
        String name = reason.kind() + " \"" + reason.name() + "\"";
        if (reason.kind().equals("rule") && !told.add(reason.name())) {
            return name;
        }
        String where = reason.where().isEmpty() ? "" : " (" + reason.where() + ")";
        String evidence = reason.evidence().isEmpty() ? "" : " " + reason.evidence();
        return name + where + ": " + reason.text() + evidence;
    }

    private static String gear(Considered gear, Set<String> told) {
        if (gear.rejectedBy().isEmpty()) {
            Double score = gear.score();
            return gear.gear() + (score == null ? "" : String.format(Locale.ROOT, " scores %.3f", score));
        }
        return gear.gear() + " rejected by "
                + gear.rejectedBy().stream().map(reason -> text(reason, told)).collect(Collectors.joining("; "));
    }

    /** Known facts in the order of the vocabulary; empty, false and zero ones are left out. */
    private static String facts(Record fact) {
        List<String> parts = new ArrayList<>();
        for (RecordComponent component : fact.getClass().getRecordComponents()) {
            Object value = value(component, fact);
            boolean isSilent = value == null
                    || value.equals(Boolean.FALSE)
                    || value.equals(0L)
                    || value.equals("")
                    || value.equals(List.of());
            if (!isSilent) {
                parts.add(component.getName() + " " + (value instanceof Double number ? number(number) : value));
            }
        }
        return String.join(", ", parts);
    }

    static @Nullable Object value(RecordComponent component, Record fact) {
        try {
            return component.getAccessor().invoke(fact);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(component + " of a public record", e);
        }
    }

    static String facts(Device device) {
        return facts((Record) device);
    }

    static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : String.format(Locale.ROOT, "%.4g", value);
    }
}
