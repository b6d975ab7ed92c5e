package io.gearshift.policies.pack;

import io.gearshift.policies.pack.LintElement.Constraint;
import io.gearshift.policies.pack.LintElement.Group;
import io.gearshift.policies.pack.LintElement.Join;
import io.gearshift.policies.pack.LintElement.Pattern;
import io.gearshift.policies.pack.LintRule.Action;
import io.gearshift.policies.pack.LintToken.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads rules. The grammar is the whole of the permitted language, so what it cannot read is refused. After a mistake it
 * goes on with the next rule.
 */
final class LintParser {

    private static final int MAX_DEPTH = 20;
    private static final int MAX_NAME = 120;
    private static final String FORM = "a rule reads: rule \"name\" when ... then ... end";

    private final String file;
    private final List<PackProblem> problems;
    private final LintCursor cursor;
    private final LintExpressions expressions;
    private int depth;

    LintParser(String file, List<LintToken> tokens, List<PackProblem> problems) {
        this.file = file;
        this.problems = problems;
        this.cursor = new LintCursor(tokens);
        this.expressions = new LintExpressions(cursor);
    }

    List<LintRule> rules() {
        List<LintRule> rules = new ArrayList<>();
        while (!cursor.isAtEnd()) {
            try {
                rules.add(rule());
            } catch (LintSyntaxException e) {
                problems.add(e.in(file));
                cursor.skipToNextRule();
            }
        }
        return rules;
    }

    private LintRule rule() throws LintSyntaxException {
        LintForbidden.refuse(cursor.peek());
        LintToken at = cursor.expect("rule", "here", FORM);
        LintToken name = cursor.expect(Kind.TEXT, "the rule's name in double quotes", FORM);
        if (name.text().isBlank() || name.text().length() > MAX_NAME) {
            throw new LintSyntaxException(name, "a rule needs a name of 1 to " + MAX_NAME + " characters", FORM);
        }
        attributes();
        cursor.take("when");
        List<LintElement> conditions = new ArrayList<>();
        while (!cursor.isAt("then")) {
            conditions.add(either());
        }
        cursor.next();
        List<Action> actions = new ArrayList<>();
        while (!cursor.take("end")) {
            actions.add(action());
        }
        if (actions.isEmpty()) {
            throw new LintSyntaxException(
                    at,
                    "the rule \"" + name.text() + "\" does nothing",
                    "call a verb, e.g. policy.forbid($c, \"why\");");
        }
        return new LintRule(at, name.text(), conditions, actions);
    }

    private void attributes() throws LintSyntaxException {
        while (!cursor.isAt("when") && !cursor.isAt("then")) {
            LintForbidden.refuse(cursor.peek());
            LintToken name = cursor.next();
            if (!name.is("salience")) {
                throw new LintSyntaxException(
                        name,
                        "after the rule's name, 'when' is expected, not " + name.shown(),
                        "the only attribute is salience with a number");
            }
            cursor.take("-");
            LintToken value = cursor.expect(Kind.NUMBER, "a whole number after salience", "for example salience 10");
            if (!value.text().matches("[0-9]{1,6}")) {
                throw new LintSyntaxException(
                        value, "salience is a whole number up to 999999", "for example salience 10");
            }
        }
    }

    private LintElement either() throws LintSyntaxException {
        List<LintElement> members = new ArrayList<>(List.of(both()));
        while (cursor.take("or")) {
            members.add(both());
        }
        return members.size() == 1 ? members.get(0) : new Group(Join.OR, members);
    }

    private LintElement both() throws LintSyntaxException {
        List<LintElement> members = new ArrayList<>(List.of(element()));
        while (cursor.take("and")) {
            members.add(element());
        }
        return members.size() == 1 ? members.get(0) : new Group(Join.AND, members);
    }

    private LintElement element() throws LintSyntaxException {
        LintToken token = cursor.peek();
        if (++depth > MAX_DEPTH) {
            throw new LintSyntaxException(token, "these conditions are nested too deeply", "split the rule");
        }
        try {
            if (cursor.take("not")) {
                return new Group(Join.NOT, List.of(element()));
            } else if (cursor.take("exists")) {
                return new Group(Join.EXISTS, List.of(element()));
            } else if (cursor.take("(")) {
                LintElement inner = either();
                cursor.expect(")", "to close the bracket", "every ( needs its )");
                return inner;
            }
            return pattern();
        } finally {
            depth--;
        }
    }

    private Pattern pattern() throws LintSyntaxException {
        LintForbidden.refuse(cursor.peek());
        LintToken variable = binding();
        if (cursor.peek().is("&&") || cursor.peek().is("||")) {
            throw new LintSyntaxException(
                    cursor.peek(), cursor.peek().shown() + " stands between facts", "write and / or between facts");
        }
        LintToken type = cursor.expect(
                Kind.WORD, "a fact such as Device( ... ), or 'then'", "facts: " + LintVocabulary.FACTS.keySet());
        if (type.is("end") || type.is("rule")) {
            throw new LintSyntaxException(type, "'then' is missing before " + type.shown(), FORM);
        }
        cursor.expect("(", "after " + type.text(), "write the fact's conditions in brackets: Device( heat == HOT )");
        List<Constraint> constraints = new ArrayList<>();
        while (!cursor.take(")")) {
            if (!constraints.isEmpty()) {
                cursor.expect(",", "between two conditions, or ) after the last", "separate conditions by commas");
            }
            constraints.add(new Constraint(binding(), expressions.read()));
        }
        LintForbidden.refuse(cursor.peek());
        return new Pattern(variable, type, constraints);
    }

    /** {@code $name :}, or null. */
    private @Nullable LintToken binding() throws LintSyntaxException {
        LintToken name = cursor.peek();
        boolean isBinding = cursor.peek(1).is(":");
        if (isBinding && name.is(Kind.WORD)) {
            throw new LintSyntaxException(
                    name, "'" + name.text() + "' is no name for a value", "begin it with a dollar: $" + name.text());
        }
        if (!isBinding || !name.is(Kind.VARIABLE)) {
            return null;
        }
        cursor.next();
        cursor.next();
        return name;
    }

    private Action action() throws LintSyntaxException {
        LintToken first = cursor.peek();
        LintForbidden.refuse(first);
        Action action;
        if (cursor.take("insert")) {
            action = insert(first);
        } else {
            if (first.is(Kind.END_OF_FILE) || first.is("rule")) {
                throw new LintSyntaxException(first, "'end' is missing before " + first.shown(), FORM);
            }
            cursor.expect(
                    "policy",
                    "at the start of an action",
                    "actions are policy." + String.join("/", LintVocabulary.VERBS.keySet())
                            + " and insert(new Mode(\"...\"))");
            cursor.expect(".", "after policy", "for example policy.forbid($c, \"why\");");
            LintToken verb = cursor.expect(Kind.WORD, "a verb after policy.", verbs());
            cursor.expect("(", "after policy." + verb.text(), "for example policy.forbid($c, \"why\");");
            action = new Action(verb, arguments());
        }
        cursor.expect(";", "at the end of the action", "end each action with a semicolon");
        return action;
    }

    private Action insert(LintToken verb) throws LintSyntaxException {
        String form = "write insert(new Mode(\"name\"));";
        cursor.expect("(", "after insert", form);
        cursor.expect("new", "in insert(", form);
        cursor.expect("Mode", "after new: only a Mode can be inserted", form);
        cursor.expect("(", "after Mode", form);
        List<LintExpr> arguments = arguments();
        cursor.expect(")", "to close insert(", form);
        return new Action(verb, arguments);
    }

    private List<LintExpr> arguments() throws LintSyntaxException {
        List<LintExpr> arguments = new ArrayList<>();
        while (!cursor.take(")")) {
            if (!arguments.isEmpty()) {
                cursor.expect(",", "between two arguments, or ) after the last", "separate arguments by commas");
            }
            arguments.add(expressions.read());
        }
        return arguments;
    }

    private static String verbs() {
        return "verbs: " + String.join(", ", LintVocabulary.VERBS.keySet());
    }
}
