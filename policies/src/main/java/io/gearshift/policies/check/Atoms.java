package io.gearshift.policies.check;

import io.gearshift.core.policy.Quantity;
import io.gearshift.policies.language.Dictionary;
import io.gearshift.policies.language.Expr;
import io.gearshift.policies.language.Expr.Binary;
import io.gearshift.policies.language.Expr.In;
import io.gearshift.policies.language.Expr.Member;
import io.gearshift.policies.language.Expr.Name;
import io.gearshift.policies.language.Expr.Variable;
import io.gearshift.policies.language.Ranges;
import io.gearshift.policies.language.Token;
import io.gearshift.policies.language.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Understands conditions that compare one field with constants. */
final class Atoms {

    private static final Map<String, String> MIRRORED =
            Map.of("<", ">", "<=", ">=", ">", "<", ">=", "<=", "==", "==", "!=", "!=");
    private static final Set<String> TRUTH = Set.of("true", "false");

    private Atoms() {}

    /** Null for one that is not understood. */
    static @Nullable Literal of(Expr expression, String fact, Map<String, Term> variables) {
        if (expression instanceof Binary binary
                && MIRRORED.containsKey(binary.operator().text())) {
            String operator = binary.operator().text();
            Term left = term(binary.left(), fact, variables);
            Term right = term(binary.right(), fact, variables);
            if ((left == null) == (right == null)) {
                return null;
            }
            return left != null
                    ? compared(expression, left, operator, binary.right())
                    : compared(expression, right, String.valueOf(MIRRORED.get(operator)), binary.left());
        } else if (expression instanceof In in) {
            Term left = term(in.left(), fact, variables);
            return left == null ? null : in(in, left);
        }
        Term term = term(expression, fact, variables);
        Type type = term == null ? null : type(term);
        return term != null && type != null && type.is(Type.Kind.BOOLEAN) ? truth(expression, term, "true") : null;
    }

    /** The field that an expression reads; null for constants and everything else. */
    static @Nullable Term term(Expr expression, String fact, Map<String, Term> variables) {
        Term term = null;
        if (expression instanceof Name name) {
            term = new Term(fact, name.at().text());
        } else if (expression instanceof Variable variable) {
            term = variables.get(variable.at().text());
        } else if (expression instanceof Member member && member.owner().is(Token.Kind.VARIABLE)) {
            Term owner = variables.get(member.owner().text());
            term = owner == null ? null : new Term(owner.fact(), member.member().text());
        }
        return term == null || type(term) == null ? null : term;
    }

    static @Nullable Type type(Term term) {
        Class<?> owner = term.factClass();
        return owner == null ? null : Dictionary.fields(owner).get(term.field());
    }

    private static @Nullable Literal in(In in, Term left) {
        Domain all = null;
        for (Expr value : in.values()) {
            Literal one = compared(in, left, "==", value);
            if (one == null || one.domain() == null) {
                return null;
            }
            all = all == null ? one.domain() : union(all, one.domain());
        }
        if (all == null) {
            return null;
        }
        Literal first = compared(in, left, "==", in.values().get(0));
        return first == null ? null : new Literal(first.fact(), first.field(), all, false, in);
    }

    private static Domain union(Domain a, Domain b) {
        return a.not().and(b.not()).not();
    }

    private static @Nullable Literal compared(Expr at, Term term, String operator, Expr value) {
        Type type = type(term);
        if (type == null) {
            return null;
        }
        return switch (type.kind()) {
            case NUMBER -> number(at, term, type, operator, value);
            case ENUM -> constant(at, term, type, operator, value);
            case BOOLEAN -> {
                boolean isEqual = operator.equals("==");
                yield TRUTH.contains(value.at().text()) && (isEqual || operator.equals("!="))
                        ? truth(at, term, isEqual == value.at().is("true") ? "true" : "false")
                        : null;
            }
            case TEXT ->
                value instanceof Expr.Literal && value.at().is(Token.Kind.TEXT)
                        ? new Literal(
                                term.fact(),
                                term.field(),
                                new Words(Set.of(value.at().text()), operator.equals("!="), null),
                                false,
                                at)
                        : null;
            case LIST, FACT, NULL, WRONG -> null;
        };
    }

    private static @Nullable Literal number(Expr at, Term term, Type type, String operator, Expr value) {
        Class<?> owner = term.factClass();
        Quantity quantity = owner == null ? null : Dictionary.quantity(owner, term.field());
        if (owner == null || quantity == null) {
            return null;
        }
        Numbers.Range range = new Numbers.Range(quantity.min(), quantity.max(), type.isMissable());
        boolean isWhole = Dictionary.isWhole(owner, term.field());
        Double constant = Ranges.constant(value);
        if (constant != null) {
            return new Literal(term.fact(), term.field(), Numbers.of(operator, constant, isWhole, range), false, at);
        }
        if (!(value instanceof Expr.Literal literal) || !literal.isNull()) {
            return null;
        }
        Numbers missing = Numbers.missing(isWhole, range);
        return switch (operator) {
            case "==" -> new Literal(term.fact(), term.field(), missing, false, at);
            case "!=" -> new Literal(term.fact(), term.field(), missing.not(), false, at);
            default -> null;
        };
    }

    private static @Nullable Literal constant(Expr at, Term term, Type type, String operator, Expr value) {
        String name = value instanceof Member member
                ? member.member().text()
                : value instanceof Name ? value.at().text() : "";
        List<String> order = type.constants();
        int place = order.indexOf(name);
        if (place < 0) {
            return null;
        }
        List<String> values = new ArrayList<>();
        for (int i = 0; i < order.size(); i++) {
            boolean holds = switch (operator) {
                case "==" -> i == place;
                case "!=" -> i != place;
                case ">" -> i > place;
                case ">=" -> i >= place;
                case "<" -> i < place;
                default -> i <= place;
            };
            if (holds) {
                values.add(order.get(i));
            }
        }
        return new Literal(term.fact(), term.field(), Words.of(new TreeSet<>(values), Set.copyOf(order)), false, at);
    }

    /** That a gear is local is where it computes. */
    private static Literal truth(Expr at, Term term, String value) {
        if (term.type().equals("Candidate") && term.field().equals("isLocal")) {
            Set<String> places = Set.of("LOCAL", "CLOUD", "SPLIT");
            return new Literal(
                    term.fact(), "location", new Words(Set.of("LOCAL"), value.equals("false"), places), false, at);
        }
        return new Literal(term.fact(), term.field(), Words.of(Set.of(value), TRUTH), false, at);
    }
}
