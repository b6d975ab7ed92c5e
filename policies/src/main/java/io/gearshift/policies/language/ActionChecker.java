package io.gearshift.policies.language;

import io.gearshift.core.text.Nearest;
import io.gearshift.policies.language.Expr.Literal;
import io.gearshift.policies.language.RuleSyntax.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Checks one action: its verb, and that its arguments are what the verb takes. */
final class ActionChecker {

    private final Report report;

    /** Names of modes that the rule's conditions ask for. */
    private final Set<String> modes;

    ActionChecker(Report report, Set<String> modes) {
        this.report = report;
        this.modes = modes;
    }

    void check(Action action, Scope scope) {
        Typer typer = new Typer(report, scope, null);
        if (action.isInsert()) {
            insert(action, typer);
            return;
        }
        Token verb = action.verb();
        List<List<Type>> forms = Dictionary.VERBS.get(verb.text());
        if (forms == null) {
            report.problem(
                    Code.UNKNOWN_VERB,
                    verb,
                    "policy has no verb '" + verb.text() + "'",
                    Report.nearest(verb.text(), Dictionary.VERBS.keySet(), "verbs: "));
            return;
        }
        int given = action.arguments().size();
        for (List<Type> form : forms) {
            if (form.size() == given) {
                arguments(action, form, typer);
                return;
            }
        }
        report.problem(
                Code.WRONG_ARGUMENTS,
                verb,
                "policy." + verb.text() + " has " + given + " argument" + (given == 1 ? "" : "s"),
                "write " + Dictionary.EXAMPLES.get(verb.text())
                        + " where the last one is the reason that a person will read");
    }

    private void arguments(Action action, List<Type> form, Typer typer) {
        if (isReordered(action, form, typer)) {
            report.problem(
                    Code.WRONG_ARGUMENTS,
                    action.verb(),
                    "the arguments of policy." + action.verb().text() + " stand in another order",
                    "write " + Dictionary.EXAMPLES.get(action.verb().text()));
            return;
        }
        for (int i = 0; i < form.size(); i++) {
            Expr argument = action.arguments().get(i);
            Type wanted = form.get(i);
            Type type = typer.typeAs(argument, wanted);
            if (type.is(Type.Kind.WRONG)) {
                continue;
            }
            if (type.kind() != wanted.kind() || type.type() != wanted.type()) {
                report.problem(
                        Code.TYPE_MISMATCH,
                        argument,
                        "policy." + action.verb().text() + " takes " + wanted.shown() + " here, this is "
                                + type.shown(),
                        advice(action, wanted, argument, type));
            } else if (type.isMissable()) {
                report.problem(
                        Code.MAY_BE_MISSING,
                        argument.at(),
                        argument.at().text() + " may be missing",
                        "bind it with a comparison: $x : field > 0");
            } else {
                literal(action, argument);
            }
        }
    }

    /** Each argument would do, in another place. */
    private static boolean isReordered(Action action, List<Type> form, Typer typer) {
        List<Type> open = new ArrayList<>(form);
        List<Type> given = new ArrayList<>();
        for (Expr argument : action.arguments()) {
            given.add(typer.quietArgument(argument));
        }
        boolean isInOrder = true;
        for (int i = 0; i < form.size(); i++) {
            Type type = given.get(i);
            isInOrder &= type.kind() == form.get(i).kind();
            if (!open.removeIf(wanted ->
                    wanted.kind() == type.kind() && (wanted.type() == type.type() || wanted.is(Type.Kind.ENUM)))) {
                return false;
            }
        }
        return !isInOrder;
    }

    private static String advice(Action action, Type wanted, Expr argument, Type given) {
        String example = "write " + Dictionary.EXAMPLES.get(action.verb().text());
        String text = argument instanceof Literal && given.is(Type.Kind.TEXT)
                ? argument.at().text()
                : "";
        return switch (wanted.kind()) {
            case FACT -> "bind it in a condition: $x : " + wanted.type().getSimpleName() + "( ... )";
            case TEXT ->
                given.is(Type.Kind.NUMBER) && argument instanceof Expr.Variable
                        ? "join it to a text: \"...\" + " + argument.at().text()
                        : "give the reason in double quotes";
            case ENUM ->
                Nearest.to(text, wanted.constants())
                        .filter(name -> !text.isEmpty())
                        .map(name -> "write " + name + " without quotes")
                        .orElse(example);
            case NUMBER -> text.matches("-?[0-9]+(\\.[0-9]+)?") ? "write " + text + " without quotes" : example;
            case BOOLEAN, LIST, NULL, WRONG -> example;
        };
    }

    private void literal(Action action, Expr argument) {
        if (argument instanceof Literal literal && literal.at().is(Token.Kind.TEXT)) {
            if (literal.at().text().isBlank()) {
                report.problem(
                        Code.EMPTY_REASON, argument, "the reason is empty", "say in a few words why the rule acts");
            }
            return;
        }
        Double value = Ranges.constant(argument);
        if (value != null) {
            new Ranges(report).argument(action, argument, value);
        }
    }

    private void insert(Action action, Typer typer) {
        if (action.arguments().size() != 1
                || !(action.arguments().get(0) instanceof Literal name)
                || !typer.type(name).is(Type.Kind.TEXT)) {
            report.problem(
                    Code.WRONG_ARGUMENTS,
                    action.verb(),
                    "a Mode has one name, in double quotes",
                    "write insert(new Mode(\"name\"));");
        } else if (modes.contains(name.at().text())) {
            report.warning(
                    Code.NO_EFFECT,
                    name,
                    "the Mode \"" + name.at().text() + "\" is there already when this rule fires",
                    "insert a Mode of another name, or leave it out");
        }
    }
}
