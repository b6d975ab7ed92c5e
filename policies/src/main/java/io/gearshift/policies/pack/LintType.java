package io.gearshift.policies.pack;

import java.util.Arrays;
import java.util.List;

/**
 * What an expression is.
 *
 * @param type the enum or the fact; {@code Object} for the others
 * @param isMissable may be null: a sensor that is missing or stale
 */
record LintType(Kind kind, Class<?> type, boolean isMissable) {

    enum Kind {
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

    static final LintType NUMBER = new LintType(Kind.NUMBER, Object.class, false);
    static final LintType TEXT = new LintType(Kind.TEXT, Object.class, false);
    static final LintType BOOLEAN = new LintType(Kind.BOOLEAN, Object.class, false);
    static final LintType NULL = new LintType(Kind.NULL, Object.class, true);
    static final LintType WRONG = new LintType(Kind.WRONG, Object.class, false);

    static LintType fact(Class<?> type) {
        return new LintType(Kind.FACT, type, false);
    }

    static LintType constant(Class<?> type) {
        return new LintType(Kind.ENUM, type, false);
    }

    /** Of an accessor of a fact. */
    static LintType of(Class<?> type, boolean isMissable) {
        if (type == boolean.class) {
            return BOOLEAN;
        }
        Kind kind = type.isEnum()
                ? Kind.ENUM
                : type == String.class ? Kind.TEXT : List.class.isAssignableFrom(type) ? Kind.LIST : Kind.NUMBER;
        return new LintType(kind, kind == Kind.ENUM ? type : Object.class, isMissable);
    }

    boolean is(Kind expected) {
        return kind == expected;
    }

    LintType present() {
        return new LintType(kind, type, false);
    }

    /** Only meaningful for an enum. */
    List<String> constants() {
        return Arrays.stream(type.getEnumConstants()).map(Object::toString).toList();
    }

    String shown() {
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
