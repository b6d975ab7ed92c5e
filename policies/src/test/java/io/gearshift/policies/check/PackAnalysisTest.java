package io.gearshift.policies.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.gearshift.policies.language.Checked;
import io.gearshift.policies.language.Problem;
import io.gearshift.policies.language.RuleReader;
import io.gearshift.policies.pack.BuiltIn;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PackAnalysisTest {

    private static final String FORBID = "policy.forbid($c, \"x\");";

    /** Two rules: conditions on line 3 and 9. */
    static String rules(String... conditionsAndActions) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < conditionsAndActions.length; i += 2) {
            text.append("rule \"r").append(i / 2).append("\"\nwhen\n  ").append(conditionsAndActions[i]);
            text.append("\nthen\n  ").append(conditionsAndActions[i + 1]).append("\nend\n");
        }
        return text.toString();
    }

    static List<Problem> warnings(String text) {
        Checked checked = RuleReader.read("a.drl", text);
        assertThat(checked.problems()).noneMatch(Problem::isError);
        return PackAnalysis.of(checked.trees().stream()
                .map(rule -> new PackAnalysis.Placed("a.drl", rule))
                .toList());
    }

    private static String when(String condition) {
        return rules(condition, "policy.objective(ENERGY, \"x\");");
    }

    static Stream<Arguments> findings() {
        String gear = "$c : Candidate( !isLightest ) ";
        return Stream.of(
                Arguments.of(when("Device( temperatureC > 80 && temperatureC < 60 )"), "3:32 never-matches"),
                Arguments.of(when("Device( heat == HOT, heat == COOL )"), "3:24 never-matches"),
                Arguments.of(when("Device( loadRatio > 1 )"), "3:11 never-matches"),
                Arguments.of(when("Device( $l : loadRatio > 0.8 ) Device( $l < 0.5 )"), "3:42 never-matches"),
                Arguments.of(when("Device( heat == HOT ) not Device( heat >= WARM )"), "3:37 never-matches"),
                Arguments.of(when("Candidate( threads > 1 && threads < 2 )"), "3:29 never-matches"),
                Arguments.of(when("Candidate( isLightest, !isLocal )"), "3:26 never-matches"),
                Arguments.of(when("Candidate( isLocal, location == CLOUD )"), "3:23 never-matches"),
                Arguments.of(when("Device( temperatureC == null, temperatureC > 3 )"), "3:33 never-matches"),
                Arguments.of(when("Scene( name == \"a\", name == \"b\" )"), "3:23 never-matches"),
                Arguments.of(when("Device( isCharging, !isCharging )"), "3:23 never-matches"),
                Arguments.of(when("Device( heat in (HOT, WARM), heat not in (WARM, HOT) )"), "3:32 never-matches"),
                Arguments.of(when("Device( heat == HOT, cores > 3 || heat == COOL )"), "3:37 dead-branch"),
                Arguments.of(when("Device( heat != HOT || heat != COOL )"), "3:11 always-true"),
                Arguments.of(when("Device( cores >= 0, isCharging )"), "3:11 always-true"),
                Arguments.of(when("Mode( name == \"calmm\" )"), "3:17 mode-never-inserted"),
                Arguments.of(rules("Device( isCharging )", "insert(new Mode(\"a\"));"), "5:19 mode-never-matched"),
                Arguments.of(rules("Device( heat == HOT ) $c : Candidate()", FORBID), "5:10 last-resort"),
                Arguments.of(rules("$c : Candidate( isLocal )", FORBID), "5:10 last-resort"),
                Arguments.of(
                        rules("Device( heat >= WARM ) " + gear, FORBID, "Device( heat == HOT ) " + gear, FORBID),
                        "11:10 shadowed"),
                Arguments.of(
                        rules("Device( heat == HOT ) " + gear, FORBID, "Device( heat == HOT ) " + gear, FORBID),
                        "7:1 same-rule"),
                Arguments.of(
                        rules(
                                "Device( heat == HOT, loadRatio > 0.9 ) " + gear,
                                "policy.pin($c, \"x\");",
                                "Device( loadRatio > 0.5 ) " + gear,
                                FORBID),
                        "5:10 contradiction"),
                Arguments.of(
                        rules(
                                "Device( heat == HOT ) " + gear,
                                "policy.prefer($c, 0.2, \"x\");",
                                "Device( heat == HOT ) " + gear,
                                "policy.prefer($c, -0.3, \"x\");"),
                        "11:21 contradiction"),
                Arguments.of(
                        rules(
                                "Device( heat == HOT, isCharging )",
                                "policy.objective(ACCURACY, \"x\");",
                                "Device( heat == HOT )",
                                "policy.objective(ENERGY, \"x\");"),
                        "5:10 shadowed"),
                Arguments.of(
                        rules(
                                "Device( heat == HOT )",
                                "policy.limit(POWER_W, 5, \"x\");",
                                "Device( heat >= WARM )",
                                "policy.limit(POWER_W, 3, \"x\");"),
                        "5:10 shadowed"),
                Arguments.of(
                        rules("$c : Candidate( !isLocal )", "policy.prefer($c, 0.2, \"x\");"), "5:10 private-leaves"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("findings")
    void mistake_ofMeaning_isWarnedOfAtItsPlace(String text, String finding) {
        assertThat(warnings(text))
                .first()
                .satisfies(p -> assertThat(p.line() + ":" + p.column() + " " + p.code())
                        .as("%s", p)
                        .isEqualTo(finding));
    }

    static Stream<String> soundRules() {
        String gear = "$c : Candidate( !isLightest ) ";
        return Stream.of(
                when("Device( temperatureC > 60 && temperatureC < 80 )"),
                when("Device( batteryRatio >= 0 )"), // asks whether it is known
                when("Device( rttMs == null ) or Device( rttMs > 3 )"),
                when("Candidate( threads > 1 && threads < 3 )"),
                when("Device( cores > 1 && cores < 2 )"),
                when("Candidate( $m : model ) Candidate( model == $m, isActive )"),
                rules("Device( heat == HOT ) $c : Candidate( precision == FP32 )", FORBID),
                rules("Device( heat == HOT ) " + gear, FORBID, "Device( heat == WARM ) " + gear, FORBID),
                // an exception to a general rule
                rules(
                        "Device( heat >= WARM ) " + gear,
                        "policy.prefer($c, -0.1, \"x\");",
                        "Device( heat == HOT ) " + gear,
                        "policy.prefer($c, 0.3, \"x\");"),
                // each of another candidate
                rules(
                        "$c : Candidate( !isLightest, isActive )",
                        FORBID,
                        "$c : Candidate( !isLightest ) Candidate( threads > 1 )",
                        FORBID),
                // branches do not lend each other their facts
                rules(
                        "( Device( isCharging ) or Mode( name == \"a\" ) ) " + gear,
                        FORBID,
                        "Mode( name == \"a\" ) $c : Candidate( !isLightest, threads > 2 )",
                        "policy.prefer($c, 0.1, \"x\");",
                        "Device( isThrottled )",
                        "insert(new Mode(\"a\"));"));
    }

    @ParameterizedTest
    @MethodSource("soundRules")
    void rules_thatMakeSense_getNoWarning(String text) {
        assertThat(warnings(text).stream().filter(p -> !p.code().equals("contradiction")))
                .isEmpty();
    }

    @Test
    void packs_builtIn_areClean() throws Exception {
        for (String name : BuiltIn.NAMES) {
            assertThat(PackCheck.of(name, null).problems()).as(name).isEmpty();
        }
    }
}
