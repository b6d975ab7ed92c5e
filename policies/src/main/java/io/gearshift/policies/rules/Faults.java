package io.gearshift.policies.rules;

import io.gearshift.core.policy.RuleInfo;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says in one line what went wrong in which rule. */
final class Faults {

    /** The JVM's message names the accessor of a record whose result was null: {@code a.b.Device.powerW()}. */
    private static final Pattern NULL_FIELD = Pattern.compile("\\.(\\w+\\.\\w+)\\(\\)\" is null");

    private Faults() {}

    /** @param firing the rule whose action ran; empty when a condition failed, of which Drools does not name the rule */
    static String of(Throwable e, String firing, List<RuleInfo> rules, long limitMs) {
        Throwable root = root(e);
        if (root instanceof Verbs.OutOfTime) {
            return "stopped after " + limitMs + " ms, at rule \"" + firing + "\"";
        }
        String where = isAction(root) && !firing.isEmpty()
                ? "rule \"" + firing + "\" failed"
                : "a condition failed" + readers(root, rules);
        return where + ": " + say(root);
    }

    /** Drools runs every action through one class; errors pass it unwrapped. */
    private static boolean isAction(Throwable root) {
        return Arrays.stream(root.getStackTrace())
                .anyMatch(frame -> frame.getClassName().startsWith("org.drools.modelcompiler.consequence."));
    }

    private static String readers(Throwable root, List<RuleInfo> rules) {
        String field = nullField(root);
        String readers = rules.stream()
                .filter(rule -> field != null && rule.reads().contains(field))
                .map(rule -> "\"" + rule.name() + "\"")
                .collect(Collectors.joining(" or "));
        return readers.isEmpty() ? "" : " in rule " + readers;
    }

    private static @Nullable String nullField(Throwable root) {
        Matcher matcher = NULL_FIELD.matcher(String.valueOf(root.getMessage()));
        return root instanceof NullPointerException && matcher.find() ? matcher.group(1) : null;
    }

    static Throwable root(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root;
    }

    static String say(Throwable root) {
        if (root instanceof NullPointerException) {
            String field = nullField(root);
            return (field == null ? "a value" : field) + " is unknown (null) where a number is needed";
        }
        String message = root.getMessage();
        String text = message == null ? "" : message.lines().findFirst().orElse("");
        return text.isBlank() ? root.getClass().getSimpleName() : text;
    }
}
