package io.gearshift.policies.language;

import io.gearshift.policies.language.Problem.Severity;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The kinds of problems in a pack. Their ids are stable over versions: scripts and hosts of code filter by them. */
public enum Code {
    SYNTAX("The text is not a rule as the grammar has it."),
    KEYWORD_CASE("Keywords are written in lower case."),
    QUOTES("Texts stand in plain double quotes, closed on the same line."),
    CHARACTER("The character has no meaning in a rule."),
    COMMENT("A comment has no end."),
    NUMBER("Not a number as rules write them."),
    DECIMAL_COMMA("Decimals are written with a point."),
    PERCENT("Ratios are 0 to 1; there is no percent sign."),
    FORBIDDEN_SYNTAX("Drools or Java that a policy may not use: rules reach the vocabulary only."),
    TOO_DEEP("Nested too deeply to be read, by a person or by the stack."),
    TOO_LARGE("More than a person can read or a compiler should get: texts, names, conditions, actions."),
    LOOK_ALIKE("The name can be mistaken for another."),
    UNKNOWN_FACT("No fact of this name."),
    UNKNOWN_FIELD("The fact has no field of this name."),
    UNKNOWN_CONSTANT("The field's type has no constant of this name."),
    UNKNOWN_VERB("policy has no verb of this name."),
    UNBOUND_VARIABLE("The name is not bound where it is used."),
    DUPLICATE_VARIABLE("A name stands for one value in a rule."),
    OUT_OF_REACH("Rules read fields of facts and name constants; they call nothing."),
    TYPE_MISMATCH("Different kinds are compared or computed with, or a verb gets the wrong kind."),
    NO_ORDER("The values have no order that this operator could use."),
    MAY_BE_MISSING("The value may be missing, and computing with it would fail."),
    MISSING_COUNTS(Severity.WARNING, "The condition is also true when the sensor is missing or stale."),
    NEVER_NULL("The field always has a value."),
    OUT_OF_RANGE("No device can have this value."),
    UNITS(Severity.WARNING, "Possible, but most likely a mistake of units."),
    CONSTANT_CONDITION("The condition does not depend on a fact."),
    DIVISION_BY_ZERO("Division by zero."),
    ACTION_DECIDES("Actions only say what follows; conditions stand before then."),
    WRONG_ARGUMENTS("The verb takes other arguments."),
    EMPTY_REASON("Every verdict has a reason that a person can read."),
    EMPTY_RULE("The rule has no action."),
    TOO_MANY_COMBINATIONS("The rule combines too many facts to stay fast."),
    DUPLICATE_RULE("Two rules have one name."),
    COMPILER("Found by the rule compiler only."),
    MANIFEST("pack.yaml is not what a pack needs."),
    PACK("The pack's files cannot be read."),
    TABLE("A decision table is not laid out as one."),
    TEST("A file of tests beside the pack is wrong."),
    EMPTY_FILE(Severity.WARNING, "A file of rules without a rule."),
    IGNORED(Severity.WARNING, "A file or a row that looks like rules or tests, and that nothing reads."),
    OVERRIDE_MISSED(Severity.WARNING, "A rule is named almost like an inherited one, and does not replace it."),
    UNUSED_FACT(Severity.WARNING, "A fact is named, and nothing uses the name."),
    NEVER_MATCHES(Severity.WARNING, "No device, scene, model and candidate can satisfy the conditions."),
    DEAD_BRANCH(Severity.WARNING, "This alternative can never hold."),
    ALWAYS_TRUE(Severity.WARNING, "The condition is true whatever the device does."),
    SHADOWED(Severity.WARNING, "Another rule already does this whenever this one would."),
    CONTRADICTION(Severity.WARNING, "Two rules cancel each other."),
    SAME_RULE(Severity.WARNING, "Two rules of different names say the same."),
    LAST_RESORT(
            Severity.WARNING,
            "The rule leaves a model without any gear; the lightest local one is then used nevertheless."),
    MODE_NEVER_INSERTED(Severity.WARNING, "A Mode is matched that no rule inserts."),
    MODE_NEVER_MATCHED(Severity.WARNING, "A Mode is inserted that no rule matches."),
    PRIVATE_LEAVES(
            Severity.WARNING,
            "A remote gear is favoured, and nothing keeps the data of a private scene on the device."),
    NO_EFFECT(Severity.WARNING, "The action changes nothing."),
    ALLOWANCE(Severity.WARNING, "A comment allows what is no warning, or one that does not occur there.");

    private final Severity severity;
    private final String summary;

    Code(String summary) {
        this(Severity.ERROR, summary);
    }

    Code(Severity severity, String summary) {
        this.severity = severity;
        this.summary = summary;
    }

    /** Of every problem of this kind. */
    public Severity severity() {
        return severity;
    }

    /** Kebab-case, e.g. {@code unknown-field}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** One sentence. */
    public String summary() {
        return summary;
    }

    /** Empty for an id of no code here. */
    public static Optional<Code> of(String id) {
        return Arrays.stream(values()).filter(code -> code.id().equals(id)).findFirst();
    }
}
