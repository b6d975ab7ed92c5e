package io.gearshift.policies.language;

import io.gearshift.core.text.Nearest;
import io.gearshift.policies.language.Token.Kind;
import java.util.List;
import java.util.Set;

/** Reads what stands between {@code rule} and {@code when}. */
final class HeadParser {

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

    private final Report report;
    private final Cursor cursor;
    private final Skip skip;

    HeadParser(Report report, Cursor cursor, Skip skip) {
        this.report = report;
        this.cursor = cursor;
        this.skip = skip;
    }

    String name() {
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
                    words.isEmpty() ? Parser.FORM : "write rule \"" + words + "\"");
            return words.toString();
        }
        cursor.next();
        if (name.text().isBlank() || name.text().length() > MAX_NAME) {
            report.problem(Code.SYNTAX, name, "a rule needs a name of 1 to " + MAX_NAME + " characters", Parser.FORM);
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

    /** The salience, which is the only attribute. */
    int salience() {
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
}
