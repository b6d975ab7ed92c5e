package io.gearshift.policies.situation;

import static org.assertj.core.api.Assertions.assertThat;

import io.gearshift.core.decision.Decision;
import io.gearshift.core.policy.Candidate;
import io.gearshift.core.policy.Charge;
import io.gearshift.core.policy.Heat;
import io.gearshift.core.policy.Network;
import io.gearshift.core.policy.Policy;
import io.gearshift.core.policy.Pressure;
import io.gearshift.policies.language.Problem;
import io.gearshift.policies.pack.PackStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SituationTest {

    @TempDir
    static Path folder;

    private static Policy policy;

    @BeforeAll
    static void load() throws Exception {
        policy = new PackStore(folder).load("default");
    }

    @AfterAll
    static void close() {
        policy.close();
    }

    private static Situation read(String text) {
        List<Problem> problems = new ArrayList<>();
        Situation situation = SituationReader.read("state.yaml", text, problems);
        assertThat(problems).isEmpty();
        return java.util.Objects.requireNonNull(situation);
    }

    private static List<String> problems(String text) {
        List<Problem> problems = new ArrayList<>();
        assertThat(SituationReader.read("state.yaml", text, problems)).isNull();
        return problems.stream().map(Problem::toString).toList();
    }

    private static String gear(Situation situation) {
        return situation.decide(policy).decisions().get(0).gear();
    }

    @Test
    void situation_oneLine_isCalmInEverythingElse() {
        Situation situation = read("temperatureC: 50");
        assertThat(situation.device().heat()).isEqualTo(Heat.COOL);
        assertThat(situation.device().headroomC()).isEqualTo(40);
        assertThat(situation.device().battery()).isEqualTo(Charge.OK);
        assertThat(situation.device().cpu()).isEqualTo(Pressure.CALM);
        assertThat(situation.device().network()).isEqualTo(Network.ONLINE);
        assertThat(gear(situation)).isEqualTo("full@cpu:1");
    }

    @ParameterizedTest
    @CsvSource({
        "temperatureC: 69.9, COOL",
        "temperatureC: 70, WARM",
        "temperatureC: 82, HOT",
        "temperatureC: 90, CRITICAL",
        "'{temperatureC: 60, trendCPerS: 1.1}', HOT",
        "heat: HOT, HOT",
        "headroomC: 5, HOT",
        "temperatureC: unknown, UNKNOWN",
        "hasStaleTemperature: true, UNKNOWN",
        "'{temperatureC: 80, heat: HOT}', HOT"
    })
    void heat_ofValues_isTheCores(String text, Heat heat) {
        assertThat(read(text).device().heat()).isEqualTo(heat);
    }

    @Test
    void battery_bandAlone_givesAMatchingRatio() {
        assertThat(read("battery: LOW").device().batteryRatio()).isBetween(0.10, 0.20);
        assertThat(read("hasBattery: false").device().battery()).isEqualTo(Charge.UNKNOWN);
        assertThat(read("batteryRatio: 0.05").device().battery()).isEqualTo(Charge.CRITICAL);
    }

    @Test
    void load_alone_standsInForPressure() {
        assertThat(read("loadRatio: 0.98").device().cpu()).isEqualTo(Pressure.SATURATED);
    }

    @Test
    void hot_device_takesTheLightGearAndSaysWhy() {
        Judgement judgement = read("temperatureC: 85").decide(policy);
        Decision decision = judgement.decisions().get(0);
        assertThat(decision.gear()).isEqualTo("int8@cpu:1");
        assertThat(decision.summary()).contains("trip point is near");
        assertThat(judgement.outcome().firedRules()).contains("Hot: leave heavy gears before the trip point");
    }

    @Test
    void change_ofTemperature_movesTheBandWithItsHysteresis() {
        Situation hot = read("temperatureC: 85");
        assertThat(hot.with("Device.temperatureC", 79.0).device().heat()).isEqualTo(Heat.HOT);
        assertThat(hot.with("Device.temperatureC", 77.0).device().heat()).isEqualTo(Heat.WARM);
        assertThat(hot.with("Device.temperatureC", 77.0).device().headroomC()).isEqualTo(13);
        assertThat(gear(hot.with("Device.temperatureC", 50.0))).isEqualTo("full@cpu:1");
    }

    @Test
    void change_ofEnergy_movesTheLightest() {
        Situation changed = read("{}").withCandidate("model", "full@cpu:1", "energyMj", 1.0);
        assertThat(changed.input().candidates())
                .filteredOn(Candidate::isLightest)
                .extracting(Candidate::gear)
                .containsExactly("full@cpu:1");
    }

    @Test
    void situation_written_readsBackTheSame() {
        Situation situation = read("""
                temperatureC: 84
                scene: {name: call, isPrivate: true, minAccuracy: 0.5}
                isCloudReachable: true
                settings: {dwell: 3s, memoryBudgetBytes: 2GiB}
                models:
                  b:
                    latencyObjectiveMs: 20
                    active: int8
                    activeFor: 1.5s
                    pinned: full
                    pinnedFor: 3m
                    requestsPerS: 3
                    gears:
                      full: {accuracy: 0.95, latencyMs: 4, memoryBytes: 10MiB}
                      int8@cpu:2: {accuracy: 0.9, latencyMs: 3, latencyP95Ms: 3.5, forbiddenAgo: 2s}
                      far@remote:0: {quarantined: it failed}
                  a: {active: none}
                """);
        Situation again = read(Situations.json(situation).toPrettyString());
        assertThat(again.device()).isEqualTo(situation.device());
        assertThat(again.input()).isEqualTo(situation.input());
        assertThat(again.settings()).isEqualTo(situation.settings());
        assertThat(Situations.json(again)).isEqualTo(Situations.json(situation));
        assertThat(again.decide(policy).decisions())
                .isEqualTo(situation.decide(policy).decisions());
    }

    @Test
    void problems_all_areSaidAtOnceWithTheirPlaces() {
        assertThat(problems("""
                        temperatureC: 357
                        batteryRatio: 60
                        heet: HOT
                        device: {network: WIFI, cores: many}
                        models:
                          m: {activ: full, latencyObjectiveMs: 20ms, gears: {full: {accuracy: 93, memory: 3}}}
                        settings: {dwell: 10}
                        """))
                .containsExactlyInAnyOrder(
                        "state.yaml:1:15: temperatureC: 357 (expected: a number of °C, -60..150)"
                                + " (357 K is 83.85 °C)",
                        "state.yaml:2:15: batteryRatio: 60 (expected: a ratio, 0..1) (60 % is written 0.6)",
                        "state.yaml:3:1: situation: unknown key heet (did you mean heat?)",
                        "state.yaml:4:19: network: WIFI (expected: UNKNOWN, OFFLINE, METERED, ONLINE)",
                        "state.yaml:4:32: cores: many (expected: a number, 0..4096)",
                        "state.yaml:6:7: model m: unknown key activ (did you mean active?)",
                        "state.yaml:6:40: latencyObjectiveMs: 20ms (expected: a number of ms, 0 or more) (write 20)",
                        "state.yaml:6:71: accuracy: 93 (expected: a ratio, 0..1) (93 % is written 0.93)",
                        "state.yaml:6:75: gear full: unknown key memory (expected one of precision, location, accuracy,"
                                + " accuracyLoss, latencyMs, latencyP95Ms, energyMj, memoryBytes, loadMs, isLoaded,"
                                + " isLightest, isReachable, forbiddenAgo, quarantined)",
                        "state.yaml:7:19: dwell: 10 (expected: a duration such as 250ms, 10s or 5m)"
                                + " (write 10s for seconds)");
    }

    @ParameterizedTest
    @CsvSource({
        "'{heat: COOL, temperatureC: 89}', cannot be with temperatureC",
        "'{battery: OK, batteryRatio: 0.05}', cannot be with batteryRatio",
        "'active: pruned', there is no gear pruned",
        "'temperatureC: [1]', a list",
        "'scene: {attention: SLEEPING}', 'INTERACTIVE, BACKGROUND'",
        "'scene: {latencyObjectiveMs: 0}', '> 0'",
        "'', the file is empty",
        "'a: b: c', not YAML",
        "'- 1', keys and values"
    })
    void problem_ofOneKind_isSaid(String text, String expected) {
        assertThat(problems(text)).hasSize(1).first().asString().contains(expected);
    }
}
