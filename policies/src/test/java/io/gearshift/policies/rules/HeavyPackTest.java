package io.gearshift.policies.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.gearshift.core.policy.Candidate;
import io.gearshift.core.policy.Device;
import io.gearshift.core.policy.Model;
import io.gearshift.core.policy.PolicyInput;
import io.gearshift.core.policy.PolicyOutcome;
import io.gearshift.core.policy.Precision;
import io.gearshift.core.policy.Scene;
import io.gearshift.policies.language.RuleReader;
import io.gearshift.policies.pack.TestingPacks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pack that the reader accepts and that asks for as much work as it may, on a device with many facts. */
class HeavyPackTest {

    private static final int CANDIDATES = 120;
    private static final int MODELS = 10;
    private static final int MODES = 40;

    private static final String HEAVY = """
            rule "pairs"
            when
              Scene( name == "pairs" )
              $a : Candidate( )
              $b : Candidate( energyMj >= $a.energyMj )
            then
              policy.prefer($a, 0.1, "pair with " + $b.gear());
            end

            rule "compares"
            when
              Scene( name == "compares" )
              $a : Candidate( $e : energyMj )
              $b : Candidate( energyMj >= $e )
              not Candidate( energyMj < 0 )
              Model( priority < 0 )
            then
              policy.prefer($a, 0.1, "never " + $b.gear());
            end

            rule "works"
            when
              $a : Candidate( isActive )
            then
              policy.prefer($a, 0.1, "active");
            end
            """
            + IntStream.range(0, MODES)
                    .mapToObj(i -> "rule \"mode " + i + "\" when Scene( name == \"modes\" ) then insert(new Mode(\"m"
                            + i + "\")); end\n")
                    .collect(Collectors.joining());

    @TempDir
    private static Path folder;

    private static CompiledPack pack;
    private static CompiledPack pairs;

    @BeforeAll
    static void build() throws Exception {
        assertThat(RuleReader.read("rules.drl", HEAVY).problems()).isEmpty();
        pack = TestingPacks.build(Files.createDirectory(folder.resolve("a")), HEAVY);
        pairs = TestingPacks.build(Files.createDirectory(folder.resolve("b")), HEAVY.split("rule \"compares\"", 2)[0]);
    }

    /** 14 400 pairs; ten firings for each rule and fact. */
    @Test
    void rule_thatFiresForEachPair_isStoppedAfterItsFirings() {
        int limit = 10 * (2 + MODELS + CANDIDATES) * (1 + 1);

        assertThat(fault(pairs, "pairs"))
                .isEqualTo("stopped after " + limit
                        + " firings, the last of rule \"pairs\": it or a rule it feeds never ends");
    }

    @Test
    void rule_thatComparesAllAndFiresNever_ends() {
        try (DroolsPolicy policy = Unhurried.of(pack)) {
            PolicyOutcome outcome = policy.evaluate(input("compares"));

            assertThat(outcome.fault()).isNull();
            assertThat(outcome.firedRules()).isEmpty();
        }
    }

    @Test
    void rule_thatDrawsManyModes_isStoppedAt32() {
        assertThat(fault(pack, "modes")).contains("failed: more than 32 different Modes");
    }

    /** The same policy decides again as if nothing had been. */
    private static String fault(CompiledPack pack, String scene) {
        try (DroolsPolicy policy = Unhurried.of(pack)) {
            PolicyOutcome outcome = policy.evaluate(input(scene));
            assertThat(outcome.verdicts()).isEmpty();
            assertThat(policy.evaluate(input("default")).fault()).isNull();
            return String.valueOf(outcome.fault());
        }
    }

    private static PolicyInput input(String scene) {
        Scene now = Scene.initial();
        List<Model> models = IntStream.range(0, MODELS)
                .mapToObj(i -> new Model("m" + i, "image", 50, null, 1, 0))
                .toList();
        List<Candidate> candidates = IntStream.range(0, CANDIDATES)
                .mapToObj(i -> TestingPacks.candidate("m" + i % MODELS, "v" + i, Precision.FP32))
                .toList();
        return new PolicyInput(
                Device.unknown(),
                new Scene(scene, now.attention(), now.latencyObjectiveMs(), now.minAccuracy(), now.isPrivate()),
                models,
                candidates);
    }
}
