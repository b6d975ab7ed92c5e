package io.gearshift.policies.test;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What became different from one moment of a series to the next. */
final class Change {

    private Change() {}

    /** Lines: facts with their old and new value, then rules that fire or fire no more. */
    static List<String> between(Moment before, Moment after) {
        List<String> facts = new ArrayList<>();
        facts(before.input().device(), after.input().device(), facts);
        facts(before.input().scene(), after.input().scene(), facts);
        List<String> lines = new ArrayList<>();
        if (!facts.isEmpty()) {
            lines.add("  " + String.join(", ", facts));
        }
        rules("fires now: ", before.fired(), after.fired(), lines);
        rules("fires no more: ", after.fired(), before.fired(), lines);
        return lines;
    }

    private static void facts(Record before, Record after, List<String> into) {
        for (RecordComponent component : before.getClass().getRecordComponents()) {
            Object old = Details.value(component, before);
            Object now = Details.value(component, after);
            if (!Objects.equals(old, now)) {
                into.add(component.getName() + " " + shown(old) + " -> " + shown(now));
            }
        }
    }

    private static String shown(@Nullable Object value) {
        return value == null ? "unknown" : value instanceof Double number ? Details.number(number) : value.toString();
    }

    private static void rules(String what, Set<String> before, Set<String> after, List<String> lines) {
        Set<String> news = new LinkedHashSet<>(after);
        news.removeAll(before);
        if (!news.isEmpty()) {
            lines.add("  " + what + news.stream().map(rule -> '"' + rule + '"').collect(Collectors.joining(", ")));
        }
    }
}
