package io.gearshift.policies.language;

import io.gearshift.policies.language.Token.Kind;
import java.util.HashSet;
import java.util.Set;

/** Finds the place to go on after a mistake, so that one mistake does not hide the others. */
final class Skip {

    private static final Set<String> STATEMENTS =
            Set.of("package", "unit", "import", "global", "function", "query", "declare", "dialect");

    private final Cursor cursor;

    Skip(Cursor cursor) {
        this.cursor = cursor;
    }

    /** Is this where conditions end, whatever was meant before? */
    boolean isAtEndOfConditions() {
        return cursor.isAt("then") || cursor.isAt("end") || cursor.isAtEnd() || cursor.isAtRule() || isAtAction();
    }

    /** A word on a line of its own, before the first action. */
    boolean isAtMistypedThen() {
        boolean isAlone = cursor.isFirstOnLine() && cursor.peek().is(Kind.WORD) && !cursor.isAt("end");
        Token after = cursor.peek(1);
        return isAlone
                && !isAtAction()
                && (after.is("policy") && cursor.peek(2).is(".")
                        || after.is("insert") && cursor.peek(2).is("("))
                && after.line() > cursor.peek().line();
    }

    /** A word on a line of its own, before the next rule or the end of the file, which begins no action. */
    boolean isAtMistypedEnd() {
        Token after = cursor.peek(1);
        boolean isLast =
                after.is(Kind.END_OF_FILE) || after.is("rule") && cursor.peek(2).is(Kind.TEXT);
        return cursor.isFirstOnLine() && cursor.peek().is(Kind.WORD) && isLast && !cursor.isAt("rule");
    }

    boolean isAtAction() {
        return cursor.isAt("policy") && cursor.peek(1).is(".")
                || cursor.isAt("insert") && cursor.peek(1).is("(");
    }

    /** First on its line, and looks like a fact with or without a name. */
    boolean isAtCondition() {
        if (!cursor.isFirstOnLine()) {
            return false;
        }
        boolean isNamed = cursor.peek().is(Kind.VARIABLE) && cursor.peek(1).is(":");
        Token type = cursor.peek(isNamed ? 2 : 0);
        Token after = cursor.peek(isNamed ? 3 : 1);
        boolean isFact = type.is(Kind.WORD) && (isNamed ? isCalled(2) : after.is("(") && isCapital(type));
        boolean isBareField =
                type.is(Kind.WORD) && !Dictionary.owners(type.text()).isEmpty() && !after.is(":");
        boolean isOfVariable = cursor.peek().is(Kind.VARIABLE) && cursor.peek(1).is(".");
        boolean isOutside = isBareField && after.is(Kind.SYMBOL) && !after.is("(") || isOfVariable;
        return isFact || isOutside || cursor.isAt("exists") || cursor.isAt("not") && !after.is("in");
    }

    /** A bracket opens after the word at {@code ahead}, or after the last of several joined by points. */
    private boolean isCalled(int ahead) {
        int last = ahead;
        while (cursor.peek(last + 1).is(".") && cursor.peek(last + 2).is(Kind.WORD)) {
            last += 2;
        }
        return cursor.peek(last + 1).is("(");
    }

    private static boolean isCapital(Token word) {
        return Character.isUpperCase(word.text().charAt(0));
    }

    /** What the rule from {@code start} to here binds, or seems to. */
    Set<String> namesSince(Token start) {
        Set<String> names = new HashSet<>();
        for (int back = -1; cursor.peek(back).start() > start.start(); back--) {
            if (cursor.peek(back).is(Kind.VARIABLE) && cursor.peek(back + 1).is(":")) {
                names.add(cursor.peek(back).text());
            }
        }
        return names;
    }

    /** To the next rule, or to the next statement that would begin a file. */
    void toNextRule() {
        do {
            cursor.next();
        } while (!cursor.isAtEnd() && !cursor.isAtRule() && !isAtStatement());
    }

    /** First on its line, and the beginning of what Drools has beside rules. */
    private boolean isAtStatement() {
        Token after = cursor.peek(1);
        boolean isNaming = after.is(Kind.WORD) || after.is(Kind.TEXT);
        return cursor.isFirstOnLine()
                && isNaming
                && STATEMENTS.contains(cursor.peek().text());
    }

    void toNextCondition() {
        boolean isFirst = true;
        while (!isAtEndOfConditions() && (isFirst || !isAtCondition())) {
            cursor.next();
            isFirst = false;
        }
    }

    /**
     * To the comma or bracket that ends a condition of a fact; false when the fact seems to have no end.
     *
     * @param open brackets of the condition that are open here
     */
    boolean toEndOfConstraint(int open) {
        int depth = open;
        while (!isAtEndOfConditions() && !isAtCondition()) {
            if (depth == 0 && (cursor.isAt(",") || cursor.isAt(")"))) {
                return true;
            }
            depth += cursor.isAt("(") ? 1 : cursor.isAt(")") ? -1 : 0;
            cursor.next();
        }
        return false;
    }

    /** Past the semicolon of a broken action, or to whatever comes after it. */
    void toNextAction() {
        int depth = 0;
        int brackets = 0;
        boolean isFirst = true;
        while (!cursor.isAtEnd() && !cursor.isAtRule() && !cursor.isAt("end")) {
            if (!isFirst && depth <= 0 && cursor.isFirstOnLine() && isAtAction()) {
                return;
            }
            Token token = cursor.next();
            isFirst = false;
            depth += token.is("{") ? 1 : token.is("}") ? -1 : 0;
            brackets += token.is("(") ? 1 : token.is(")") ? -1 : 0;
            boolean isOver = brackets <= 0 || cursor.isFirstOnLine(); // for ( ; ; ) is one statement
            boolean isElse = cursor.isAt("else") || cursor.isAt("catch") || cursor.isAt("finally");
            if (depth <= 0 && !isElse && (token.is(";") && isOver || token.is("}"))) {
                return;
            }
        }
    }
}
