package io.gearshift.policies.language;

import io.gearshift.core.policy.Budget;
import io.gearshift.core.policy.Candidate;
import io.gearshift.core.policy.Charge;
import io.gearshift.core.policy.Heat;
import io.gearshift.core.policy.Model;
import io.gearshift.core.policy.Objective;
import io.gearshift.core.policy.Pressure;
import io.gearshift.core.policy.Quantity;
import io.gearshift.policies.rules.Vocabulary;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The facts, fields, constants and verbs that a rule can name, read from the code that rules run on. */
public final class Dictionary {

    /** By simple name, with the type of each field. */
    public static final SortedMap<String, Class<?>> FACTS = Collections.unmodifiableSortedMap(byName(Vocabulary.FACTS));

    /** By simple name. */
    public static final SortedMap<String, Class<?>> ENUMS = Collections.unmodifiableSortedMap(byName(Vocabulary.ENUMS));

    /** Enums whose constants stand in order, from good to bad. */
    public static final Set<Class<?>> BANDS = Set.of(Heat.class, Charge.class, Pressure.class);

    /** The ways to call each verb; {@code insert} is written {@code insert(new Mode("..."))}. */
    public static final SortedMap<String, List<List<Type>>> VERBS =
            Collections.unmodifiableSortedMap(new TreeMap<>(Map.of(
                    "forbid", List.of(List.of(Type.fact(Candidate.class), Type.TEXT)),
                    "prefer", List.of(List.of(Type.fact(Candidate.class), Type.NUMBER, Type.TEXT)),
                    "pin", List.of(List.of(Type.fact(Candidate.class), Type.TEXT)),
                    "limit", List.of(List.of(Type.constant(Budget.class), Type.NUMBER, Type.TEXT)),
                    "objective",
                            List.of(
                                    List.of(Type.constant(Objective.class), Type.TEXT),
                                    List.of(Type.fact(Model.class), Type.constant(Objective.class), Type.TEXT)))));

    /** One call of each verb, to copy. */
    public static final SortedMap<String, String> EXAMPLES = Collections.unmodifiableSortedMap(new TreeMap<>(Map.of(
            "forbid", "policy.forbid($c, \"why\");",
            "prefer", "policy.prefer($c, 0.2, \"why\");",
            "pin", "policy.pin($c, \"why\");",
            "limit", "policy.limit(POWER_W, 3.5, \"why\");",
            "objective", "policy.objective(ENERGY, \"why\");")));

    private static final Map<Class<?>, SortedMap<String, Type>> FIELDS = new HashMap<>();
    private static final Map<Class<?>, Map<String, Quantity>> QUANTITIES = new HashMap<>();
    private static final Set<String> WHOLE = new HashSet<>();

    static {
        FACTS.values().forEach(fact -> {
            FIELDS.put(fact, fieldsOf(fact));
            QUANTITIES.put(fact, quantitiesOf(fact));
        });
    }

    private Dictionary() {}

    /** By name, record components and derived accessors alike; empty for what is no fact. */
    public static SortedMap<String, Type> fields(Class<?> fact) {
        return Collections.unmodifiableSortedMap(FIELDS.getOrDefault(fact, new TreeMap<>()));
    }

    /** Names in the order of the record, derived accessors last: the order for a reader. */
    public static List<String> fieldOrder(Class<?> fact) {
        Set<String> names = new LinkedHashSet<>();
        for (RecordComponent component : fact.getRecordComponents()) {
            names.add(component.getName());
        }
        names.addAll(fields(fact).keySet());
        return List.copyOf(names);
    }

    /** Unit and bounds of a numeric field; null for other fields and unknown names. */
    public static @Nullable Quantity quantity(Class<?> fact, String field) {
        Map<String, Quantity> quantities = QUANTITIES.get(fact);
        return quantities == null ? null : quantities.get(field);
    }

    /** Is the field a whole number? */
    public static boolean isWhole(Class<?> fact, String field) {
        return WHOLE.contains(fact.getSimpleName() + "." + field);
    }

    /** The facts that have this field. */
    static List<String> owners(String field) {
        List<String> owners = new ArrayList<>();
        FACTS.forEach((name, fact) -> {
            if (fields(fact).containsKey(field)) {
                owners.add(name);
            }
        });
        return owners;
    }

    /** The enum types that have this constant. */
    static List<String> typesOf(String constant) {
        List<String> types = new ArrayList<>();
        ENUMS.forEach((name, type) -> {
            if (Type.constant(type).constants().contains(constant)) {
                types.add(name);
            }
        });
        return types;
    }

    /** Record components and derived accessors such as {@code isLocal()}. */
    private static SortedMap<String, Type> fieldsOf(Class<?> fact) {
        SortedMap<String, Type> fields = new TreeMap<>();
        for (Method method : fact.getDeclaredMethods()) {
            boolean isDerived = method.getParameterCount() == 0
                    && method.getReturnType() == boolean.class
                    && !Modifier.isStatic(method.getModifiers())
                    && Modifier.isPublic(method.getModifiers());
            if (isDerived) {
                fields.put(method.getName(), Type.BOOLEAN);
            }
        }
        for (RecordComponent component : fact.getRecordComponents()) {
            fields.put(
                    component.getName(),
                    Type.of(
                            component.getType(),
                            component.getAnnotatedType().isAnnotationPresent(Nullable.class),
                            component.getAnnotation(Quantity.class)));
        }
        return fields;
    }

    private static Map<String, Quantity> quantitiesOf(Class<?> fact) {
        Map<String, Quantity> quantities = new HashMap<>();
        for (RecordComponent component : fact.getRecordComponents()) {
            Quantity quantity = component.getAnnotation(Quantity.class);
            if (quantity != null) {
                quantities.put(component.getName(), quantity);
            }
            if (component.getType() == int.class || component.getType() == long.class) {
                WHOLE.add(fact.getSimpleName() + "." + component.getName());
            }
        }
        return quantities;
    }

    private static SortedMap<String, Class<?>> byName(List<Class<?>> types) {
        SortedMap<String, Class<?>> names = new TreeMap<>();
        types.forEach(type -> names.put(type.getSimpleName(), type));
        return names;
    }
}
