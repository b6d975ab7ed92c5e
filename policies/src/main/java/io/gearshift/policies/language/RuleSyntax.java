package io.gearshift.policies.language;

import java.util.List;

/**
 * One rule as written.
 *
 * @param salience of rules that could fire, those with the highest do first; 0 when not written
 */
public record RuleSyntax(Token at, String name, int salience, List<Element> conditions, List<Action> actions) {

    /** {@code policy.verb(arguments);}, or {@code insert(new Mode(argument));} with the verb {@code insert}. */
    public record Action(Token verb, List<Expr> arguments) {
        public boolean isInsert() {
            return verb.is("insert");
        }
    }
}
