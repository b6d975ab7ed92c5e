package io.gearshift.policies.language;

import io.gearshift.core.text.Nearest;
import io.gearshift.policies.language.Element.Constraint;
import io.gearshift.policies.language.Element.Group;
import io.gearshift.policies.language.Element.Join;
import io.gearshift.policies.language.Element.Pattern;
import io.gearshift.policies.language.RuleSyntax.Action;
import io.gearshift.policies.language.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads rules. The grammar is the whole of the permitted language, so what it cannot read is refused. After a mistake it
 * goes on with the next condition, action or rule.
 */
final class Parser {

    private static final int MAX_DEPTH = 20;
    private static final int MAX_NAME = 120;

    /** What Drools has besides. */
    private static final Set<String> ENGINE = Set.of(
            "no-loop",
            "lock-on-active",
            "auto-focus",
            "agenda-group",
            "activation-group",
            "ruleflow-group",
            "duration",
            "timer",
            "calendars",
            "date-effective",
            "date-expires",
            "enabled");

    private static final List<String> ATTRIBUTES = List.of("salience", "when");
    static final String OUTSIDE = " stands outside a rule";
    private static final String FORM = "a rule reads: rule \"name\" when ... then ... end";

    private final Report report;
    private final Cursor cursor;
    private final Skip skip;
    private final ExpressionParser expressions;
    private int depth;

    Parser(Report report, List<Token> tokens) {
        this.report = report;
        this.cursor = new Cursor(tokens);
        this.skip = new Skip(cursor);
        this.expressions = new ExpressionParser(cursor, report);
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
        String name = name();
        int salience = attributes();
        if (!cursor.take("when") && !cursor.isAt("then") && !cursor.isAtEnd()) {
            report.problem(
                    Code.SYNTAX,
                    cursor.gap(),
                    "'when' is missing before " + cursor.peek().shown(),
                    FORM);
        }
        List<Element> conditions = conditions();
        List<Action> actions = actions();
        boolean isWhole = report.size() == before;
        if (actions.isEmpty()
                && isWhole
                && !report.hasErrorBetween(at.line(), cursor.peek().line())) {
            report.problem(
                    Code.EMPTY_RULE,
                    at,
                    "the rule \"" + name + "\" does nothing",
                    "call a verb, e.g. policy.forbid($c, \"why\");");
        }
        return new Read(
                new RuleSyntax(at, name, salience, conditions, actions),
                isWhole,
                isWhole ? Set.of() : skip.namesSince(at));
    }

    private String name() {
        Token name = cursor.peek();
        if (!name.is(Kind.TEXT)) {
            StringBuilder words = new StringBuilder();
            while (!cursor.isAt("when") && !cursor.isAt("then") && !cursor.isAtEnd() && !cursor.isFirstOnLine()) {
                words.append(words.isEmpty() ? "" : " ").append(cursor.next().text());
            }
            report.problem(
                    Code.SYNTAX,
                    name.line() == cursor.peek(-1).line() ? name : cursor.gap(),
                    "the rule's name in double quotes is expected, not " + name.shown(),
                    words.isEmpty() ? FORM : "write rule \"" + words + "\"");
            return words.toString();
        }
        cursor.next();
        if (name.text().isBlank() || name.text().length() > MAX_NAME) {
            report.problem(Code.SYNTAX, name, "a rule needs a name of 1 to " + MAX_NAME + " characters", FORM);
        }
        if (Visible.isLookAlike(name.text())) {
            report.problem(
                    Code.LOOK_ALIKE,
                    name,
                    "this name can be mistaken for another: it mixes alphabets or uses a second spelling of letters",
                    "write each word with the letters of one alphabet");
        }
        return name.text();
    }

    private List<Element> conditions() {
        List<Element> conditions = new ArrayList<>();
        while (!report.isFull() && !cursor.take("then")) {
            if (skip.isAtMistypedThen()) {
                Token word = cursor.next();
                report.problem(Code.SYNTAX, word, "'then' is expected, not " + word.shown(), "did you mean then?");
                return conditions;
            }
            if (skip.isAtEndOfConditions()) {
                report.problem(
                        Code.SYNTAX,
                        cursor.gap(),
                        "'then' is missing before " + cursor.peek().shown(),
                        FORM);
                return conditions;
            }
            try {
                conditions.add(either());
            } catch (SyntaxException e) {
                e.tell(report);
                skip.toNextCondition();
            }
        }
        return conditions;
    }

    private List<Action> actions() {
        List<Action> actions = new ArrayList<>();
        while (!report.isFull() && !cursor.take("end")) {
            if (skip.isAtMistypedEnd()) {
                Token word = cursor.next();
                report.problem(Code.SYNTAX, word, "'end' is expected, not " + word.shown(), "did you mean end?");
                return actions;
            }
            if (cursor.isAtEnd() || cursor.isAtRule()) {
                report.problem(
                        Code.SYNTAX,
                        cursor.gap(),
                        "'end' is missing before " + cursor.peek().shown(),
                        FORM);
                return actions;
            }
            try {
                actions.add(action());
            } catch (SyntaxException e) {
                e.tell(report);
                skip.toNextAction();
            }
        }
        return actions;
    }

    /** The salience. */
    private int attributes() {
        int salience = 0;
        while (!cursor.isAt("when") && !skip.isAtEndOfConditions() && !skip.isAtCondition()) {
            Token name = hyphenated();
            String near = Nearest.to(name.text(), ATTRIBUTES).orElse("");
            if (near.equals("when") && !name.is("salience")) {
                report.problem(Code.SYNTAX, name, "'when' is expected, not " + name.shown(), "did you mean when?");
                cursor.mend(0, new Token(Kind.WORD, "when", name.start(), name.line(), name.column()));
                continue;
            }
            if (!name.is("salience")) {
                String hint = ENGINE.contains(name.text())
                        ? "remove it: a rule acts once on each match, in any order"
                        : Forbidden.hint(name);
                report.problem(
                        hint == null ? Code.SYNTAX : Code.FORBIDDEN_SYNTAX,
                        name,
                        "after the rule's name, 'when' is expected, not " + name.shown(),
                        hint != null
                                ? hint
                                : !near.isEmpty()
                                        ? "did you mean " + near + "?"
                                        : "the only attribute is salience with a number; order does not matter here");
                while (!cursor.isAt("when")
                        && !cursor.isAt("salience")
                        && !cursor.isFirstOnLine()
                        && !cursor.isAtEnd()) {
                    cursor.next();
                }
                continue;
            }
            boolean isNegative = cursor.take("-");
            Token value = cursor.peek();
            if (!value.is(Kind.NUMBER) || !value.text().matches("[0-9]{1,6}")) {
                report.problem(
                        Code.SYNTAX,
                        value,
                        "a whole number up to 999999 is expected after salience",
                        "for example salience 10");
            } else {
                salience = (isNegative ? -1 : 1) * Integer.parseInt(value.text());
            }
            if (!value.is("when") && !value.is("then") && !cursor.isAtEnd()) {
                cursor.next();
            }
        }
        return salience;
    }

    /** {@code no-loop} is one word of Drools, though none of ours. */
    private Token hyphenated() {
        Token first = cursor.next();
        StringBuilder text = new StringBuilder(first.text());
        while (first.is(Kind.WORD) && cursor.isAt("-") && cursor.peek(1).is(Kind.WORD)) {
            cursor.next();
            text.append('-').append(cursor.next().text());
        }
        return new Token(first.kind(), text.toString(), first.start(), first.line(), first.column());
    }

    private boolean takeJoin(String word) {
        if (cursor.isAt(word.toUpperCase(Locale.ROOT))) {
            report.problem(
                    Code.KEYWORD_CASE,
                    cursor.peek(),
                    cursor.peek().shown() + " is no word of a rule",
                    "keywords are in lower case: " + word);
            cursor.next();
            return true;
        }
        return cursor.take(word);
    }

    private Element either() throws SyntaxException {
        List<Element> members = new ArrayList<>(List.of(both()));
        while (takeJoin("or")) {
            members.add(both());
        }
        return members.size() == 1 ? members.get(0) : new Group(Join.OR, members);
    }

    private Element both() throws SyntaxException {
        List<Element> members = new ArrayList<>(List.of(element()));
        while (takeJoin("and")) {
            members.add(element());
        }
        return members.size() == 1 ? members.get(0) : new Group(Join.AND, members);
    }

    private Element element() throws SyntaxException {
        Token token = cursor.peek();
        if (depth >= MAX_DEPTH) {
            throw new SyntaxException(Code.TOO_DEEP, token, "these conditions are nested too deeply", "split the rule");
        }
        depth++;
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
        if (cursor.isAt(")")) {
            throw new SyntaxException(cursor.peek(), "this ) closes nothing", "remove it, or open a ( before");
        }
        Token variable = binding();
        if (cursor.peek().is(Kind.VARIABLE) && cursor.peek(1).is(".")) {
            throw new SyntaxException(
                    cursor.peek(),
                    "a condition on " + cursor.peek().text() + " stands outside a fact",
                    "put it into the brackets of a fact, such as "
                            + cursor.peek().text() + " : Candidate( "
                            + cursor.restOfLine(cursor.peek().line(), 2) + " )");
        }
        if (cursor.isAt(";") || cursor.isAt(",")) {
            throw new SyntaxException(
                    cursor.gap(), cursor.peek().shown() + " stands between facts", "remove it: each fact is a line");
        }
        if (cursor.peek().is("&&") || cursor.peek().is("||")) {
            throw new SyntaxException(
                    cursor.peek(), cursor.peek().shown() + " stands between facts", "write and / or between facts");
        }
        Token type = cursor.expect(
                Kind.WORD,
                "a fact such as Device( ... ), or 'then'",
                "facts: " + String.join(", ", Dictionary.FACTS.keySet()));
        refuseBareField(type);
        cursor.expect("(", "after " + type.text(), "write the fact's conditions in brackets: Device( heat == HOT )");
        List<Constraint> constraints = constraints();
        Forbidden.refuse(cursor.peek());
        return new Pattern(variable, type, constraints);
    }

    private void refuseBareField(Token type) throws SyntaxException {
        if (cursor.isAt(".") && Dictionary.FACTS.containsKey(type.text())) {
            throw new SyntaxException(
                    type,
                    "a condition on " + type.text() + " stands outside its brackets",
                    "write " + type.text() + "( " + cursor.restOfLine(type.line(), 1) + " )");
        }
        List<String> owners = Dictionary.owners(type.text());
        if (!cursor.isAt("(") && !owners.isEmpty()) {
            throw new SyntaxException(
                    type,
                    "'" + type.text() + "' stands outside a fact",
                    "write " + owners.get(0) + "( " + type.text() + " " + cursor.restOfLine(type.line(), 0) + " )");
        }
    }

    private List<Constraint> constraints() {
        List<Constraint> constraints = new ArrayList<>();
        boolean isAfterComma = true;
        while (!cursor.take(")")) {
            int start = cursor.position();
            try {
                if (!isAfterComma) {
                    cursor.expect(
                            ",",
                            "between two conditions, or ) after the last",
                            cursor.isFirstOnLine()
                                    ? "close the fact with ), or separate its conditions by commas"
                                    : "separate conditions by commas");
                }
                isAfterComma = false;
                boolean isDecimal = cursor.isAtDecimalComma();
                Constraint constraint = new Constraint(binding(), expressions.read());
                if (isDecimal) {
                    decimalComma(constraint.expression().at());
                } else {
                    constraints.add(constraint);
                }
            } catch (SyntaxException e) {
                e.tell(report);
                if (!skip.toEndOfConstraint(cursor.openSince(start))) {
                    return constraints;
                }
                isAfterComma = cursor.take(",");
            }
        }
        return constraints;
    }

    /** The number that was meant. */
    private static Expr merged(Expr whole, Token fraction) {
        if (whole instanceof Expr.Unary unary) {
            return new Expr.Unary(unary.at(), merged(unary.operand(), fraction));
        }
        Token at = whole.at();
        return new Expr.Literal(
                new Token(Kind.NUMBER, at.text() + "." + fraction.text(), at.start(), at.line(), at.column()));
    }

    private void decimalComma(Token fraction) {
        Token whole = cursor.wholeOf(fraction);
        report.problem(
                Code.DECIMAL_COMMA,
                new Span(whole.line(), whole.column(), whole.length() + 1 + fraction.length()),
                whole.text() + "," + fraction.text() + " is two values",
                "decimals have a point: " + whole.text() + "." + fraction.text());
    }

    /** {@code $name :}, or null. */
    private @Nullable Token binding() throws SyntaxException {
        Token name = cursor.peek();
        boolean isBinding = cursor.peek(1).is(":");
        if (isBinding && name.is(Kind.WORD)) {
            report.problem(
                    Code.SYNTAX,
                    name,
                    "'" + name.text() + "' is no name for a value",
                    "begin it with a dollar: $" + name.text());
            cursor.mend(1, new Token(Kind.VARIABLE, "$" + name.text(), name.start(), name.line(), name.column()));
            return binding();
        }
        boolean isAssigned = cursor.peek(1).is("=") || cursor.peek(1).is(":=");
        if (isAssigned && name.is(Kind.VARIABLE) && cursor.peek(2).is(Kind.WORD)) {
            Token sign = cursor.peek(1);
            report.problem(
                    Code.SYNTAX,
                    sign,
                    sign.shown() + " gives no name to a value",
                    "write " + name.text() + " : " + cursor.peek(2).text());
            cursor.next();
            cursor.next();
            return name;
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
            if (!cursor.take("policy")) {
                throw new SyntaxException(first, first.shown() + " begins no action", action(first));
            }
            cursor.expect(".", "after policy", "for example policy.forbid($c, \"why\");");
            Token verb = cursor.expect(Kind.WORD, "a verb after policy.", verbs());
            cursor.expect("(", "after policy." + verb.text(), "for example policy.forbid($c, \"why\");");
            action = new Action(verb, arguments());
        }
        if (!cursor.take(";")) {
            boolean isLineOver = cursor.isFirstOnLine() || skip.isAtAction() || cursor.isAt("end");
            SyntaxException missing = new SyntaxException(
                    cursor.gap(),
                    "';' is expected at the end of the action, not "
                            + cursor.peek().shown(),
                    "end each action with a semicolon");
            if (!isLineOver) {
                throw missing;
            }
            missing.tell(report);
        }
        return action;
    }

    /** What was meant by another word. */
    private static String action(Token first) {
        if (Dictionary.VERBS.containsKey(first.text())) {
            return "write policy." + first.text() + "( ... )";
        }
        return Nearest.to(first.text(), List.of("policy", "insert"))
                .map(near -> "did you mean " + near + "?")
                .orElse("actions are policy." + String.join("/", Dictionary.VERBS.keySet())
                        + " and insert(new Mode(\"...\"))");
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
            boolean isDecimal = cursor.isAtDecimalComma();
            Expr argument = expressions.read();
            if (isDecimal) {
                decimalComma(argument.at());
                arguments.add(merged(arguments.remove(arguments.size() - 1), argument.at()));
            } else {
                arguments.add(argument);
            }
        }
        return arguments;
    }

    private static String verbs() {
        return "verbs: " + String.join(", ", Dictionary.VERBS.keySet());
    }
}
