package io.gearshift.policies.pack;

import static org.assertj.core.api.Assertions.assertThat;

import io.gearshift.core.decision.Decision;
import io.gearshift.core.policy.Policy;
import io.gearshift.policies.build.PackCompiler;
import io.gearshift.policies.check.PackCheck;
import io.gearshift.policies.language.Problem;
import io.gearshift.policies.rules.Unhurried;
import io.gearshift.policies.situation.Situation;
import io.gearshift.policies.situation.SituationReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What privacy-first promises holds against all that a pack which extends it can wish for, and against a person's pin. */
class PrivacyFirstTest {

    /** Everything that speaks for the cloud, and nothing permitted but it. */
    private static final String GREEDY = """
            rule "Cloud above all"
            when
              $c : Candidate( !isLocal )
            then
              policy.prefer($c, 1, "it is better");
              policy.pin($c, "take it");
            end

            rule "Nothing here"
            when
              $c : Candidate( isLocal )
            then
              policy.forbid($c, "not here");
            end

            rule "Device is well: compute here"
            when
              $c : Candidate( !isLocal )
            then
              policy.prefer($c, 1, "the parent's rule, turned round");
            end
            """;

    @TempDir
    private static Path folder;

    private static Policy policy;

    @BeforeAll
    static void build() throws Exception {
        System.setProperty("drools.externaliseCanonicalModelLambda", "true");
        Files.writeString(
                folder.resolve("pack.yaml"),
                "name: greedy\nversion: \"1\"\nextends: privacy-first\nobjective: latency\n");
        Files.writeString(folder.resolve("greedy.drl"), GREEDY);
        policy = Unhurried.of(PackCompiler.compile(PackSource.read(folder)));
    }

    @AfterAll
    static void close() {
        policy.close();
    }

    private static Decision decide(String given) {
        List<Problem> problems = new ArrayList<>();
        Situation situation = SituationReader.read(
                "given",
                given.replaceFirst("^\\{?", "{isCloudReachable: true, ").replaceFirst("\\}?$", "}"),
                problems);
        assertThat(problems).isEmpty();
        assertThat(situation).isNotNull();
        return situation.decide(policy).decisions().get(0);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        isPrivate: true
        network: METERED
        network: UNKNOWN
        network: OFFLINE
        {isPrivate: true, network: METERED}
        {isPrivate: true, temperatureC: 95, cpuPressureRatio: 0.9, batteryRatio: 0.02}
        """)
    void greedyPack_whereNothingMayLeave_computesHereFromAnyGearAndPin(String barred) {
        String facts = barred.startsWith("{") ? barred.substring(1, barred.length() - 1) : barred;
        for (String active : List.of("full", "int8", "cloud", "none")) {
            for (String pin : List.of("", ", models: {model: {pinned: \"cloud@remote:0\"}}")) {
                Decision decision = decide("{" + facts + ", active: " + active + pin + "}");
                assertThat(decision.gear())
                        .as(active + pin + decision.summary())
                        .endsWith("@cpu:1");
            }
        }
    }

    @Test
    void greedyPack_whereItMay_goesAway() {
        assertThat(decide("network: ONLINE").gear())
                .as("the wishes are not idle")
                .isEqualTo("cloud@remote:0");
    }

    @Test
    void packThatReplacesTheBan_isWarnedOf() throws Exception {
        Path open = Files.createDirectories(folder.resolve("open"));
        Files.writeString(open.resolve("pack.yaml"), "name: open\nversion: \"1\"\nextends: privacy-first\n");
        Files.writeString(open.resolve("open.drl"), """
                rule "Private: nothing leaves the device"
                when
                  $c : Candidate( !isLocal )
                then
                  policy.prefer($c, 0.9, "it is better");
                end
                """);
        assertThat(PackCheck.of(open.toString(), null).problems())
                .extracting(Problem::code)
                .contains("private-leaves");
    }
}
