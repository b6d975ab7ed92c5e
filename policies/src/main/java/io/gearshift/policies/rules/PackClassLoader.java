package io.gearshift.policies.rules;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The fence around a pack: its classes link to the vocabulary, the verbs, what the Drools model needs, and a few
 * harmless classes of the JDK. Every other class does not exist for them, so an action that names System, Runtime,
 * Files, Thread or reflection fails when it first runs. What is defined here is exactly the bytes that were verified.
 */
public final class PackClassLoader extends ClassLoader {

    /** The package of all generated classes. */
    static final String PACKAGE = "gearshift.pack.";

    /**
     * What generated code and harmless expressions link to. Not here on purpose: Class, System, Runtime, Thread,
     * ClassLoader and MethodHandles (the way to a Lookup; Lookup itself is only named in signatures of bootstraps).
     */
    private static final Set<String> JDK = Set.of(
            "java.lang.Object",
            "java.lang.String",
            "java.lang.CharSequence",
            "java.lang.Comparable",
            "java.lang.Number",
            "java.lang.Double",
            "java.lang.Float",
            "java.lang.Integer",
            "java.lang.Long",
            "java.lang.Short",
            "java.lang.Byte",
            "java.lang.Character",
            "java.lang.Boolean",
            "java.lang.Math",
            "java.lang.Enum",
            "java.lang.Record",
            "java.lang.Iterable",
            "java.lang.StringBuilder",
            "java.lang.Throwable",
            "java.lang.Exception",
            "java.lang.RuntimeException",
            "java.lang.IllegalArgumentException",
            "java.lang.invoke.CallSite",
            "java.lang.invoke.LambdaMetafactory",
            "java.lang.invoke.MethodHandle",
            "java.lang.invoke.MethodHandles$Lookup",
            "java.lang.invoke.MethodType",
            "java.lang.invoke.SerializedLambda",
            "java.lang.invoke.StringConcatFactory",
            "java.io.Serializable",
            "java.math.BigDecimal",
            "java.math.BigInteger",
            "java.time.format.DateTimeFormatter",
            "java.time.format.DateTimeFormatterBuilder",
            "java.util.ArrayList",
            "java.util.Arrays",
            "java.util.Collection",
            "java.util.Collections",
            "java.util.List",
            "java.util.Locale",
            "java.util.Objects");

    /** Builders of the rule model and the comparisons that generated conditions call. */
    private static final Set<String> DROOLS = Set.of(
            "org.drools.modelcompiler.dsl.pattern.D",
            "org.drools.modelcompiler.util.EvaluationUtil",
            "org.drools.util.DateUtils");

    /** Data structures of the rule model, none of which reaches the engine. */
    private static final String MODEL_PACKAGE = "org.drools.model.";

    private static final Set<String> VOCABULARY = Stream.concat(
                    Stream.concat(Vocabulary.FACTS.stream(), Vocabulary.ENUMS.stream()), Stream.of(Verbs.class))
            .map(Class::getName)
            .collect(Collectors.toUnmodifiableSet());

    static {
        registerAsParallelCapable();
    }

    private final Map<String, byte[]> classes;
    private final ClassLoader host;

    PackClassLoader(Map<String, byte[]> classes) {
        super("policy pack", null);
        this.classes = classes;
        this.host = PackClassLoader.class.getClassLoader();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> type = findLoadedClass(name);
            if (type == null) {
                type = isReachable(name) ? host.loadClass(name) : define(name);
            }
            if (resolve) {
                resolveClass(type);
            }
            return type;
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        byte @Nullable [] bytes = name.startsWith(PACKAGE) ? classes.get(name) : null;
        if (bytes == null) {
            throw new ClassNotFoundException(name + " cannot be reached from a rule");
        }
        return defineClass(name, bytes, 0, bytes.length);
    }

    /** Whether such a class exists for a pack. */
    public static boolean isReachable(String name) {
        return VOCABULARY.contains(name)
                || JDK.contains(name)
                || DROOLS.contains(name)
                || name.startsWith(MODEL_PACKAGE);
    }
}
