package io.gearshift.policies.rules;

import io.gearshift.core.policy.Device;
import io.gearshift.core.policy.Scene;
import java.util.ArrayList;
import java.util.List;
import org.drools.model.Condition;
import org.drools.model.Constraint;
import org.drools.model.Pattern;
import org.drools.model.Rule;
import org.drools.model.SingleConstraint;
import org.drools.model.functions.Predicate1;

/**
 * Whether a rule can fire at all on this device and in this scene. There is exactly one fact of either kind and no rule
 * inserts another, so a rule whose conditions on them fail cannot fire, whatever the other facts are.
 */
final class RuleGate {

    private final List<List<Predicate1<Object>>> ofDevice = new ArrayList<>();
    private final List<List<Predicate1<Object>>> ofScene = new ArrayList<>();

    RuleGate(Rule rule) {
        Condition view = rule.getView();
        if (view.getType() == Condition.Type.AND) {
            view.getSubConditions().forEach(this::add);
        }
    }

    private void add(Condition condition) {
        if (condition.getType() != Condition.Type.PATTERN || !(condition instanceof Pattern<?> pattern)) {
            return; // not, exists, or: left to the engine
        }
        Class<?> type = pattern.getPatternVariable().getType();
        if (type == Device.class || type == Scene.class) {
            List<Predicate1<Object>> tests = new ArrayList<>();
            collect(pattern.getConstraint(), tests);
            (type == Device.class ? ofDevice : ofScene).add(tests);
        }
    }

    /** Conditions that look at this fact alone and all have to hold; others are left to the engine. */
    @SuppressWarnings("unchecked") // the constraint has one variable, which is the pattern's
    private static void collect(Constraint constraint, List<Predicate1<Object>> tests) {
        if (constraint.getType() == Constraint.Type.AND) {
            constraint.getChildren().forEach(child -> collect(child, tests));
        } else if (constraint instanceof SingleConstraint single
                && single.getType() == Constraint.Type.SINGLE
                && single.getVariables().length == 1) {
            tests.add(single.getPredicate1());
        }
    }

    /** True also when a condition throws: the engine will say so in its own way. */
    @SuppressWarnings("IllegalCatch")
    boolean isOpen(Device device, Scene scene) {
        try {
            boolean isOpen = true;
            for (List<Predicate1<Object>> tests : ofDevice) {
                isOpen &= holds(tests, device); // no short cut between patterns: the engine has none either
            }
            for (List<Predicate1<Object>> tests : ofScene) {
                isOpen &= holds(tests, scene);
            }
            return isOpen;
        } catch (Throwable e) {
            return true;
        }
    }

    private static boolean holds(List<Predicate1<Object>> tests, Object fact) throws Exception {
        for (Predicate1<Object> test : tests) {
            if (!test.test(fact)) {
                return false;
            }
        }
        return true;
    }
}
