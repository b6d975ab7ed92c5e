package io.gearshift.benchmarks;

import dev.cel.common.CelValidationException;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import io.gearshift.core.loop.ControlLoop;
import io.gearshift.core.loop.LoopEvent;
import io.gearshift.core.policy.Candidate;
import io.gearshift.core.policy.Device;
import io.gearshift.core.policy.Policy;
import io.gearshift.core.policy.PolicyInput;
import io.gearshift.core.policy.Verdict;
import io.gearshift.policies.pack.PackException;
import io.gearshift.policies.pack.PackStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
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

/**
 * What many rules cost: the same {@link RuleShape}s as rules in Drools, as CEL expressions, and in Java, over the
 * candidates of four devices. Each gives the verdicts of one decision; the set-up fails when they differ.
 */
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xmx128m", "-XX:+UseSerialGC"})
public class RuleScaleBenchmark {

    /** How the rules are said. */
    public enum Engine {
        HAND_CODED,
        DROOLS,
        CEL
    }

    @Param
    public Engine engine = Engine.DROOLS;

    @Param({"20", "200"})
    public int rules;

    @Param({"12", "120"})
    public int candidates;

    private Policy drools;
    private List<RuleShape> shapes;
    private List<CelRuntime.Program> programs;
    private PolicyInput[] inputs;
    private int next;

    @Setup
    public void prepare() throws PackException, IOException, CelValidationException, CelEvaluationException {
        shapes = RuleShape.of(rules);
        Path target = Path.of("benchmarks/target");
        drools = new PackStore(target.resolve("state"))
                .load(pack(target.resolve("packs"), rules).toString());
        programs = programs(shapes);
        CapturingPolicy capturing = new CapturingPolicy(drools);
        LoopEvent tick = new LoopEvent.Tick(Situations.now());
        Situations.states(drools, candidates).forEach(state -> new ControlLoop(capturing).step(state, tick));
        inputs = capturing.asked().toArray(PolicyInput[]::new);
        for (PolicyInput input : inputs) {
            Collection<Verdict> said = new HashSet<>(drools.evaluate(input).verdicts());
            if (said.isEmpty()
                    || !said.equals(new HashSet<>(byHand(input)))
                    || !said.equals(new HashSet<>(byCel(input)))) {
                throw new IllegalStateException(rules + " rules: the three ways say different things");
            }
        }
    }

    /** A pack of so many rules, twenty a file, with a thousand cases to test it by. */
    static Path pack(Path folder, int rules) throws IOException {
        Path pack = Files.createDirectories(folder.resolve("rules-" + rules));
        Files.writeString(pack.resolve("pack.yaml"), "name: rules-" + rules + "\nversion: \"1\"\nobjective: energy\n");
        StringBuilder text = new StringBuilder();
        for (RuleShape shape : RuleShape.of(rules)) {
            text.append(shape.rule());
            if (shape.number() % 20 == 19) {
                Files.writeString(pack.resolve("rules-" + shape.number() / 20 + ".drl"), text.toString());
                text.setLength(0);
            }
        }
        return pack;
    }

    private static List<CelRuntime.Program> programs(List<RuleShape> shapes)
            throws CelValidationException, CelEvaluationException {
        MapType fields = MapType.create(SimpleType.STRING, SimpleType.DYN);
        CelCompiler compiler = CelCompilerFactory.standardCelCompilerBuilder()
                .addVar("d", fields)
                .addVar("c", fields)
                .setResultType(SimpleType.BOOL)
                .build();
        CelRuntime runtime = CelRuntimeFactory.standardCelRuntimeBuilder().build();
        List<CelRuntime.Program> programs = new ArrayList<>();
        for (RuleShape shape : shapes) {
            programs.add(runtime.createProgram(compiler.compile(shape.cel()).getAst()));
        }
        return programs;
    }

    @Benchmark
    public Collection<Verdict> rules() throws CelEvaluationException {
        PolicyInput input = inputs[next++ & 3];
        return switch (engine) {
            case HAND_CODED -> byHand(input);
            case DROOLS -> drools.evaluate(input).verdicts();
            case CEL -> byCel(input);
        };
    }

    private List<Verdict> byHand(PolicyInput input) {
        List<Verdict> verdicts = new ArrayList<>();
        Device device = input.device();
        for (RuleShape shape : shapes) {
            for (Candidate candidate : input.candidates()) {
                if (shape.holds(device, candidate)) {
                    verdicts.add(shape.verdict(candidate));
                }
            }
        }
        return verdicts;
    }

    /** The fields are laid out once for each fact, not for each rule. */
    private List<Verdict> byCel(PolicyInput input) throws CelEvaluationException {
        List<Verdict> verdicts = new ArrayList<>();
        Map<String, Object> device = fields(input.device());
        for (Candidate candidate : input.candidates()) {
            Map<String, Object> facts = new HashMap<>();
            facts.put("d", device);
            facts.put("c", fields(candidate));
            for (int i = 0; i < programs.size(); i++) {
                if (Boolean.TRUE.equals(programs.get(i).eval(facts))) {
                    verdicts.add(shapes.get(i).verdict(candidate));
                }
            }
        }
        return verdicts;
    }

    private static Map<String, Object> fields(Device device) {
        Map<String, Object> fields = new HashMap<>();
        put(fields, "temperatureC", device.temperatureC());
        put(fields, "cpuPressureRatio", device.cpuPressureRatio());
        put(fields, "batteryRatio", device.batteryRatio());
        return fields;
    }

    private static void put(Map<String, Object> fields, String name, @org.jspecify.annotations.Nullable Double value) {
        if (value == null) {
            throw new IllegalStateException(name + " is unknown: CEL has no answer then");
        }
        fields.put(name, value);
    }

    private static Map<String, Object> fields(Candidate candidate) {
        return Map.of(
                "isLocal", candidate.isLocal(),
                "isLightest", candidate.isLightest(),
                "threads", (long) candidate.threads(),
                "precision", candidate.precision().name());
    }

    @TearDown
    public void close() {
        drools.close();
    }
}
