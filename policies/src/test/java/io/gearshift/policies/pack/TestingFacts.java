package io.gearshift.policies.pack;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Copies of facts with some fields changed. */
public final class TestingFacts {

    private TestingFacts() {}

    /** @param changes name, value, name, value, ... */
    @SuppressWarnings("unchecked")
    public static <R extends Record> R with(R fact, Object... changes) {
        try {
            RecordComponent[] components = fact.getClass().getRecordComponents();
            Object[] values = new Object[components.length];
            List<String> names =
                    Arrays.stream(components).map(RecordComponent::getName).toList();
            for (int i = 0; i < values.length; i++) {
                values[i] = components[i].getAccessor().invoke(fact);
            }
            for (int i = 0; i < changes.length; i += 2) {
                int at = names.indexOf(changes[i]);
                if (at < 0) {
                    throw new IllegalArgumentException("no field " + changes[i]);
                }
                values[at] = changes[i + 1];
            }
            Class<?>[] types =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            return (R) fact.getClass().getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Fields by name; numbers as doubles, constants as their names; a missing one is absent. */
    public static Map<String, Object> values(Record fact) {
        Map<String, Object> values = new HashMap<>();
        try {
            for (RecordComponent component : fact.getClass().getRecordComponents()) {
                Object value = component.getAccessor().invoke(fact);
                if (value != null) {
                    values.put(
                            component.getName(),
                            value instanceof Number n
                                    ? (Object) n.doubleValue()
                                    : value instanceof Enum<?> e ? e.name() : value);
                }
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(e);
        }
        return values;
    }
}
