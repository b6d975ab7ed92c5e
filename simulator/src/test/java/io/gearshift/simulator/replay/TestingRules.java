package io.gearshift.simulator.replay;

import io.gearshift.core.policy.Candidate;
import io.gearshift.core.policy.Objective;
import io.gearshift.core.policy.Policy;
import io.gearshift.core.policy.PolicyId;
import io.gearshift.core.policy.PolicyInput;
import io.gearshift.core.policy.PolicyOutcome;
import io.gearshift.core.policy.Precision;
import io.gearshift.core.policy.Relaxation;
import io.gearshift.core.policy.RuleInfo;
import io.gearshift.core.policy.Verdict;
import java.util.ArrayList;
import java.util.List;

/** One rule in plain Java: no full precision above a temperature. */
public record TestingRules(String hash, double boundC) implements Policy {

    @Override
    public PolicyId id() {
        return new PolicyId("testing", "1", hash);
    }

    @Override
    public Objective objective() {
        return Objective.ACCURACY;
    }

    @Override
    public List<Relaxation> relaxationOrder() {
        return List.of(Relaxation.LATENCY, Relaxation.MEMORY);
    }

    @Override
    public List<RuleInfo> rules() {
        return List.of(new RuleInfo("hot", "hot.drl", 3, List.of("Device.temperatureC")));
    }

    @Override
    public PolicyOutcome evaluate(PolicyInput input) {
        Double temperature = input.device().temperatureC();
        List<Verdict> verdicts = new ArrayList<>();
        for (Candidate candidate : input.candidates()) {
            if (temperature != null && temperature > boundC && candidate.precision() == Precision.FP32) {
                verdicts.add(new Verdict.Forbid("hot", candidate.model(), candidate.gear(), "it is hot"));
            }
        }
        return PolicyOutcome.of(verdicts, verdicts.isEmpty() ? List.of() : List.of("hot"));
    }

    @Override
    public void close() {}
}
