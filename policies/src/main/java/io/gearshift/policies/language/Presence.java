package io.gearshift.policies.language;

import io.gearshift.policies.language.Expr.Binary;
import io.gearshift.policies.language.Expr.Literal;
import io.gearshift.policies.language.Expr.Name;
import io.gearshift.policies.language.Expr.Variable;
import java.util.HashSet;
import java.util.Set;

/** Which values that may be missing are known to be there, at one place of a condition. */
final class Presence {

    /** Texts of expressions that earlier parts of a condition have shown to be present. */
    private final Set<String> present = new HashSet<>();

    /** The same of earlier conditions of the fact; for warnings only, as the engine may change their order. */
    private final Set<String> shown = new HashSet<>();

    boolean isPresent(String text) {
        return present.contains(text);
    }

    /** A comparison with a missing value is false, so what follows it under && is present. */
    void learn(Expr condition) {
        if (!(condition instanceof Binary binary)) {
            return;
        }
        if (binary.operator().is("&&")) {
            learn(binary.left());
            learn(binary.right());
        } else if (isPresence(binary)) {
            present.add(binary.left().at().text());
        }
    }

    Set<String> known() {
        return new HashSet<>(present);
    }

    void backTo(Set<String> before) {
        present.clear();
        present.addAll(before);
    }

    /** What follows another condition of the same fact is only asked when that one holds. */
    void holds(Expr condition) {
        Set<String> before = known();
        learn(condition);
        shown.addAll(present);
        backTo(before);
    }

    boolean isShown(Expr expression) {
        return shown.contains(expression.at().text())
                || present.contains(expression.at().text());
    }

    /** The comparison holds only when its left side, a plain field or variable, is not missing. */
    static boolean isPresence(Binary comparison) {
        boolean isPlain = comparison.left() instanceof Name || comparison.left() instanceof Variable;
        boolean isWithNull = comparison.right() instanceof Literal literal && literal.isNull();
        String operator = comparison.operator().text();
        return isPlain && (isWithNull ? operator.equals("!=") : Typer.ORDER.contains(operator));
    }
}
