package io.gearshift.policies.situation;

import io.gearshift.policies.document.Value;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one field of a record by its type and, for numbers, by the unit in its name. */
final class FieldReader {

    /** A value that is not one; the problem has been said. */
    static final Object NONE = new Object();

    private FieldReader() {}

    /** Null for a field that may be unknown; {@link #NONE} after a problem. */
    static @Nullable Object read(RecordComponent component, Value value) {
        if (component.getAnnotatedType().isAnnotationPresent(Nullable.class) && value.isNull()) {
            return null;
        }
        Object read = byType(component.getName(), component.getType(), value);
        return read == null ? NONE : read;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static @Nullable Object byType(String name, Class<?> type, Value value) {
        if (type == double.class || type == Double.class) {
            return value.quantity(name);
        } else if (type == long.class) {
            Double number = value.quantity(name);
            return number == null ? null : (Object) Math.round(number);
        } else if (type == boolean.class) {
            return value.flag(name);
        } else if (type == int.class) {
            return value.whole(name, 0, 4096);
        } else if (type == Duration.class) {
            return value.duration(name);
        } else if (type.isEnum()) {
            return value.constant(name, (Class) type);
        } else if (type == List.class) {
            return texts(name, value);
        }
        return value.isScalar() && value.raw().isEmpty() ? "" : value.text(name);
    }

    private static List<String> texts(String name, Value value) {
        List<String> texts = new ArrayList<>();
        for (Value item : value.items(name)) {
            String text = item.text(name);
            if (text != null) {
                texts.add(text);
            }
        }
        return texts;
    }
}
