package io.gearshift.policies.language;

import io.gearshift.policies.language.RuleSyntax.Action;
import io.gearshift.policies.language.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads rules. The grammar is the whole of the permitted language, so what it cannot read is refused. After a mistake it
 * goes on with the next condition, action or rule.
 */
final class Parser {

    static final String OUTSIDE = " stands outside a rule";

    static final String FORM = "a rule reads: rule \"name\" when ... then ... end";

    private final Report report;
    private final Cursor cursor;
    private final Skip skip;
    private final HeadParser head;
    private final ConditionParser conditions;
    private final ActionParser actions;

    Parser(Report report, List<Token> tokens) {
        this.report = report;
        this.cursor = new Cursor(tokens);
        this.skip = new Skip(cursor);
        this.head = new HeadParser(report, cursor, skip);
        ExpressionParser expressions = new ExpressionParser(cursor, report);
        this.conditions = new ConditionParser(report, cursor, skip, expressions);
        this.actions = new ActionParser(report, cursor, skip, expressions);
    }

    /**
     * A rule as far as it could be read.
     *
     * @param isWhole nothing was skipped
     * @param lost names that the rule binds, perhaps in a part that was skipped
     */
    record Read(RuleSyntax rule, boolean isWhole, Set<String> lost) {}

    List<Read> rules() {
        List<Read> rules = new ArrayList<>();
        while (!cursor.isAtEnd() && !report.isFull()) {
            try {
                rules.add(rule());
            } catch (SyntaxException e) {
                e.tell(report);
                skip.toNextRule();
            }
        }
        return rules;
    }

    private Read rule() throws SyntaxException {
        int before = report.size();
        Forbidden.refuse(cursor.peek());
        if (!cursor.isAt("rule")) {
            throw new SyntaxException(
                    cursor.peek(),
                    cursor.peek().shown() + OUTSIDE,
                    cursor.isAt(";")
                            ? "remove it"
                            : cursor.peek(1).is(Kind.TEXT) ? "did you mean rule?" : FORM + "; comments begin with //");
        }
        Token at = cursor.next();
        String name = head.name();
        int salience = head.salience();
        if (!cursor.take("when") && !cursor.isAt("then") && !cursor.isAtEnd()) {
            report.problem(
                    Code.SYNTAX,
                    cursor.gap(),
                    "'when' is missing before " + cursor.peek().shown(),
                    FORM);
        }
        List<Element> found = conditions.conditions();
        List<Action> done = actions.actions();
        boolean isWhole = report.size() == before;
        if (done.isEmpty()
                && isWhole
                && !report.hasErrorBetween(at.line(), cursor.peek().line())) {
            report.problem(
                    Code.EMPTY_RULE,
                    at,
                    "the rule \"" + name + "\" does nothing",
                    "call a verb, e.g. policy.forbid($c, \"why\");");
        }
        return new Read(
                new RuleSyntax(at, name, salience, found, done), isWhole, isWhole ? Set.of() : skip.namesSince(at));
    }
}
