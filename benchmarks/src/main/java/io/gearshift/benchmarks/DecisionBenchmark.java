package io.gearshift.benchmarks;

import io.gearshift.core.loop.ControlLoop;
import io.gearshift.core.loop.LoopEvent;
import io.gearshift.core.loop.LoopState;
import io.gearshift.core.loop.LoopStep;
import io.gearshift.core.policy.Policy;
import io.gearshift.core.policy.PolicyInput;
import io.gearshift.core.policy.PolicyOutcome;
import io.gearshift.core.policy.Verdict;
import io.gearshift.policies.pack.BuiltIn;
import io.gearshift.policies.pack.PackException;
import io.gearshift.policies.pack.PackStore;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One decision: the rules alone, and a whole turn of the loop with them; the built-in pack in Drools and the same rules
 * written by hand. One after the other on four devices: well, warm and busy, hot and offline, low on battery.
 */
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 3,
        jvmArgsAppend = {"-Xmx64m", "-XX:+UseSerialGC"})
public class DecisionBenchmark {

    /** Who says the verdicts. */
    public enum Engine {
        HAND_CODED,
        DROOLS
    }

    @Param
    public Engine engine = Engine.DROOLS;

    @Param({"12", "120"})
    public int candidates;

    private Policy drools;
    private Policy policy;
    private ControlLoop loop;
    private LoopEvent tick;
    private PolicyInput[] inputs;
    private LoopState[] states;
    private int next;

    /** Fails when the two do not say the same: then there is nothing to compare. */
    @Setup
    public void prepare() throws PackException {
        drools = new PackStore(Path.of("benchmarks/target/state")).load(BuiltIn.DEFAULT);
        Policy handCoded = new HandCodedPolicy(drools);
        policy = engine == Engine.DROOLS ? drools : handCoded;
        loop = new ControlLoop(policy);
        tick = new LoopEvent.Tick(Situations.now());
        List<LoopState> all = Situations.states(drools, candidates);
        states = all.toArray(LoopState[]::new);
        CapturingPolicy capturing = new CapturingPolicy(drools);
        all.forEach(state -> new ControlLoop(capturing).step(state, tick));
        inputs = capturing.asked().toArray(PolicyInput[]::new);
        for (PolicyInput input : inputs) {
            check(input, drools.evaluate(input), handCoded.evaluate(input));
        }
    }

    private void check(PolicyInput input, PolicyOutcome one, PolicyOutcome other) {
        Set<Verdict> rules = new HashSet<>(one.verdicts());
        Set<Verdict> java = new HashSet<>(other.verdicts());
        if (input.candidates().size() != candidates || rules.isEmpty() || !rules.equals(java)) {
            Set<Verdict> onlyRules = new HashSet<>(rules);
            onlyRules.removeAll(java);
            java.removeAll(rules);
            throw new IllegalStateException(input.candidates().size() + " candidates, only the rules say "
                    + some(onlyRules) + ", only the hand-coded ones " + some(java));
        }
    }

    private static List<Verdict> some(Set<Verdict> verdicts) {
        return verdicts.stream().limit(3).toList();
    }

    @Benchmark
    public PolicyOutcome rules() {
        return policy.evaluate(inputs[next++ & 3]);
    }

    @Benchmark
    public LoopStep turn() {
        return loop.step(states[next++ & 3], tick);
    }

    @TearDown
    public void close() {
        drools.close();
    }
}
