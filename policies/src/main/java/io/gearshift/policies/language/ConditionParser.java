package io.gearshift.policies.language;

import io.gearshift.policies.language.Element.Constraint;
import io.gearshift.policies.language.Element.Group;
import io.gearshift.policies.language.Element.Join;
import io.gearshift.policies.language.Element.Pattern;
import io.gearshift.policies.language.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads what stands between {@code when} and {@code then}: facts, what joins them, and their constraints. */
final class ConditionParser {

    private static final int MAX_DEPTH = 20;

    private final Report report;
    private final Cursor cursor;
    private final Skip skip;
    private final ExpressionParser expressions;
    private final DecimalCommas commas;
    private int depth;

    ConditionParser(Report report, Cursor cursor, Skip skip, ExpressionParser expressions) {
        this.report = report;
        this.cursor = cursor;
        this.skip = skip;
        this.expressions = expressions;
        this.commas = new DecimalCommas(cursor, report);
    }

    List<Element> conditions() {
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
                        Parser.FORM);
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
        Forbidden.refuse(cursor.peek());
        Token type = cursor.expect(
                Kind.WORD,
                "a fact such as Device( ... ), or 'then'",
                "facts: " + String.join(", ", Dictionary.FACTS.keySet()));
        refuseBareField(type);
        variable = variable == null ? nameBehind(type) : variable;
        cursor.expect("(", "after " + type.text(), "write the fact's conditions in brackets: Device( heat == HOT )");
        List<Constraint> constraints = constraints();
        Forbidden.refuse(cursor.peek());
        return new Pattern(variable, type, constraints);
    }

    /** The name in {@code Candidate c( ... )}, as other languages write it; null when there is none. */
    private @Nullable Token nameBehind(Token type) {
        Token name = cursor.peek();
        boolean isName = name.is(Kind.WORD) || name.is(Kind.VARIABLE);
        if (!isName || !cursor.peek(1).is("(") || !Dictionary.FACTS.containsKey(type.text())) {
            return null;
        }
        String dollar = name.is(Kind.VARIABLE) ? name.text() : "$" + name.text();
        report.problem(
                Code.SYNTAX,
                name,
                "'" + name.text() + "' stands behind its fact",
                "the name comes first: " + dollar + " : " + type.text() + "( ... )");
        cursor.next();
        return new Token(Kind.VARIABLE, dollar, name.start(), name.line(), name.column());
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
                    commas.tell(constraint.expression().at());
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
}
