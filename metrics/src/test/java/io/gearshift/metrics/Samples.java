package io.gearshift.metrics;

import io.gearshift.core.decision.Action;
import io.gearshift.core.decision.Decision;
import io.gearshift.core.decision.ReasonCode;
import io.gearshift.core.observe.CycleRecord;
import io.gearshift.core.policy.Device;
import io.gearshift.core.policy.PolicyId;
import io.gearshift.core.policy.Scene;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decisions and turns for tests. */
public final class Samples {

    public static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    public static final PolicyId POLICY = new PolicyId("default", "1.0.0", "3fa9c1d2");

    private Samples() {}

    public static Decision decision(String id, String model, Action action, String gear) {
        var considered = List.of(
                new Decision.Considered("full@cpu:1", 0.8, 4, 6, 12, 9e6, 0.93, List.of(), List.of()),
                new Decision.Considered("pruned@cpu:1", 0.9, 1, 2, 3, 3e6, 0.92, List.of(), List.of()));
        var reason =
                new Decision.Reason("rule", "Cool \"down\"", "heat.drl:12", "too hot: ≥ 90 °C", List.of("t = 96.0"));
        return new Decision(
                id,
                NOON,
                model,
                action,
                "full@cpu:1",
                gear,
                action == Action.HOLD ? ReasonCode.BEST : ReasonCode.FORBIDDEN,
                "Cool down: 96 °C",
                false,
                List.of(),
                List.of(reason),
                considered,
                null,
                POLICY,
                Device.unknown(),
                Scene.initial());
    }

    public static CycleRecord cycle(
            Device device, PolicyId policy, @Nullable String fault, List<String> fired, Decision... decisions) {
        List<Decision> all = List.of(decisions);
        return new CycleRecord(NOON, device, Scene.initial(), policy, all, all, fired, fault);
    }
}
