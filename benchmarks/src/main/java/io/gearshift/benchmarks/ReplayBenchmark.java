package io.gearshift.benchmarks;

import io.gearshift.core.policy.Policy;
import io.gearshift.policies.pack.PackException;
import io.gearshift.policies.pack.PackStore;
import io.gearshift.simulator.baseline.AlertStyle;
import io.gearshift.simulator.baseline.StaticGears;
import io.gearshift.simulator.baseline.Thresholds;
import io.gearshift.simulator.closedloop.ClosedLoop;
import io.gearshift.simulator.closedloop.LoopDriver;
import io.gearshift.simulator.closedloop.Scenario;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
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

/** Two hours of a {@link Day} in closed loop, on one core, with all compilers as the command runs. */
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 4)
@Measurement(iterations = 6)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xmx1g", "-XX:TieredStopAtLevel=4"})
public class ReplayBenchmark {

    /** Length of what is replayed. */
    static final int SECONDS = 7200;

    /** Who decides. */
    public enum Decider {
        RULES,
        STATIC,
        THRESHOLDS,
        ALERT
    }

    @Param
    public Decider decider = Decider.RULES;

    @Param({"1", "20"})
    public int requestsPerS;

    private Policy rules;
    private Scenario scenario;

    @Setup
    public void prepare() throws PackException, IOException {
        rules = new PackStore(Path.of("benchmarks/target/state")).load("default");
        scenario = new Day(SECONDS, requestsPerS).scenario();
    }

    @Benchmark
    public Object replay() {
        return switch (decider) {
            case RULES -> ClosedLoop.run(scenario, new LoopDriver("rules", rules, cycle -> {}));
            case STATIC -> ClosedLoop.run(scenario, new StaticGears(Map.of("m", "full@cpu:1")));
            case THRESHOLDS -> ClosedLoop.run(scenario, new Thresholds());
            case ALERT -> ClosedLoop.run(scenario, new AlertStyle());
        };
    }

    @TearDown
    public void close() {
        rules.close();
    }
}
