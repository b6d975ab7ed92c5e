package io.gearshift.policies.language;

import io.gearshift.core.text.Nearest;
import io.gearshift.policies.language.RuleSyntax.Action;
import io.gearshift.policies.language.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Reads what stands between {@code then} and {@code end}. */
final class ActionParser {

    private final Report report;
    private final Cursor cursor;
    private final Skip skip;
    private final ExpressionParser expressions;
    private final DecimalCommas commas;

    ActionParser(Report report, Cursor cursor, Skip skip, ExpressionParser expressions) {
        this.report = report;
        this.cursor = cursor;
        this.skip = skip;
        this.expressions = expressions;
        this.commas = new DecimalCommas(cursor, report);
    }

    List<Action> actions() {
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
                        Parser.FORM);
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
        if (cursor.isAt(".")) {
            throw new SyntaxException(
                    Code.OUT_OF_REACH,
                    cursor.peek(),
                    "nothing can be called on what an action gives",
                    "an action is one call of a verb: policy.forbid($c, \"why\");");
        }
        if (!cursor.take(";")) {
            boolean isLineOver = cursor.isFirstOnLine() || skip.isAtAction() || cursor.isAt("end");
            SyntaxException missing = new SyntaxException(
                    cursor.gap(),
                    "';' is expected at the end of the action"
                            + (isLineOver ? "" : ", not " + cursor.peek().shown()),
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
            if (!arguments.isEmpty() && isOver()) {
                report.problem(
                        Code.SYNTAX, cursor.gap(), "')' is missing after the last argument", "every ( needs its )");
                return arguments;
            }
            if (!arguments.isEmpty()) {
                cursor.expect(",", "between two arguments, or ) after the last", "separate arguments by commas");
            }
            boolean isDecimal = cursor.isAtDecimalComma();
            Expr argument = expressions.read();
            if (isDecimal) {
                commas.tell(argument.at());
                arguments.add(DecimalCommas.merged(arguments.remove(arguments.size() - 1), argument.at()));
            } else {
                arguments.add(argument);
            }
        }
        return arguments;
    }

    private boolean isOver() {
        return cursor.isAt(";") || cursor.isAt("end") || cursor.isFirstOnLine() && skip.isAtAction();
    }

    private static String verbs() {
        return "verbs: " + String.join(", ", Dictionary.VERBS.keySet());
    }
}
