package io.gearshift.policies.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.gearshift.core.policy.Policy;
import io.gearshift.policies.pack.PackStore;
import io.gearshift.policies.test.TestResult.Status;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackTestsTest {

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

    private static TestReport run(String text) {
        return PackTests.run(policy, Map.of("tests/a.yaml", text));
    }

    private static void assertPasses(String text) {
        assertThat(run(text).results())
                .isNotEmpty()
                .allSatisfy(result -> assertThat(result.mismatches())
                        .as(result.name() + "\n" + String.join("\n", result.details()))
                        .isEmpty());
    }

    private static TestResult only(String text) {
        assertThat(run(text).results()).hasSize(1);
        return run(text).results().get(0);
    }

    /** The message of the only test, which must be an error. */
    private static List<String> error(String text) {
        TestResult result = only(text);
        assertThat(result.status()).as(String.join("\n", result.mismatches())).isEqualTo(Status.ERROR);
        return result.mismatches();
    }

    @Test
    void single_everyKindOfExpectation_passesWhenItHolds() {
        assertPasses("""
                given: {batteryRatio: 0.6}
                tests:
                  - name: hot device takes int8
                    given: {temperatureC: 85}
                    expect:
                      gear: int8
                      action: shift
                      reason: [forbidden, "Hot: leave heavy gears before the trip point", trip point is near]
                      forbidden: full
                      permitted: [int8@cpu:1]
                      objective: accuracy
                      degraded: false
                      fired: "Hot: leave heavy gears before the trip point"
                      notFired: ["At the trip point: save energy"]
                      verdicts:
                        - {rule: "Hot: leave heavy gears before the trip point", verb: forbid, gear: full, reason: trip}
                  - name: warm device loses a little love for full
                    given: {temperatureC: 75}
                    expect: {preferences: {full: -0.05}, gear: full, action: hold}
                  - name: two models
                    given:
                      temperatureC: 85
                      models: {a: {}, b: {active: int8}}
                    expect: {models: {a: int8, b: {gear: int8, action: hold}}}
                """);
    }

    @Test
    void table_rows_areTestsOfTheirOwn() {
        TestReport report = run("""
                tests:
                  - name: heat
                    table:
                      - [temperatureC, batteryRatio, expect]
                      - [50, 0.8, full]
                      - [85, 0.8, int8]
                      - [85, 0.8, full]
                  - name: battery
                    expect: int8
                    cases:
                      - {batteryRatio: 0.05}
                      - {name: low, batteryRatio: 0.15, reason: the battery is low, objective: ENERGY}
                """);
        assertThat(report.results())
                .extracting(TestResult::name, TestResult::line, TestResult::status)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                "heat [temperatureC=50, batteryRatio=0.8]", 5, Status.PASSED),
                        org.assertj.core.groups.Tuple.tuple(
                                "heat [temperatureC=85, batteryRatio=0.8]", 6, Status.PASSED),
                        org.assertj.core.groups.Tuple.tuple(
                                "heat [temperatureC=85, batteryRatio=0.8] #2", 7, Status.ERROR),
                        org.assertj.core.groups.Tuple.tuple("battery [batteryRatio=0.05]", 11, Status.PASSED),
                        org.assertj.core.groups.Tuple.tuple("battery [low]", 12, Status.PASSED));
    }

    @Test
    void series_ofReadings_decidesAsTheDaemonWould() {
        assertPasses("""
                tests:
                  - name: heats up and cools down
                    series: {temperatureC: 60x5 85x10 40x40}
                    expect:
                      - {at: 4s, gear: full}
                      - {at: 8s, gear: int8, reason: "Hot: leave heavy gears before the trip point"}
                      - {from: 6s, to: 16s, gear: int8}
                      - {at: 54s, gear: full}
                      - {swaps: 2}
                      - {from: 0s, to: 4s, swaps: {atMost: 0}}
                  - name: a silent battery becomes unknown
                    given: {batteryRatio: 0.05}
                    series: {batteryRatio: 0.05x3 _x30}
                    expect:
                      - {at: 2s, gear: int8, objective: energy}
                      - {at: 32s, notFired: "Battery nearly empty: save energy, even on charge"}
                  - name: a gear that cannot be loaded
                    given: {temperatureC: 85}
                    for: 30s
                    fails: int8
                    expect:
                      - {at: 5s, gear: full}
                      - {swaps: {atLeast: 1, atMost: 5}}
                  - name: a private scene comes
                    series: {isCloudReachable: truex30}
                    given:
                      models: {m: {gears: {full: {accuracy: 0.8}, cloud@remote:0: {accuracy: 0.95, latencyMs: 9}}}}
                    scenes: [{at: 10s, isPrivate: true}]
                    expect: [{at: 0s, gear: cloud}, {at: 9s, gear: cloud}, {at: 12s, gear: full}]
                """);
    }

    @Test
    void series_readingsPastABound_areDecidedAtOnceAsInTheDaemon() {
        assertPasses("""
                tests:
                  - name: the trip point is crossed between two turns
                    turn: 30s
                    series: {temperatureC: 60x7 91x5}
                    expect:
                      - {at: 6s, gear: full}
                      - {at: 7s, gear: int8, action: shift, fired: "At the trip point: save energy"}
                      - {at: 11s, gear: int8, objective: energy}
                  - name: what is only hot waits for the turn
                    turn: 10s
                    series: {temperatureC: 60x7 85x5}
                    expect: [{from: 7s, to: 9s, gear: full}, {at: 10s, gear: int8}]
                  - name: the charge falls past a bound
                    turn: 30s
                    series: {batteryRatio: 0.21x5 0.19x5}
                    expect: [{at: 4s, gear: full}, {from: 5s, to: 9s, gear: int8}]
                  - name: the link goes
                    turn: 30s
                    given: {models: {m: {gears: {full: {accuracy: 0.8}, cloud@remote:0: {accuracy: 0.95, latencyMs: 9}}}}}
                    series: {network: ONLINEx5 OFFLINEx5, isCloudReachable: truex5 falsex5}
                    expect: [{at: 4s, gear: cloud}, {at: 5s, gear: full}]
                """);
    }

    @Test
    void series_roundTrip_reachesTheRules() {
        TestResult result = only("""
                tests:
                  - name: a slow link costs the cloud its place
                    given: {models: {m: {latencyObjectiveMs: 60, gears: {full: {accuracy: 0.8}, cloud@remote:0: {accuracy: 0.95, latencyMs: 9}}}}}
                    series: {isCloudReachable: truex20, rttMs: 5x5 300x15}
                    expect: [{at: 4s, gear: cloud}, {at: 19s, gear: full}]
                """);
        assertThat(result.mismatches()).as(String.join("\n", result.details())).isEmpty();
    }

    @Test
    void table_cellsThatSayNothing_areLeftOut() {
        assertPasses("""
                tests:
                  - name: cells
                    given: {temperatureC: 85}
                    table:
                      - [temperatureC, forbidden, permitted, expect]
                      - [45, _, full, full]
                      - [_, full, ~, int8]
                """);
        assertThat(error("tests:\n  - name: x\n    table:\n      - [temperatureC, expect]\n      - [, full]\n")
                        .get(0))
                .contains("5:10", "a cell of a table that says nothing is written _");
    }

    @Test
    void inherited_tests_areReplacedByNameAndCountWhenTheParentKeepsThem() {
        Map<String, String> own =
                Map.of("tests/a.yaml", "tests: [{name: one, expect: int8, given: {temperatureC: 85}}]");
        Map<String, String> parent = Map.of("p/tests/a.yaml", """
                tests:
                  - {name: one, expect: full, given: {temperatureC: 85}}
                  - {name: two, expect: full}
                """);
        Map<String, String> above = Map.of("q/tests/a.yaml", """
                tests:
                  - {name: two, expect: int8}
                  - {name: three, expect: int8}
                  - {name: four, expect: full}
                  - {name: five, expect: {fired: no such rule}}
                """);
        TestReport report = PackTests.run(policy, List.of(own, parent, above), policy, name -> true);

        assertThat(report.results()).extracting(TestResult::name).containsExactly("one", "two", "four");
        assertThat(report.isPassed()).isTrue();
    }

    @Test
    void single_thatFails_saysWhatWouldHaveToBeDifferent() {
        TestResult result = only("tests: [{name: x, given: {temperatureC: 85}, expect: full}]");
        assertThat(result.details())
                .anyMatch(line -> line.startsWith("full@cpu:1 would be chosen at a temperature below 78 °C"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        `{hold: true}`|write action: hold
        `{verdicts: [{gear: ful}]}`|did you mean full?
        `{verdicts: [{model: modl}]}`|did you mean model?
        """)
    void expectation_misnamed_isToldWhatWasMeant(String expect, String said) {
        assertThat(error("tests: [{name: x, expect: " + expect + "}]").get(0)).contains(said);
    }

    @Test
    void reason_misspelt_failsWithTheCodeThatWasMeant() {
        assertThat(only("tests: [{name: x, given: {temperatureC: 85}, expect: {reason: forbiden}}]")
                        .mismatches()
                        .get(0))
                .contains("did you mean forbidden?");
    }

    @Test
    void series_thatSwapsTooOften_saysWhen() {
        TestResult result = only("""
                tests:
                  - name: hot
                    series: {temperatureC: 60x5 85x10}
                    expect:
                      - {at: 12s, gear: full}
                      - {swaps: 0}
                """);
        assertThat(result.status()).isEqualTo(Status.FAILED);
        assertThat(result.mismatches())
                .satisfiesExactly(
                        m -> assertThat(m).isEqualTo("tests/a.yaml:5: at 12s: gear: expected full, got int8@cpu:1"),
                        m -> assertThat(m).isEqualTo("tests/a.yaml:6: from 0s to 14s: swaps: expected 0, got 1 at 5s"));
        assertThat(String.join("\n", result.details()))
                .contains("at 12s:", "full@cpu:1 rejected by rule", "rules fired: ", "device: heat HOT")
                .contains("in force since 5s, when these changed:", "heat COOL -> HOT", "temperatureC 60 -> 85")
                .contains("fires now: \"Hot: leave heavy gears before the trip point\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {temperatureC: 85}|`{gear: pruned}`|there is no gear pruned
        {temperatureC: 85}|`{fired: "Hot: leave heavy gears"}`|the pack has no rule
        {temperatureC: 85}|`{models: {fashion: int8}}`|there is no model fashion
        {temperatureC: 85}|`{}`|nothing is expected
        {temperatureC: 85}|`{gaer: int8}`|did you mean gear?
        {temperatureC: 85}|`{action: swap}`|HOLD, SHIFT
        {models: {a: {}, b: {}}}|int8|of which model?
        {temperatureC: 85 C}|int8|write the number alone: 85
        {batteryRatio: 15%}|int8|15 % is written 0.15
        {temprature: 85}|int8|unknown key temprature
        """)
    void single_nonsense_isAnErrorAndSaysWhy(String given, String expect, String said) {
        assertThat(error("tests:\n  - name: x\n    given: " + given + "\n    expect: " + expect + "\n"))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("tests/a.yaml:")
                .contains(said);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        temperatureC: 70x3|`[{at: 12s, gear: full}]`|after the end of the series at 2s
        temperatureC: 70 x3|`[{at: 1s, gear: full}]`|without a space before the x
        temperatureC: 70*3|`[{at: 1s, gear: full}]`|write x for times
        temperatureC: 70+50x9|`[{at: 1s, gear: full}]`|-60..150
        heat: HOTx3|`[{at: 1s, gear: full}]`|it follows from temperatureC
        temperature: 70x3|`[{at: 1s, gear: full}]`|did you mean temperatureC?
        network: WIFIx3|`[{at: 1s, gear: full}]`|ONLINE
        temperatureC: 70x3|`[{gear: full}]`|at is missing
        temperatureC: 70x3|`[{at: 1, gear: full}]`|write 1s for seconds
        temperatureC: 70x3|`[{at: 1s}]`|nothing is expected
        temperatureC: 70x3|`[]`|nothing is expected
        """)
    void series_nonsense_isAnErrorAndSaysWhy(String series, String expect, String said) {
        assertThat(String.join("\n", error("tests:\n  - name: x\n    series: {" + series + "}\n    expect: " + expect)))
                .contains(said);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        `tests:\n\t- name: x`|indent with spaces
        `test: []`|did you mean tests?
        `tests: {}`|a list
        ``|the file is empty
        `tests:\n  - name: x\n    expect: int8\n  - name: x\n    expect: full`|names are unique
        `tests:\n  - name: x`|expect: is missing
        `tests:\n  - expect: full`|name: is missing
        """)
    void file_wrong_isAnErrorAndSaysWhy(String text, String said) {
        TestReport report = run(text.replace("\\n", "\n").replace("\\t", "\t"));
        assertThat(report.count(Status.ERROR)).isPositive();
        assertThat(report.results().stream().flatMap(r -> r.mismatches().stream()))
                .anyMatch(m -> m.contains(said));
    }

    @Test
    void cases_aThousand_areCounted() {
        StringBuilder text =
                new StringBuilder("tests:\n  - name: heat\n    table:\n      - [temperatureC, batteryRatio, expect]\n");
        for (int i = 0; i < 1000; i++) {
            text.append("      - [")
                    .append(20 + i * 0.045)
                    .append(", 0.")
                    .append(300 + i % 500)
                    .append(", full]\n");
        }
        TestReport report = run(text.toString());
        assertThat(report.count(Status.PASSED)).isEqualTo(1000);
        System.out.printf("%d cases in %.2f s%n", 1000, report.seconds());
    }

    @Test
    void tests_ofAFolder_areRunInTheOrderOfFiles() throws Exception {
        Path tests = java.nio.file.Files.createDirectories(folder.resolve("pack/tests"));
        java.nio.file.Files.writeString(tests.resolve("b.yaml"), "tests: [{name: b, expect: full}]");
        java.nio.file.Files.writeString(tests.resolve("a.yaml"), "tests: [{name: a, expect: int8}]");
        TestReport report = PackTests.run(policy, folder.resolve("pack"));
        assertThat(report.results()).extracting(TestResult::name).containsExactly("a", "b");
        assertThat(report.isPassed()).isFalse();
        assertThat(PackTests.run(policy, folder.resolve("nothing")).results()).isEmpty();
    }

    @Test
    void xml_ofAReport_isWhatHostsRead() throws Exception {
        String xml = JUnitXml.of(List.of(run("""
                        tests:
                          - {name: good, expect: full}
                          - {name: 'bad <&"', expect: int8}
                          - {name: wrong, expect: pruned}
                        """)));
        var document = javax.xml.parsers.DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new org.xml.sax.InputSource(new java.io.StringReader(xml)));
        var suite =
                (org.w3c.dom.Element) document.getElementsByTagName("testsuite").item(0);
        assertThat(suite.getAttribute("tests")).isEqualTo("3");
        assertThat(suite.getAttribute("failures")).isEqualTo("1");
        assertThat(suite.getAttribute("errors")).isEqualTo("1");
        var bad =
                (org.w3c.dom.Element) document.getElementsByTagName("testcase").item(1);
        assertThat(bad.getAttribute("name")).isEqualTo("bad <&\"");
        assertThat(bad.getAttribute("line")).isEqualTo("3");
        assertThat(bad.getElementsByTagName("failure").item(0).getTextContent())
                .contains("gear: expected int8, got full@cpu:1");
    }
}
