package io.gearshift.policies.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.gearshift.core.policy.Attention;
import io.gearshift.core.policy.Candidate;
import io.gearshift.core.policy.Charge;
import io.gearshift.core.policy.Device;
import io.gearshift.core.policy.Heat;
import io.gearshift.core.policy.Location;
import io.gearshift.core.policy.Model;
import io.gearshift.core.policy.Network;
import io.gearshift.core.policy.PolicyInput;
import io.gearshift.core.policy.PolicyOutcome;
import io.gearshift.core.policy.Precision;
import io.gearshift.core.policy.Pressure;
import io.gearshift.core.policy.Scene;
import io.gearshift.policies.pack.TestingPacks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Leaving out the rules that cannot fire changes nothing. */
class RuleBasesTest {

    /** A chain over a mode, a negation and an alternative: what the gates must leave to the engine. */
    private static final String TRICKY = """
            rule "Hot is a mode"
            when
              Device( heat == HOT || heat == CRITICAL )
            then
              insert(new Mode("cool-down"));
            end

            rule "Cool down"
            when
              Mode( name == "cool-down" )
              $c : Candidate( isLocal )
            then
              policy.prefer($c, 0.25, "cooling down");
            end

            rule "Not charging"
            when
              not Device( isCharging )
              $c : Candidate( isActive )
            then
              policy.prefer($c, 0.1, "not on charge");
            end

            rule "Private and online"
            when
              Scene( isPrivate )
              exists Device( network == ONLINE )
            then
              policy.objective(LATENCY, "private");
            end
            """;

    @TempDir
    static Path folder;

    private static DroolsPolicy policy;

    private final Random random = new Random(7);

    @BeforeAll
    static void build() throws Exception {
        StringBuilder rules = new StringBuilder(TRICKY);
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/packs/default"))) {
            files.filter(file -> file.toString().endsWith(".drl"))
                    .sorted()
                    .forEach(file -> rules.append('\n').append(read(file)));
        }
        policy = Unhurried.of(TestingPacks.build(folder, rules.toString()));
    }

    @AfterAll
    static void close() {
        policy.close();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void evaluate_anyDevice_saysWhatAllRulesSay() {
        TreeSet<String> fired = new TreeSet<>();
        for (int i = 0; i < 2000; i++) {
            PolicyInput input = input();
            PolicyOutcome all = policy.evaluateAll(input);

            assertThat(policy.evaluate(input)).as("%s", input).isEqualTo(all);
            assertThat(all.fault()).isNull();
            fired.addAll(all.firedRules());
        }
        assertThat(fired).as("rules that fired").hasSize(policy.rules().size());
    }

    @Test
    void evaluate_backToAFormerDevice_saysTheSameAgain() {
        PolicyInput first = input();
        PolicyOutcome before = policy.evaluate(first);
        for (int i = 0; i < 200; i++) { // more combinations than are kept
            policy.evaluate(input());
        }

        assertThat(policy.evaluate(first)).isEqualTo(before);
    }

    private PolicyInput input() {
        List<Model> models = List.of(
                new Model("a", "image", 50, 20.0, 1, random.nextDouble() / 5),
                new Model("b", "speech", 50, null, 1, random.nextDouble() / 5));
        List<Candidate> candidates = new ArrayList<>();
        for (Model model : models) {
            int active = random.nextInt(4);
            for (int i = 0; i < 3; i++) {
                candidates.add(candidate(model.name(), i, i == active));
            }
            candidates.add(cloud(model.name(), active == 3));
        }
        return new PolicyInput(device(), scene(), models, candidates);
    }

    private static Candidate candidate(String model, int i, boolean isActive) {
        int threads = 1 + i % 2;
        double cost = i == 2 ? 1 : 4 + i;
        return new Candidate(
                model,
                "v" + i + "@cpu:" + threads,
                "v" + i,
                Precision.FP32,
                Location.LOCAL,
                "cpu",
                threads,
                0.9,
                0,
                10,
                12,
                cost,
                cost * 1e7,
                isActive,
                isActive,
                i == 2,
                true);
    }

    private Candidate cloud(String model, boolean isActive) {
        return new Candidate(
                model,
                "cloud@remote:0",
                "cloud",
                Precision.FP32,
                Location.CLOUD,
                "remote",
                0,
                0.9,
                0,
                10,
                12,
                1,
                0,
                isActive,
                isActive,
                false,
                random.nextBoolean());
    }

    private Scene scene() {
        return new Scene("any", any(Attention.values()), null, null, random.nextBoolean());
    }

    private Device device() {
        return new Device(
                any(Heat.values()),
                number(40, 60),
                "cpu",
                number(90, 1),
                number(0, 50),
                number(0, 1),
                number(0, 300),
                random.nextInt(2) * 1000,
                random.nextBoolean(),
                any(Charge.values()),
                number(0, 1),
                random.nextBoolean(),
                true,
                number(0, 3600),
                number(1, 9),
                number(1, 9),
                any(Pressure.values()),
                number(0, 1),
                number(0, 1),
                0,
                2,
                number(0, 1),
                any(Pressure.values()),
                number(1e7, 4e8),
                number(0, 1),
                number(0, 1),
                any(Pressure.values()),
                any(Network.values()),
                number(1, 99),
                random.nextBoolean(),
                random.nextBoolean(),
                List.of());
    }

    private <T> T any(T[] values) {
        return values[random.nextInt(values.length)];
    }

    /** Unknown one time in four. */
    private @Nullable Double number(double from, double span) {
        return random.nextInt(4) == 0 ? null : from + span * random.nextDouble();
    }
}
