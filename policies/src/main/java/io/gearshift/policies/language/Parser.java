package io.gearshift.policies.language;

import io.gearshift.policies.language.Element.Constraint;
import io.gearshift.policies.language.Element.Group;
import io.gearshift.policies.language.Element.Join;
import io.gearshift.policies.language.Element.Pattern;
import io.gearshift.policies.language.RuleSyntax.Action;
import io.gearshift.policies.language.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads rules. The grammar is the whole of the permitted language, so what it cannot read is refused. After a mistake it
 * goes on with the next rule.
 */
final class Parser {

    private static final int MAX_DEPTH = 20;
    private static final int MAX_NAME = 120;
    private static final String FORM = "a rule reads: rule \"name\" when ... then ... end";

    private final String file;
    private final List<Problem> problems;
    private final Cursor cursor;
    private final ExpressionParser expressions;
    private int depth;

    Parser(String file, List<Token> tokens, List<Problem> problems) {
        this.file = file;
        this.problems = problems;
        this.cursor = new Cursor(tokens);
        this.expressions = new ExpressionParser(cursor);
    }

    List<RuleSyntax> rules() {
        List<RuleSyntax> rules = new ArrayList<>();
        while (!cursor.isAtEnd()) {
            try {
                rules.add(rule());
            } catch (SyntaxException e) {
                problems.add(e.in(file));
                cursor.skipToNextRule();
            }
        }
        return rules;
    }

    private RuleSyntax rule() throws SyntaxException {
        Forbidden.refuse(cursor.peek());
        Token at = cursor.expect("rule", "here", FORM);
        Token name = cursor.expect(Kind.TEXT, "the rule's name in double quotes", FORM);
        if (name.text().isBlank() || name.text().length() > MAX_NAME) {
            throw new SyntaxException(name, "a rule needs a name of 1 to " + MAX_NAME + " characters", FORM);
        }
        attributes();
        cursor.take("when");
        List<Element> conditions = new ArrayList<>();
        while (!cursor.isAt("then")) {
            conditions.add(either());
        }
        cursor.next();
        List<Action> actions = new ArrayList<>();
        while (!cursor.take("end")) {
            actions.add(action());
        }
        if (actions.isEmpty()) {
            throw new SyntaxException(
                    at,
                    "the rule \"" + name.text() + "\" does nothing",
                    "call a verb, e.g. policy.forbid($c, \"why\");");
        }
        return new RuleSyntax(at, name.text(), conditions, actions);
    }

    private void attributes() throws SyntaxException {
        while (!cursor.isAt("when") && !cursor.isAt("then")) {
            Forbidden.refuse(cursor.peek());
            Token name = cursor.next();
            if (!name.is("salience")) {
                throw new SyntaxException(
                        name,
                        "after the rule's name, 'when' is expected, not " + name.shown(),
                        "the only attribute is salience with a number");
            }
            cursor.take("-");
            Token value = cursor.expect(Kind.NUMBER, "a whole number after salience", "for example salience 10");
            if (!value.text().matches("[0-9]{1,6}")) {
                throw new SyntaxException(value, "salience is a whole number up to 999999", "for example salience 10");
            }
        }
    }

    private Element either() throws SyntaxException {
        List<Element> members = new ArrayList<>(List.of(both()));
        while (cursor.take("or")) {
            members.add(both());
        }
        return members.size() == 1 ? members.get(0) : new Group(Join.OR, members);
    }

    private Element both() throws SyntaxException {
        List<Element> members = new ArrayList<>(List.of(element()));
        while (cursor.take("and")) {
            members.add(element());
        }
        return members.size() == 1 ? members.get(0) : new Group(Join.AND, members);
    }

    private Element element() throws SyntaxException {
        Token token = cursor.peek();
        if (++depth > MAX_DEPTH) {
            throw new SyntaxException(token, "these conditions are nested too deeply", "split the rule");
        }
        try {
            if (cursor.take("not")) {
                return new Group(Join.NOT, List.of(element()));
            } else if (cursor.take("exists")) {
                return new Group(Join.EXISTS, List.of(element()));
            } else if (cursor.take("(")) {
                Element inner = either();
                cursor.expect(")", "to close the bracket", "every ( needs its )");
                return inner;
            }
            return pattern();
        } finally {
            depth--;
        }
    }

    private Pattern pattern() throws SyntaxException {
        Forbidden.refuse(cursor.peek());
        Token variable = binding();
        if (cursor.peek().is("&&") || cursor.peek().is("||")) {
            throw new SyntaxException(
                    cursor.peek(), cursor.peek().shown() + " stands between facts", "write and / or between facts");
        }
        Token type = cursor.expect(
                Kind.WORD, "a fact such as Device( ... ), or 'then'", "facts: " + Dictionary.FACTS.keySet());
        if (type.is("end") || type.is("rule")) {
            throw new SyntaxException(type, "'then' is missing before " + type.shown(), FORM);
        }
        cursor.expect("(", "after " + type.text(), "write the fact's conditions in brackets: Device( heat == HOT )");
        List<Constraint> constraints = new ArrayList<>();
        while (!cursor.take(")")) {
            if (!constraints.isEmpty()) {
                cursor.expect(",", "between two conditions, or ) after the last", "separate conditions by commas");
            }
            constraints.add(new Constraint(binding(), expressions.read()));
        }
        Forbidden.refuse(cursor.peek());
        return new Pattern(variable, type, constraints);
    }

    /** {@code $name :}, or null. */
    private @Nullable Token binding() throws SyntaxException {
        Token name = cursor.peek();
        boolean isBinding = cursor.peek(1).is(":");
        if (isBinding && name.is(Kind.WORD)) {
            throw new SyntaxException(
                    name, "'" + name.text() + "' is no name for a value", "begin it with a dollar: $" + name.text());
        }
        if (!isBinding || !name.is(Kind.VARIABLE)) {
            return null;
        }
        cursor.next();
        cursor.next();
        return name;
    }

    private Action action() throws SyntaxException {
        Token first = cursor.peek();
        Forbidden.refuse(first);
        Action action;
        if (cursor.take("insert")) {
            action = insert(first);
        } else {
            if (first.is(Kind.END_OF_FILE) || first.is("rule")) {
                throw new SyntaxException(first, "'end' is missing before " + first.shown(), FORM);
            }
            cursor.expect(
                    "policy",
                    "at the start of an action",
                    "actions are policy." + String.join("/", Dictionary.VERBS.keySet())
                            + " and insert(new Mode(\"...\"))");
            cursor.expect(".", "after policy", "for example policy.forbid($c, \"why\");");
            Token verb = cursor.expect(Kind.WORD, "a verb after policy.", verbs());
            cursor.expect("(", "after policy." + verb.text(), "for example policy.forbid($c, \"why\");");
            action = new Action(verb, arguments());
        }
        cursor.expect(";", "at the end of the action", "end each action with a semicolon");
        return action;
    }

    private Action insert(Token verb) throws SyntaxException {
        String form = "write insert(new Mode(\"name\"));";
        cursor.expect("(", "after insert", form);
        cursor.expect("new", "in insert(", form);
        cursor.expect("Mode", "after new: only a Mode can be inserted", form);
        cursor.expect("(", "after Mode", form);
        List<Expr> arguments = arguments();
        cursor.expect(")", "to close insert(", form);
        return new Action(verb, arguments);
    }

    private List<Expr> arguments() throws SyntaxException {
        List<Expr> arguments = new ArrayList<>();
        while (!cursor.take(")")) {
            if (!arguments.isEmpty()) {
                cursor.expect(",", "between two arguments, or ) after the last", "separate arguments by commas");
            }
            arguments.add(expressions.read());
        }
        return arguments;
    }

    private static String verbs() {
        return "verbs: " + String.join(", ", Dictionary.VERBS.keySet());
    }
}
