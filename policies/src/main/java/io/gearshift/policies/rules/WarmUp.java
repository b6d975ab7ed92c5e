package io.gearshift.policies.rules;

import io.gearshift.core.policy.Attention;
import io.gearshift.core.policy.Candidate;
import io.gearshift.core.policy.Device;
import io.gearshift.core.policy.Location;
import io.gearshift.core.policy.Model;
import io.gearshift.core.policy.Policy;
import io.gearshift.core.policy.PolicyInput;
import io.gearshift.core.policy.Precision;
import io.gearshift.core.policy.Scene;
import java.util.List;

/**
 * Evaluates an invented input a few times, so that the first real decision is quick: the very first evaluation loads
 * classes and links the rules, 50 to 130 ms of CPU on a small device. Outcomes are dropped; a policy remembers nothing.
 */
public final class WarmUp {

    /** Enough that every rule is linked and the hot paths are compiled by the first compiler (200 calls of each). */
    private static final int ROUNDS = 20;

    private static final PolicyInput INPUT = new PolicyInput(
            Device.unknown(),
            new Scene("warm-up", Attention.BACKGROUND, 20.0, 0.5, true),
            List.of(new Model("a", "", 50, 20.0, 1, 0.1), new Model("b", "", 50, null, 0, 0)),
            List.of(
                    candidate("a", "full", Precision.FP32, Location.LOCAL, true),
                    candidate("a", "int8", Precision.INT8, Location.LOCAL, false),
                    candidate("a", "cloud", Precision.FP32, Location.CLOUD, false),
                    candidate("b", "full", Precision.FP32, Location.LOCAL, true),
                    candidate("b", "int8", Precision.INT8, Location.LOCAL, false)));

    private WarmUp() {}

    /** Call it before the policy is in force: one thread at a time. */
    public static void run(Policy policy) {
        for (int i = 0; i < ROUNDS; i++) {
            policy.evaluate(INPUT);
        }
    }

    private static Candidate candidate(
            String model, String variant, Precision precision, Location location, boolean isActive) {
        boolean isLocal = location == Location.LOCAL;
        return new Candidate(
                model,
                variant + (isLocal ? "@cpu:1" : "@remote:0"),
                variant,
                precision,
                location,
                isLocal ? "cpu" : "remote",
                isLocal ? 1 : 0,
                0.9,
                0,
                10,
                15,
                5,
                1e7,
                isActive,
                isActive,
                precision == Precision.INT8,
                true);
    }
}
