package io.gearshift.core.policy;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What one firing of one rule says. Each names its rule and a reason a person can read. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Verdict.Forbid.class, name = "forbid"),
    @JsonSubTypes.Type(value = Verdict.Prefer.class, name = "prefer"),
    @JsonSubTypes.Type(value = Verdict.Limit.class, name = "limit"),
    @JsonSubTypes.Type(value = Verdict.Aim.class, name = "objective"),
    @JsonSubTypes.Type(value = Verdict.Pin.class, name = "pin")
})
public sealed interface Verdict {
    String rule();

    String reason();

    /** The candidate may not be chosen. */
    record Forbid(String rule, String model, String gear, String reason) implements Verdict {}

    /** The candidate's score (0..1, higher is better) moves by {@code weight}, -1..1. */
    record Prefer(String rule, String model, String gear, double weight, String reason) implements Verdict {}

    /** All models together may not use more than {@code amount} of the budget. */
    record Limit(String rule, Budget budget, double amount, String reason) implements Verdict {}

    /** The objective for one model, or for all when {@code model} is empty. */
    record Aim(String rule, String model, Objective objective, String reason) implements Verdict {}

    /** Take this candidate if nothing forbids it. */
    record Pin(String rule, String model, String gear, String reason) implements Verdict {}
}
