package io.gearshift.policies.rules;

import io.gearshift.core.policy.Attention;
import io.gearshift.core.policy.Budget;
import io.gearshift.core.policy.Candidate;
import io.gearshift.core.policy.Charge;
import io.gearshift.core.policy.Device;
import io.gearshift.core.policy.Heat;
import io.gearshift.core.policy.Location;
import io.gearshift.core.policy.Mode;
import io.gearshift.core.policy.Model;
import io.gearshift.core.policy.Network;
import io.gearshift.core.policy.Objective;
import io.gearshift.core.policy.Precision;
import io.gearshift.core.policy.Pressure;
import io.gearshift.core.policy.Scene;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What rules can name: the facts they match, the enums of their fields and arguments, and the verbs. */
public final class Vocabulary {

    /** Facts, matched by rules; {@code Mode} is the one that rules may insert. */
    public static final List<Class<?>> FACTS =
            List.of(Device.class, Scene.class, Model.class, Candidate.class, Mode.class);

    public static final List<Class<?>> ENUMS = List.of(
            Heat.class,
            Charge.class,
            Pressure.class,
            Network.class,
            Precision.class,
            Location.class,
            Attention.class,
            Objective.class,
            Budget.class);

    /** The name of the verbs in rules. */
    public static final String GLOBAL = "policy";

    private Vocabulary() {}

    /** Everything of the vocabulary that compiled rules link to, as text; it changes when compiled rules must. */
    public static String signature() {
        return Stream.of(FACTS, ENUMS, List.<Class<?>>of(Verbs.class))
                .flatMap(List::stream)
                .map(Vocabulary::signature)
                .collect(Collectors.joining("\n"));
    }

    private static String signature(Class<?> type) {
        String constants = type.isEnum() ? Arrays.toString(type.getEnumConstants()) : "";
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
                .map(Method::toString)
                .sorted()
                .collect(Collectors.joining("\n", type.getName() + constants + "\n", ""));
    }
}
