package io.gearshift.core.observe;

import io.gearshift.core.decision.Decision;
import io.gearshift.core.policy.Device;
import io.gearshift.core.policy.PolicyId;
import io.gearshift.core.policy.Scene;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One whole turn of the loop that decided.
 *
 * @param decisions one per model, in name order
 * @param news those of {@code decisions} whose action, gear or reason differ from the model's last one; only these are
 *     logged and pushed as events, the rest repeat what is known
 * @param firedRules in firing order
 * @param policyFault why the policy was not used; null when it was
 */
public record CycleRecord(
        Instant at,
        Device device,
        Scene scene,
        PolicyId policy,
        List<Decision> decisions,
        List<Decision> news,
        List<String> firedRules,
        @Nullable String policyFault) {

    public CycleRecord {
        decisions = List.copyOf(decisions);
        news = List.copyOf(news);
        firedRules = List.copyOf(firedRules);
    }

    /**
     * How good an estimate was.
     *
     * @param errorRatio (observed - expected) / expected latency of the last report
     */
    public record EstimateCheck(String model, String gear, double expectedLatencyMs, double errorRatio) {}
}
