package io.gearshift.policies.meaning;

import io.gearshift.policies.language.Expr;
import io.gearshift.policies.language.Expr.Binary;
import io.gearshift.policies.language.Expr.In;
import io.gearshift.policies.language.Expr.Literal;
import io.gearshift.policies.language.Expr.Member;
import io.gearshift.policies.language.Expr.Name;
import io.gearshift.policies.language.Expr.Unary;
import io.gearshift.policies.language.Expr.Variable;
import io.gearshift.policies.language.Token;
import io.gearshift.policies.rules.Vocabulary;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Makes the expressions of one rule ready. They have passed the reader's check, so every name is known. */
final class Expressions {

    /** A value with its type as far as it is known before any fact is. */
    record Typed(Value value, Class<?> type) {}

    private static final Map<String, MethodHandle> ACCESSORS = new ConcurrentHashMap<>();
    private static final MethodType READ = MethodType.methodType(Object.class, Object.class);

    private final Map<String, Integer> slots = new HashMap<>();
    private final Map<String, Class<?>> types = new HashMap<>();

    /** Where the value of a variable is kept; the same for the same name in branches that exclude each other. */
    int slot(Token variable, Class<?> type) {
        types.put(variable.text(), type);
        return slots.computeIfAbsent(variable.text(), name -> slots.size());
    }

    int size() {
        return slots.size();
    }

    private int slotOf(Token variable) {
        return Objects.requireNonNull(slots.get(variable.text()), variable.text());
    }

    private Class<?> typeOf(Token variable) {
        return Objects.requireNonNull(types.get(variable.text()), variable.text());
    }

    /** @param fact of the pattern around */
    Typed of(Expr expression, Class<?> fact) {
        return of(expression, fact, Object.class);
    }

    /** @param wanted the enum that a bare constant belongs to */
    Typed of(Expr expression, Class<?> fact, Class<?> wanted) {
        if (expression instanceof Literal literal) {
            return literal(literal);
        } else if (expression instanceof Name name) {
            return hasField(fact, name.at().text()) ? field(fact, name.at().text()) : constant(wanted, name.at());
        } else if (expression instanceof Variable variable) {
            int slot = slotOf(variable.at());
            return new Typed((f, bound) -> bound[slot], typeOf(variable.at()));
        } else if (expression instanceof Member member) {
            return member(member);
        } else if (expression instanceof Unary unary) {
            Typed operand = of(unary.operand(), fact);
            Value value = operand.value();
            return unary.at().is("-")
                    ? new Typed((f, bound) -> Numbers.negated(value.of(f, bound)), operand.type())
                    : new Typed((f, bound) -> !isTrue(value.of(f, bound)), Boolean.class);
        }
        return expression instanceof In in ? in(in, fact) : binary((Binary) expression, fact);
    }

    private static Typed literal(Literal literal) {
        Token at = literal.at();
        Object value = at.is(Token.Kind.TEXT) ? at.text() : literal.isNull() ? null : bare(at);
        return new Typed((fact, bound) -> value, value == null ? Object.class : value.getClass());
    }

    private static Object bare(Token at) {
        if (at.is(Token.Kind.NUMBER)) {
            return at.text().matches("[0-9]+") ? (Object) Integer.valueOf(at.text()) : Double.valueOf(at.text());
        }
        return Boolean.valueOf(at.text());
    }

    private Typed member(Member member) {
        Token owner = member.owner();
        if (owner.is(Token.Kind.WORD)) {
            Class<?> type = Vocabulary.ENUMS.stream()
                    .filter(known -> known.getSimpleName().equals(owner.text()))
                    .findFirst()
                    .orElseThrow();
            return constant(type, member.member());
        }
        int slot = slotOf(owner);
        Typed field = field(typeOf(owner), member.member().text());
        return new Typed((fact, bound) -> field.value().of(bound[slot], bound), field.type());
    }

    private static Typed constant(Class<?> type, Token name) {
        for (Object constant : type.getEnumConstants()) {
            if (((Enum<?>) constant).name().equals(name.text())) {
                return new Typed((fact, bound) -> constant, type);
            }
        }
        throw new IllegalStateException("no constant " + name.text() + " in " + type);
    }

    static boolean hasField(Class<?> fact, String name) {
        return accessor(fact, name) != null;
    }

    private static Typed field(Class<?> fact, String name) {
        MethodHandle read = accessor(fact, name);
        if (read == null) {
            throw new IllegalStateException("no field " + name + " in " + fact);
        }
        Class<?> type = MethodType.genericMethodType(0)
                .changeReturnType(typeOf(fact, name))
                .wrap()
                .returnType();
        return new Typed((of, bound) -> read(read, of), type);
    }

    @SuppressWarnings("IllegalCatch") // accessors of records throw nothing
    private static @Nullable Object read(MethodHandle accessor, Object fact) {
        try {
            return accessor.invokeExact(fact);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static Class<?> typeOf(Class<?> fact, String name) {
        try {
            return fact.getMethod(name).getReturnType();
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable MethodHandle accessor(Class<?> fact, String name) {
        String key = fact.getName() + '.' + name;
        MethodHandle known = ACCESSORS.get(key);
        if (known == null) {
            try {
                known = MethodHandles.publicLookup()
                        .unreflect(fact.getMethod(name))
                        .asType(READ);
            } catch (NoSuchMethodException e) {
                return null;
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
            ACCESSORS.put(key, known);
        }
        return known;
    }

    private Typed in(In in, Class<?> fact) {
        Typed left = of(in.left(), fact);
        List<Value> values = new ArrayList<>();
        in.values().forEach(value -> values.add(of(value, fact, left.type()).value()));
        return new Typed(
                (f, bound) -> {
                    Object sought = left.value().of(f, bound);
                    for (Value value : values) {
                        if (Numbers.areEqual(sought, value.of(f, bound))) {
                            return true;
                        }
                    }
                    return false;
                },
                Boolean.class);
    }

    private Typed binary(Binary binary, Class<?> fact) {
        String operator = binary.operator().text();
        Sides sides = sides(binary, fact);
        Value left = sides.left().value();
        Value right = sides.right().value();
        return switch (operator) {
            case "==" -> flag((f, bound) -> Numbers.areEqual(left.of(f, bound), right.of(f, bound)));
            case "!=" -> flag((f, bound) -> !Numbers.areEqual(left.of(f, bound), right.of(f, bound)));
            case "<", "<=", ">", ">=" ->
                flag((f, bound) -> Numbers.isOrdered(operator, left.of(f, bound), right.of(f, bound)));
            case "contains" ->
                flag((f, bound) -> left.of(f, bound) instanceof List<?> list && list.contains(right.of(f, bound)));
            case "&&" -> flag((f, bound) -> isTrue(left.of(f, bound)) && isTrue(right.of(f, bound)));
            case "||" -> flag((f, bound) -> isTrue(left.of(f, bound)) || isTrue(right.of(f, bound)));
            default ->
                new Typed(
                        (f, bound) -> Numbers.compute(operator, left.of(f, bound), right.of(f, bound)),
                        sides.left().type());
        };
    }

    static boolean isTrue(@Nullable Object value) {
        return Boolean.TRUE.equals(value);
    }

    private static Typed flag(Value value) {
        return new Typed(value, Boolean.class);
    }

    /** Both sides of a comparison. */
    record Sides(Typed left, Typed right) {}

    Sides sides(Binary binary, Class<?> fact) {
        boolean isConstantFirst =
                binary.left() instanceof Name name && !hasField(fact, name.at().text());
        if (isConstantFirst) {
            Typed right = of(binary.right(), fact);
            return new Sides(of(binary.left(), fact, right.type()), right);
        }
        Typed left = of(binary.left(), fact);
        return new Sides(left, of(binary.right(), fact, left.type()));
    }
}
