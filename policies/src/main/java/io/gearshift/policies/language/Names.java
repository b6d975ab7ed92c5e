package io.gearshift.policies.language;

import io.gearshift.core.policy.Mode;
import io.gearshift.policies.language.Expr.Member;
import io.gearshift.policies.language.Expr.Name;
import io.gearshift.policies.language.Token.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the type of what a name stands for, and says what is nearest to one that stands for nothing. */
final class Names {

    private final Report report;
    private final Scope scope;
    private final @Nullable Class<?> fact;
    private final Presence presence;

    /** @param fact of the pattern around a condition; null in an action */
    Names(Report report, Scope scope, @Nullable Class<?> fact, Presence presence) {
        this.report = report;
        this.scope = scope;
        this.fact = fact;
        this.presence = presence;
    }

    private boolean isAction() {
        return fact == null;
    }

    @Nullable
    Type field(Token name) {
        return fact == null ? null : Dictionary.fields(fact).get(name.text());
    }

    Type name(Name name) {
        Type type = field(name.at());
        if (type != null && fact != null) {
            scope.read(fact, name.at().text());
            return presence.isPresent(name.at().text()) ? type.present() : type;
        }
        return unknown(name.at());
    }

    private Type unknown(Token at) {
        String word = at.text();
        List<String> types = Dictionary.typesOf(word);
        if (!types.isEmpty()) {
            return problem(
                    Code.TYPE_MISMATCH,
                    at,
                    word + " stands where no constant fits",
                    "constants are compared with a field of their type: " + String.join(" or ", types));
        }
        if (fact == null) {
            return problem(Code.UNBOUND_VARIABLE, at, "'" + word + "' is unknown in an action", inAction(word));
        }
        List<String> owners = Dictionary.owners(word);
        String hint = word + " is a field of " + String.join(", ", owners);
        if (owners.isEmpty()) {
            hint = fact == Mode.class ? modeNamed(word) : Report.nearestField(word, fact);
        }
        return problem(Code.UNKNOWN_FIELD, at, fact.getSimpleName() + " has no field '" + word + "'", hint);
    }

    static String modeNamed(String mode) {
        return "a mode is asked for by its name: name == \"" + mode + "\"";
    }

    private String inAction(String word) {
        if (scope.names().contains("$" + word)) {
            return "write $" + word;
        }
        List<String> owners = Dictionary.owners(word);
        return owners.isEmpty()
                ? "names begin with a dollar and are bound in a condition: $c : Candidate( ... ), and $c here"
                : "bind it in a condition: " + owners.get(0) + "( $x : " + word + " ), and write $x here";
    }

    Type constant(Token at, Type wanted) {
        if (wanted.constants().contains(at.text())) {
            report.insert(at, wanted.type().getSimpleName() + ".");
            return wanted.present();
        }
        return problem(
                Code.UNKNOWN_CONSTANT,
                at,
                wanted.type().getSimpleName() + " has no constant '" + at.text() + "'",
                Report.nearest(at.text(), wanted.constants(), "constants: "));
    }

    Type variable(Token at) {
        return variable(at, null, null);
    }

    /**
     * @param wanted what the place takes; null when anything would do
     * @param with what it is compared with; null when it is not compared
     */
    Type variable(Token at, @Nullable Type wanted, @Nullable Expr with) {
        Type type = scope.variable(at.text());
        if (type == null) {
            return unbound(at, new Unbound(scope, fact).hint(at, wanted, with));
        }
        return presence.isPresent(at.text()) ? type.present() : type;
    }

    private Type unbound(Token at, String hint) {
        return problem(
                Code.UNBOUND_VARIABLE,
                at,
                at.text() + " is not bound (a name bound inside not or exists, or in only one branch of or,"
                        + " is unknown outside)",
                hint);
    }

    /** @param with what it is compared with; null when it is not compared */
    Type member(Member member, @Nullable Expr with) {
        Token owner = member.owner();
        Token name = member.member();
        Class<?> enumType = Dictionary.ENUMS.get(owner.text());
        if (owner.is(Kind.WORD)) {
            if (enumType == null || member.isCall()) {
                return problem(
                        Code.OUT_OF_REACH,
                        owner,
                        "'" + owner.text() + "." + name.text() + (member.isCall() ? "()" : "") + "' is out of reach",
                        "read a field of a bound fact ($c.energyMj) or name a constant (Heat.HOT)");
            }
            Type wanted = Type.constant(enumType);
            return wanted.constants().contains(name.text())
                    ? wanted
                    : problem(
                            Code.UNKNOWN_CONSTANT,
                            name,
                            owner.text() + " has no constant '" + name.text() + "'",
                            Report.nearest(name.text(), wanted.constants(), "constants: "));
        }
        Type type = scope.variable(owner.text());
        if (type == null) {
            return unbound(owner, new Unbound(scope, fact).hint(owner, name, with));
        } else if (type.is(Type.Kind.WRONG)) {
            return type;
        }
        Type field = type.is(Type.Kind.FACT) ? Dictionary.fields(type.type()).get(name.text()) : null;
        if (field == null) {
            return problem(
                    Code.UNKNOWN_FIELD,
                    name,
                    owner.text() + " is " + type.shown() + " and has no field '" + name.text() + "'",
                    type.is(Type.Kind.FACT)
                            ? Report.nearestField(name.text(), type.type())
                            : "use it as it is: " + owner.text());
        }
        if (member.isCall() != isAction()) {
            String right = owner.text() + "." + name.text() + (isAction() ? "()" : "");
            return problem(
                    Code.SYNTAX,
                    name,
                    isAction()
                            ? "in an action a field is read with brackets"
                            : "in a condition a field is read without brackets",
                    "write " + right);
        }
        if (!isAction()) {
            scope.read(type.type(), name.text());
        }
        return field;
    }

    private Type problem(Code code, Token at, String message, String hint) {
        report.problem(code, at, message, hint);
        return Type.WRONG;
    }
}
