package io.gearshift.policies.rules;

import java.util.List;
import org.drools.model.Condition;
import org.drools.model.Model;
import org.drools.model.Rule;

/**
 * How often {@code or} multiplies a rule: Drools makes a rule of each combination before anything runs, where no limit of
 * time is looked at. The reader of rules allows 16; this looks at what was built, whoever built it.
 */
final class Alternatives {

    private static final long MOST = 64;
    private static final int DEEPEST = 50;

    private Alternatives() {}

    /**
     * @throws IllegalArgumentException when a rule has too many
     */
    static void check(Model model) {
        for (Rule rule : model.getRules()) {
            if (count(rule.getView(), 0) > MOST) {
                throw new IllegalArgumentException(
                        "rule \"" + rule.getName() + "\" has more than " + MOST + " alternatives (or)");
            }
        }
    }

    private static long count(Condition condition, int depth) {
        List<Condition> parts = condition.getSubConditions();
        if (depth > DEEPEST) {
            return MOST + 1;
        }
        if (parts.isEmpty()) {
            return 1;
        }
        boolean isOr = condition.getType() == Condition.Type.OR;
        long sum = isOr ? 0 : 1;
        for (Condition part : parts) {
            long count = count(part, depth + 1);
            sum = Math.min(MOST + 1, isOr ? sum + count : sum * count);
        }
        return sum;
    }
}
