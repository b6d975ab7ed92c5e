package io.gearshift.policies.code;

import io.gearshift.core.policy.Mode;
import io.gearshift.policies.rules.PackClassLoader;
import io.gearshift.policies.rules.Verbs;
import io.gearshift.policies.rules.Vocabulary;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.objectweb.asm.Type;

/**
 * What compiled rules may name. Written down from what the permitted language compiles to, so that a new construct, or another
 * version of the engine, that needs more is noticed by the tests and looked at by a person.
 */
final class Calls {

    /** What conditions and actions become, and the model that lists them. An operator, which the engine calls back, is none. */
    private static final Predicate<String> IMPLEMENTABLE = Pattern.compile("java/io/Serializable"
                    + "|org/drools/model/(Model|DomainClassMetadata"
                    + "|functions/(Predicate\\d+|Function\\d+|Block\\d+|HashedExpression))")
            .asMatchPredicate();

    private static final Set<String> VOCABULARY = Stream.concat(Vocabulary.FACTS.stream(), Vocabulary.ENUMS.stream())
            .map(Type::getInternalName)
            .collect(Collectors.toUnmodifiableSet());

    /** Inherited by every fact, and not data. */
    private static final Set<String> NOT_DATA =
            Set.of("getClass", "wait", "notify", "notifyAll", "getDeclaringClass", "describeConstable");

    private static final String D = "org/drools/modelcompiler/dsl/pattern/D";
    private static final String MODEL = "org/drools/model/";

    private static final Map<String, Set<String>> METHODS = Map.ofEntries(
            Map.entry(
                    Type.getInternalName(Verbs.class),
                    Set.of("insert", "forbid", "prefer", "limit", "objective", "pin", "fires")),
            Map.entry("java/lang/Object", Set.of("<init>")),
            Map.entry("java/lang/Enum", Set.of("<init>", "valueOf")),
            Map.entry("java/lang/String", Set.of("equals", "hashCode", "valueOf")),
            Map.entry("java/lang/Boolean", Set.of("valueOf", "booleanValue")),
            Map.entry("java/lang/Integer", Set.of("valueOf", "intValue", "doubleValue")),
            Map.entry("java/lang/Long", Set.of("valueOf", "longValue", "doubleValue")),
            Map.entry("java/lang/Double", Set.of("valueOf", "doubleValue")),
            Map.entry("java/lang/RuntimeException", Set.of("<init>")),
            Map.entry("java/lang/System", Set.of("arraycopy")), // in each enum; behind the fence it does not even link
            Map.entry("java/util/ArrayList", Set.of("<init>")),
            Map.entry("java/util/List", Set.of("add")),
            Map.entry("java/util/Arrays", Set.of("asList")),
            Map.entry("java/util/Collections", Set.of("emptyList")),
            Map.entry(
                    "java/time/format/DateTimeFormatterBuilder",
                    Set.of("<init>", "appendPattern", "parseCaseInsensitive", "toFormatter")),
            Map.entry("org/drools/util/DateUtils", Set.of("getDateFormatMask")),
            Map.entry(
                    "org/drools/modelcompiler/util/EvaluationUtil",
                    Set.of(
                            "areNullSafeEquals",
                            "areNumbersNullSafeEquals",
                            "greaterOrEqual",
                            "greaterOrEqualNumbers",
                            "greaterThan",
                            "greaterThanNumbers",
                            "lessOrEqual",
                            "lessOrEqualNumbers",
                            "lessThan",
                            "lessThanNumbers")),
            Map.entry(
                    D,
                    Set.of(
                            "alphaIndexedBy",
                            "and",
                            "betaIndexedBy",
                            "declarationOf",
                            "eval",
                            "exists",
                            "globalOf",
                            "not",
                            "on",
                            "or",
                            "pattern",
                            "rule")),
            Map.entry(MODEL + "DomainClassMetadata", Set.of("getPropertyIndex")),
            Map.entry(MODEL + "PatternDSL$PatternDef", Set.of("bind", "expr")),
            Map.entry(
                    MODEL + "functions/PredicateInformation",
                    Set.of("<init>", "addRuleNames", "setMoreThanMaxRuleDefs")),
            Map.entry(MODEL + "impl/RuleBuilder", Set.of("attribute", "build")));

    /** One class for each number of facts that an action uses. */
    private static final String ACTIONS = MODEL + "consequences/ConsequenceBuilder$_";

    private static final Set<String> MAKEABLE = Set.of(
            Type.getInternalName(Mode.class),
            "java/lang/RuntimeException",
            "java/time/format/DateTimeFormatterBuilder",
            "java/util/ArrayList",
            MODEL + "functions/PredicateInformation");

    private static final Set<String> FIELDS = Set.of(
            "java/lang/Boolean.TYPE",
            "java/lang/Double.TYPE",
            "java/lang/Integer.TYPE",
            "java/lang/Long.TYPE",
            "java/util/Locale.ENGLISH",
            MODEL + "Rule$Attribute.SALIENCE",
            MODEL + "operators/ContainsOperator.INSTANCE",
            MODEL + "operators/InOperator.INSTANCE");

    private static final String COMPARISONS = MODEL + "Index$ConstraintType";

    /** Final, so that the verifier vouches for them: names, values and constants, of a length that no rule chooses. */
    private static final Set<String> SHORT = Stream.concat(
                    Stream.of(String.class, Boolean.class, Integer.class, Long.class, Double.class),
                    Vocabulary.ENUMS.stream())
            .map(Type::getInternalName)
            .collect(Collectors.toUnmodifiableSet());

    private final Set<String> own;

    Calls(Set<String> own) {
        this.own = own;
    }

    boolean isOwn(String type) {
        return own.contains(type);
    }

    boolean isImplementable(String type) {
        return IMPLEMENTABLE.test(type);
    }

    boolean isMakeable(String type) {
        return own.contains(type) || MAKEABLE.contains(type);
    }

    /** Whether the class, or that of an array's elements, may be named at all. */
    boolean isKnown(Type type) {
        Type element = type.getSort() == Type.ARRAY ? type.getElementType() : type;
        return element.getSort() != Type.OBJECT
                || own.contains(element.getInternalName())
                || PackClassLoader.isReachable(element.getClassName());
    }

    boolean isReadable(String type, String field) {
        return VOCABULARY.contains(type) || COMPARISONS.equals(type) || FIELDS.contains(type + "." + field);
    }

    /** Whether it may become part of a joined text. */
    boolean isShort(Type type) {
        return type.getSort() < Type.ARRAY || type.getSort() == Type.OBJECT && SHORT.contains(type.getInternalName());
    }

    boolean isAllowed(String type, String method) {
        if (VOCABULARY.contains(type)) {
            return !NOT_DATA.contains(method);
        }
        return METHODS.getOrDefault(type, Set.of()).contains(method)
                || type.startsWith(ACTIONS) && method.equals("execute");
    }
}
