package io.gearshift.policies.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import io.gearshift.core.policy.Objective;
import io.gearshift.core.policy.PolicyId;
import io.gearshift.policies.coverage.ConditionCoverage.State;
import io.gearshift.policies.meaning.InterpretedPolicy;
import io.gearshift.policies.pack.PackSource;
import io.gearshift.policies.situation.Situation;
import io.gearshift.policies.situation.SituationReader;
import io.gearshift.policies.table.PackText;
import io.gearshift.policies.table.RuleFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a pack's tests are said to have seen: of rules, of tables, of {@code not}, {@code exists} and {@code or}. */
class CoverageTest {

    private static final String RULES = """
            rule "Camera"
            when
              Scene( name == "camera" )
              not Device( heat == CRITICAL )
              $c : Candidate( precision == INT8 || accuracy < 0.93, isLocal )
            then
              policy.prefer($c, -0.3, "a person looks at the picture");
            end

            rule "Far cloud"
            when
              exists ( Device( rttMs > 80 ) and Model( priority >= 0 ) )
              ( Device( network == METERED ) or Device( batteryRatio < 0.3, !isCharging ) )
              not Mode( name == "quiet" )
              $c : Candidate( location == CLOUD )
            then
              policy.forbid($c, "the way is long");
            end
            """;

    private static final String TABLE = """
            RuleSet,limits

            RuleTable Limits
            NAME,CONDITION,CONDITION,CONDITION,ACTION
            ,Device( ),Device( ),$c : Candidate( ),
            ,heat == $param,temperatureC > $param,threads >= $param,"policy.forbid($c, ""$param"");"
            rule,heat,over,threads,why
            Hot,HOT,70,1,the device is hot
            Warm,WARM,60,2,the device is warm
            """;

    @TempDir
    private Path folder;

    /** @param situations one test each, as documents */
    private Coverage cover(Collector collector, String... situations) {
        for (int i = 0; i < situations.length; i++) {
            collector.begins("test " + (i + 1));
            Situation situation = SituationReader.read("state", situations[i], new ArrayList<>());
            collector.evaluate(Objects.requireNonNull(situation).input());
        }
        return collector.coverage(file -> !file.contains("/"));
    }

    private static Collector collector(List<RuleFile> files) {
        return new Collector(
                new InterpretedPolicy(new PolicyId("pk", "1", ""), Objective.BALANCED, List.of(), files), files);
    }

    private static Collector rules() {
        return collector(List.of(new RuleFile("own.drl", RULES)));
    }

    private List<RuleFile> pack() throws Exception {
        Files.writeString(folder.resolve("pack.yaml"), "name: pk\nversion: \"1\"\nextends: default\n");
        Files.writeString(folder.resolve("own.drl"), RULES);
        Files.writeString(folder.resolve("limits.csv"), TABLE);
        return PackText.of(PackSource.read(folder));
    }

    private static ConditionCoverage condition(Coverage coverage, String text) {
        return coverage.conditions().stream()
                .filter(c -> c.condition().text().replaceAll("\\s+", " ").equals(text))
                .findFirst()
                .orElseThrow(() -> new AssertionError(text + " of "
                        + coverage.conditions().stream()
                                .map(c -> c.condition().text())
                                .toList()));
    }

    private static State state(Coverage coverage, String text) {
        return condition(coverage, text).state();
    }

    @Test
    void conditions_areSeenFromLeftToRightAndNoFurtherThanTheFirstThatIsFalse() {
        Coverage coverage = cover(rules(), "scene: camera", "scene: reading");
        assertThat(state(coverage, "name == \"camera\"")).isEqualTo(State.BOTH);
        assertThat(state(coverage, "precision == INT8")).isEqualTo(State.BOTH);
        // full has 0.95, cloud 0.95; int8 is true on the left already
        assertThat(state(coverage, "accuracy < 0.93")).isEqualTo(State.ONLY_FALSE);
        assertThat(state(coverage, "isLocal")).isEqualTo(State.ONLY_TRUE);
        assertThat(condition(coverage, "name == \"camera\"").trueIn()).containsExactly("test 1");
        assertThat(condition(coverage, "name == \"camera\"").falseIn()).containsExactly("test 2");
    }

    @Test
    void not_andWhatItHolds_areSeenEachForItself() {
        Coverage calm = cover(rules(), "scene: camera");
        assertThat(state(calm, "not Device( heat == CRITICAL )")).isEqualTo(State.ONLY_TRUE);
        assertThat(state(calm, "heat == CRITICAL")).isEqualTo(State.ONLY_FALSE);
        Coverage hot = cover(rules(), "scene: camera", "{scene: camera, temperatureC: 95}");
        assertThat(state(hot, "not Device( heat == CRITICAL )")).isEqualTo(State.BOTH);
        assertThat(state(hot, "heat == CRITICAL")).isEqualTo(State.BOTH);
    }

    @Test
    void exists_isSeenAsAWholeAndInItsParts() {
        Coverage near = cover(rules(), "rttMs: 10");
        String exists = "exists ( Device( rttMs > 80 ) and Model( priority >= 0 ) )";
        assertThat(state(near, exists)).isEqualTo(State.ONLY_FALSE);
        assertThat(state(near, "priority >= 0")).isEqualTo(State.NEVER);
        Coverage both = cover(rules(), "rttMs: 10", "rttMs: 200");
        assertThat(state(both, exists)).isEqualTo(State.BOTH);
        assertThat(state(both, "priority >= 0")).isEqualTo(State.ONLY_TRUE);
    }

    @Test
    void or_itsBranchesAreSeenEachForItself() {
        Coverage coverage = cover(rules(), "{rttMs: 200, network: METERED}", "{rttMs: 200, batteryRatio: 0.2}");
        assertThat(state(coverage, "network == METERED")).isEqualTo(State.BOTH);
        assertThat(state(coverage, "batteryRatio < 0.3")).isEqualTo(State.BOTH);
        assertThat(state(coverage, "!isCharging")).isEqualTo(State.ONLY_TRUE);
    }

    @Test
    void modes_countOnce() {
        Coverage coverage = cover(rules(), "{rttMs: 200, network: METERED}");
        assertThat(coverage.conditions())
                .filteredOn(c -> c.condition().text().contains("Mode(")
                        || c.condition().text().contains("quiet"))
                .singleElement()
                .satisfies(c -> assertThat(c.condition().text()).isEqualTo("Mode( name == \"quiet\" )"));
    }

    @Test
    void table_placesAreThoseOfItsCells() throws Exception {
        Coverage coverage = cover(collector(pack()), "temperatureC: 84");
        ConditionCoverage over = condition(coverage, "temperatureC > 70");
        assertThat(over.condition().where()).isEqualTo("limits.csv:C8");
        assertThat(over.condition().line()).isEqualTo(8);
        assertThat(over.condition().column()).isEqualTo(3);
        assertThat(over.state()).isEqualTo(State.ONLY_TRUE);
        assertThat(condition(coverage, "heat == WARM").condition().position()).isEqualTo("B9");
        assertThat(condition(coverage, "heat == WARM").state()).isEqualTo(State.ONLY_FALSE);
        assertThat(condition(coverage, "threads >= 2").condition().position()).isEqualTo("D9");
        assertThat(condition(coverage, "threads >= 2").state()).isEqualTo(State.NEVER);
        assertThat(coverage.rules())
                .filteredOn(RuleCoverage::isFired)
                .extracting(rule -> rule.file() + ":" + rule.line())
                .containsExactly("limits.csv:8");
    }

    @Test
    void rules_ofParents_countOnlyWhenAskedFor() throws Exception {
        Collector collector = collector(pack());
        cover(collector, "temperatureC: 84");
        assertThat(collector.coverage(file -> !file.contains("/")).rules()).hasSize(4);
        assertThat(collector.coverage(file -> true).rules())
                .hasSizeGreaterThan(20)
                .anyMatch(rule -> rule.file().equals("default/heat.drl") && rule.isFired());
    }

    @Test
    void percent_isOfRulesThatFiredAndOfConditionsSeenBothWays() throws Exception {
        Coverage coverage = cover(collector(pack()), "temperatureC: 84");
        assertThat(coverage.rulesPercent()).isEqualTo(25);
        long both = coverage.conditions().stream()
                .filter(c -> c.state() == State.BOTH)
                .count();
        assertThat(coverage.conditionsPercent())
                .isEqualTo(100.0 * both / coverage.conditions().size());
    }

    @Test
    void page_coloursTextAndCells() throws Exception {
        Collector collector = collector(pack());
        String page = collector.page(cover(collector, "{temperatureC: 84, scene: camera}"));
        assertThat(page)
                .contains("<h2>limits.csv</h2>", "<h2>own.drl</h2>")
                .doesNotContain("<h2>default/")
                .contains("<tr class=\"fired\"><th tabindex=\"0\" data-tip=\"Hot: fired in test 1\">8</th><td>Hot</td>")
                .contains("<tr class=\"unfired\"><th tabindex=\"0\" data-tip=\"Warm: never fired\">9</th>")
                .containsPattern("<mark class=\"ONLY_TRUE\" [^>]*temperatureC &gt; 70: true 1, false 0[^>]*>70</mark>")
                .containsPattern("<mark class=\"NEVER\" [^>]*>60</mark>")
                .containsPattern("<mark class=\"ONLY_TRUE\" [^>]*>not</mark> Device\\( <mark class=\"ONLY_FALSE\"")
                .doesNotContain("rule \"Hot\"", "http:", "https:");
    }
}
