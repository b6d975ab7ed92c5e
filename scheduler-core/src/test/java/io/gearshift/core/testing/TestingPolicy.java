package io.gearshift.core.testing;

import io.gearshift.core.policy.Candidate;
import io.gearshift.core.policy.Heat;
import io.gearshift.core.policy.Network;
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
import java.util.function.Function;
import java.util.function.Predicate;

/** Rules in plain Java. */
public record TestingPolicy(
        PolicyId id,
        Objective objective,
        List<Relaxation> relaxationOrder,
        List<RuleInfo> rules,
        Function<PolicyInput, PolicyOutcome> evaluation)
        implements Policy {

    public static final PolicyId ID = new PolicyId("testing", "1", "00ff");

    public static final List<Relaxation> ORDER =
            List.of(Relaxation.POWER, Relaxation.LATENCY, Relaxation.ACCURACY, Relaxation.MEMORY);

    public static TestingPolicy of(Function<PolicyInput, List<Verdict>> rules) {
        return new TestingPolicy(
                ID, Objective.ACCURACY, ORDER, List.of(), input -> PolicyOutcome.of(rules.apply(input), List.of()));
    }

    public static TestingPolicy silent() {
        return of(input -> List.of());
    }

    public static TestingPolicy failing(String fault) {
        return new TestingPolicy(ID, Objective.ACCURACY, ORDER, List.of(), input -> PolicyOutcome.failed(fault));
    }

    /** Full precision only while not hot, cloud only while there is a network. */
    public static TestingPolicy heat() {
        TestingPolicy plain = of(input -> {
            List<Verdict> verdicts = new ArrayList<>();
            Heat heat = input.device().heat();
            if (heat == Heat.HOT || heat == Heat.CRITICAL) {
                forbid(verdicts, input, "hot", c -> c.precision() == Precision.FP32 && c.isLocal());
            }
            if (input.device().network() == Network.OFFLINE) {
                forbid(verdicts, input, "offline", c -> !c.isLocal());
            }
            return verdicts;
        });
        RuleInfo hot = new RuleInfo("hot", "heat.drl", 12, List.of("Device.heat", "Device.temperatureC"));
        return new TestingPolicy(ID, plain.objective, ORDER, List.of(hot), plain.evaluation);
    }

    public static void forbid(List<Verdict> verdicts, PolicyInput input, String rule, Predicate<Candidate> which) {
        for (Candidate candidate : input.candidates()) {
            if (which.test(candidate)) {
                verdicts.add(new Verdict.Forbid(rule, candidate.model(), candidate.gear(), rule + " says no"));
            }
        }
    }

    public TestingPolicy withId(PolicyId next) {
        return new TestingPolicy(next, objective, relaxationOrder, rules, evaluation);
    }

    public TestingPolicy withObjective(Objective next) {
        return new TestingPolicy(id, next, relaxationOrder, rules, evaluation);
    }

    @Override
    public PolicyOutcome evaluate(PolicyInput input) {
        return evaluation.apply(input);
    }

    @Override
    public void close() {}
}
