package io.gearshift.policies.language;

import io.gearshift.core.policy.Quantity;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an expression is.
 *
 * @param type the enum or the fact; {@code Object} for the others
 * @param isMissable may be null: a sensor that is missing or stale
 * @param quantity unit and bounds of a field's number; null when they are not known
 */
public record Type(
        Kind kind,
        Class<?> type,
        boolean isMissable,
        @Nullable Quantity quantity) {

    private Type(Kind kind, Class<?> type, boolean isMissable) {
        this(kind, type, isMissable, null);
    }

    public enum Kind {
        NUMBER,
        TEXT,
        BOOLEAN,
        ENUM,
        LIST,
        FACT,
        NULL,
        /** Already complained about: fits everything. */
        WRONG
    }

    static final Type NUMBER = new Type(Kind.NUMBER, Object.class, false);
    static final Type TEXT = new Type(Kind.TEXT, Object.class, false);
    static final Type BOOLEAN = new Type(Kind.BOOLEAN, Object.class, false);
    static final Type NULL = new Type(Kind.NULL, Object.class, true);
    static final Type WRONG = new Type(Kind.WRONG, Object.class, false);

    static Type fact(Class<?> type) {
        return new Type(Kind.FACT, type, false);
    }

    static Type constant(Class<?> type) {
        return new Type(Kind.ENUM, type, false);
    }

    /** Of an accessor of a fact. */
    static Type of(Class<?> type, boolean isMissable, @Nullable Quantity quantity) {
        if (type == boolean.class) {
            return BOOLEAN;
        }
        Kind kind = type.isEnum()
                ? Kind.ENUM
                : type == String.class ? Kind.TEXT : List.class.isAssignableFrom(type) ? Kind.LIST : Kind.NUMBER;
        return new Type(kind, kind == Kind.ENUM ? type : Object.class, isMissable, quantity);
    }

    public boolean is(Kind expected) {
        return kind == expected;
    }

    Type present() {
        return new Type(kind, type, false, quantity);
    }

    Type without() {
        return new Type(kind, type, isMissable);
    }

    boolean isSameAs(Type other) {
        return kind == other.kind && type == other.type && isMissable == other.isMissable;
    }

    /** Can it stand where {@code wanted} is wanted? */
    boolean fits(Type wanted) {
        boolean isOfAny = is(Kind.WRONG) || wanted.is(Kind.WRONG) || wanted.is(Kind.NULL);
        boolean isItem = wanted.is(Kind.LIST) && is(Kind.TEXT);
        return isOfAny || isItem || kind == wanted.kind && type == wanted.type;
    }

    /** Only meaningful for an enum. */
    public List<String> constants() {
        return Arrays.stream(type.getEnumConstants()).map(Object::toString).toList();
    }

    public String shown() {
        return switch (kind) {
            case NUMBER -> "a number";
            case TEXT -> "a text";
            case BOOLEAN -> "true or false";
            case ENUM -> "one of " + String.join(", ", constants());
            case LIST -> "a list of texts";
            case FACT -> "a " + type.getSimpleName();
            case NULL -> "null";
            case WRONG -> "unknown";
        };
    }
}
