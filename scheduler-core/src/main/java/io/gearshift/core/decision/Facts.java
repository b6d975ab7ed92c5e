package io.gearshift.core.decision;

import io.gearshift.core.policy.Candidate;
import io.gearshift.core.policy.Device;
import io.gearshift.core.policy.Model;
import io.gearshift.core.policy.Scene;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Reads the fields a rule mentions ({@code Device.temperatureC}) from the facts it saw, as {@code name = value}. */
final class Facts {

    private static final Map<String, Method> ACCESSORS = new ConcurrentHashMap<>();

    static {
        for (Class<? extends Record> type :
                List.<Class<? extends Record>>of(Device.class, Scene.class, Model.class, Candidate.class)) {
            for (RecordComponent component : type.getRecordComponents()) {
                ACCESSORS.put(type.getSimpleName() + "." + component.getName(), component.getAccessor());
            }
        }
    }

    private Facts() {}

    /** Fields of facts that are not given, or that do not exist, are left out. */
    static List<String> evidence(List<String> fields, Object... facts) {
        List<String> lines = new ArrayList<>(fields.size());
        for (String field : fields) {
            Method accessor = ACCESSORS.get(field);
            for (Object fact : facts) {
                if (accessor != null && accessor.getDeclaringClass().isInstance(fact)) {
                    lines.add(field.substring(field.indexOf('.') + 1) + " = " + text(read(accessor, fact)));
                }
            }
        }
        return lines;
    }

    private static @Nullable Object read(Method accessor, Object fact) {
        try {
            return accessor.invoke(fact);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(accessor + " of a public record", e);
        }
    }

    static String text(@Nullable Object value) {
        if (value == null) {
            return "unknown";
        }
        return value instanceof Double number ? number(number) : value.toString();
    }

    /** Four significant digits are more than any sensor here has. */
    static String number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return Long.toString((long) value);
        }
        double magnitude = Math.abs(value);
        int decimals = magnitude >= 100 ? 1 : magnitude >= 1 ? 2 : 4;
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
