package io.gearshift.policies.pack;

import java.util.List;

/** One rule as written. */
record LintRule(LintToken at, String name, List<LintElement> conditions, List<Action> actions) {

    /** {@code policy.verb(arguments);}, or {@code insert(new Mode(argument));} with the verb {@code insert}. */
    record Action(LintToken verb, List<LintExpr> arguments) {
        boolean isInsert() {
            return verb.is("insert");
        }
    }
}
