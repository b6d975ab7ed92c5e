package io.gearshift.policies.situation;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Facts read and copied by the names of their fields. */
final class Records {

    private record Shape(List<String> names, RecordComponent[] components, Constructor<?> constructor) {}

    private static final Map<Class<?>, Shape> SHAPES = new ConcurrentHashMap<>();

    private Records() {}

    static List<String> names(Class<? extends Record> type) {
        return shape(type).names;
    }

    static RecordComponent component(Class<? extends Record> type, String name) {
        Shape shape = shape(type);
        return shape.components[index(shape, type, name)];
    }

    static @Nullable Object get(Record fact, String name) {
        Shape shape = shape(fact.getClass());
        return read(shape.components[index(shape, fact.getClass(), name)], fact);
    }

    /**
     * @throws IllegalArgumentException when the record has no such field, or not of this type or range
     */
    static <R extends Record> R with(R fact, String name, @Nullable Object value) {
        Map<String, @Nullable Object> change = new HashMap<>();
        change.put(name, value);
        return with(fact, change);
    }

    /** All at once: much faster than one after the other. */
    static <R extends Record> R with(R fact, Map<String, @Nullable Object> changes) {
        Shape shape = shape(fact.getClass());
        @Nullable Object[] values = new Object[shape.components.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = read(shape.components[i], fact);
        }
        for (Map.Entry<String, @Nullable Object> change : changes.entrySet()) {
            values[index(shape, fact.getClass(), change.getKey())] = change.getValue();
        }
        try {
            @SuppressWarnings("unchecked")
            R copy = (R) shape.constructor.newInstance(values);
            return copy;
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    fact.getClass().getSimpleName() + ": " + changes + " is not possible", e);
        }
    }

    private static int index(Shape shape, Class<?> type, String name) {
        int index = shape.names.indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException(type.getSimpleName() + " has no field " + name);
        }
        return index;
    }

    private static Shape shape(Class<?> type) {
        return SHAPES.computeIfAbsent(type, Records::shapeOf);
    }

    private static Shape shapeOf(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return new Shape(
                    Arrays.stream(components).map(RecordComponent::getName).toList(),
                    components,
                    type.getDeclaredConstructor(types));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(type + " is no record", e);
        }
    }

    private static @Nullable Object read(RecordComponent component, Record fact) {
        try {
            return component.getAccessor().invoke(fact);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(component + " of a public record", e);
        }
    }
}
