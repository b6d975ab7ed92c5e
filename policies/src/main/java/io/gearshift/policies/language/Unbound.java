package io.gearshift.policies.language;

import io.gearshift.policies.language.Expr.Name;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says how a name that stands for nothing could be bound, by what is wanted in its place. */
final class Unbound {

    private static final String BIND = "bind it in a condition before: ";

    private final Scope scope;
    private final @Nullable Class<?> fact;

    /** @param fact of the pattern around a condition; null in an action */
    Unbound(Scope scope, @Nullable Class<?> fact) {
        this.scope = scope;
        this.fact = fact;
    }

    /**
     * @param wanted what the place takes; null when anything would do
     * @param with what it is compared with; null when it is not compared
     */
    String hint(Token at, @Nullable Type wanted, @Nullable Expr with) {
        String meant = plain(at);
        if (meant != null) {
            return meant;
        }
        List<String> fitting = scope.names(type -> wanted == null || type.fits(wanted));
        if (!fitting.isEmpty()) {
            return Report.nearest(at.text(), fitting, "bound: ");
        } else if (wanted != null && wanted.is(Type.Kind.FACT)) {
            return BIND + pattern(at, wanted.type().getSimpleName());
        }
        String named = named(with);
        if (named != null) {
            return BIND + named + "( " + at.text() + " : name )";
        }
        return BIND + (fact == null ? "Device( " + at.text() + " : field )" : at.text() + " : field");
    }

    /**
     * Of a name of which the field {@code member} is read.
     *
     * @param with what that is compared with; null when it is not compared
     */
    String hint(Token at, Token member, @Nullable Expr with) {
        String meant = plain(at);
        if (meant != null) {
            return meant;
        }
        String named = named(with);
        List<String> owners = named == null ? Dictionary.owners(member.text()) : List.of(named);
        List<String> fitting = scope.names(type -> type.is(Type.Kind.FACT)
                && (owners.isEmpty() || owners.contains(type.type().getSimpleName())));
        if (!fitting.isEmpty()) {
            return Report.nearest(at.text(), fitting, "bound: ");
        }
        List<String> facts = owners.isEmpty() ? List.of("Candidate") : owners;
        return BIND + facts.stream().map(name -> pattern(at, name)).collect(Collectors.joining(" or "));
    }

    /** A field or constant that needs no dollar; null when it is none. */
    private @Nullable String plain(Token at) {
        String plain = at.text().substring(1);
        if (fact != null && Dictionary.fields(fact).containsKey(plain)) {
            return "fields are written without a dollar: " + plain;
        } else if (!Dictionary.typesOf(plain).isEmpty()) {
            return "constants are written without a dollar: " + plain;
        }
        return null;
    }

    private static String pattern(Token at, String type) {
        return at.text() + " : " + type + "( ... )";
    }

    /** The fact whose name a field holds, as model does; null for other fields. */
    private static @Nullable String named(@Nullable Expr with) {
        if (!(with instanceof Name field)) {
            return null;
        }
        String name = field.at().text();
        String fact = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
        return Dictionary.FACTS.containsKey(fact) ? fact : null;
    }
}
