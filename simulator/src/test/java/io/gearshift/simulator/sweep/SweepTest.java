package io.gearshift.simulator.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gearshift.policies.vary.VariedPack;
import io.gearshift.simulator.closedloop.Scenario;
import io.gearshift.simulator.closedloop.Setting;
import io.gearshift.simulator.closedloop.TestingScenes;
import io.gearshift.simulator.report.HtmlPage;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A device that heats within a minute under its full gear. */
class SweepTest {

    private static final String WARM = "rule \"Warm: do not step up yet\": headroomC < ";

    private static List<Scenario> scenes() throws Exception {
        Setting setting = Setting.of(TestingScenes.device(TestingScenes.battery(4000)), 1);
        return List.of(Scenario.of(
                TestingScenes.recording(TestingScenes.twoGears(), 120, i -> i % 60 < 40 ? 14 : 2, 0.1), setting));
    }

    private static SweepPlan plan(Integer budget, int threads, String... vary) throws Exception {
        VariedPack pack = VariedPack.of("default");
        List<Knob> knobs = new KnobReader(pack, budget != null).read(List.of(vary));
        return new SweepPlan(pack, scenes(), knobs, budget, 7, null, threads);
    }

    private static SweepResult run(SweepPlan plan) throws SweepException {
        return plan.run((done, all) -> assertThat(done).isBetween(0, all));
    }

    @Test
    void grid_runsEveryCombination_andTheFrontIsBeatenByNone() throws Exception {
        SweepResult result =
                run(plan(null, 2, "loop.dwell=0s,10s,1m", WARM + "5,20", "pack.objective=energy,accuracy"));

        assertThat(result.points()).hasSize(12);
        assertThat(result.points())
                .extracting(Point::id)
                .isEqualTo(java.util.stream.IntStream.rangeClosed(1, 12).boxed().toList());
        assertThat(result.points().get(0).values()).containsExactly("0s", "5", "energy");
        assertThat(result.points().get(1).values()).containsExactly("0s", "5", "accuracy");
        assertThat(result.front()).isNotEmpty().hasSizeLessThan(12);
        for (Point point : result.front()) {
            assertThat(result.points()).noneMatch(other -> beats(other, point));
        }
        for (Point point : result.points()) {
            boolean isBeaten = result.points().stream().anyMatch(other -> beats(other, point));
            boolean isEqualled = result.front().stream()
                    .anyMatch(other -> java.util.Arrays.equals(
                            other.outcome().aims(), point.outcome().aims()));
            assertThat(isBeaten || isEqualled).as("point " + point.id()).isTrue();
        }
        assertThat(result.best().outcome().costJ())
                .isEqualTo(result.points().stream()
                        .mapToDouble(p -> p.outcome().costJ())
                        .min()
                        .orElseThrow());
    }

    private static boolean beats(Point a, Point b) {
        double[] x = a.outcome().aims();
        double[] y = b.outcome().aims();
        boolean isWorse = x[0] > y[0] || x[1] > y[1] || x[2] > y[2];
        boolean isBetter = x[0] < y[0] || x[1] < y[1] || x[2] < y[2];
        return isBetter && !isWorse;
    }

    /** The point with the given values is the pack as it is given, run another way. */
    @Test
    void point_withTheGivenValues_hasTheFiguresOfThePackItself() throws Exception {
        SweepResult result = run(plan(null, 2, "loop.dwell=10s", WARM + "20"));

        assertThat(result.points().get(0).outcome()).isEqualTo(result.given().outcome());
    }

    @Test
    void threads_any_giveTheSameBytes() throws Exception {
        String[] few = {"loop.dwell=0s,20s", WARM + "5,20", "pack.objective=energy,accuracy"};
        String[] many = {"loop.dwell=0s..1m", WARM + "0..40", "pack.objective=energy,accuracy"};

        String grid = SweepJson.of(run(plan(null, 1, few))).toString();
        String search = SweepJson.of(run(plan(30, 1, many))).toString();

        assertThat(SweepJson.of(run(plan(null, 3, few))).toString()).isEqualTo(grid);
        assertThat(SweepJson.of(run(plan(30, 3, many))).toString()).isEqualTo(search);
    }

    @Test
    void search_staysWithinItsBudget_andFindsNoWorseThanTheGivenPack() throws Exception {
        SweepResult result = run(plan(40, 2, "loop.dwell=0s..1m", WARM + "0..40", "pack.objective=energy,accuracy"));

        assertThat(result.points()).hasSizeBetween(24, 40).doesNotHaveDuplicates();
        assertThat(result.points()).extracting(Point::values).doesNotHaveDuplicates();
        assertThat(result.best().outcome().costJ())
                .isLessThanOrEqualTo(result.given().outcome().costJ());
    }

    @Test
    void page_loadsNothing_andHoldsTheData() throws Exception {
        SweepResult result = run(plan(null, 1, "loop.dwell=0s,10s"));

        String page = HtmlPage.of("sweep", SweepJson.of(result));

        assertThat(page)
                .contains("default-src 'none'", "\"name\":\"loop.dwell\"")
                .doesNotContain("{{");
        assertThat(page).doesNotContainPattern("<(link|img|iframe|script[^>]* src)");
    }

    @Test
    void vary_thatCannotBe_isToldWithWhatCan() throws Exception {
        refused("loop.dwel=1s", "loop.dwel: cannot be varied", "did you mean loop.dwell?");
        refused("loop.dwell=5", "loop.dwell: 5 (expected: a duration", "");
        refused("loop.dwell=2h", "loop.dwell: 2h (expected: a duration, 0s..1h)", "");
        refused("loop.hysteresis=0.5..0.1", "(expected: from the lower to the higher value)", "");
        refused("loop.hysteresis=0..1 by 0", "(expected: steps of more than 0)", "");
        refused("loop.hysteresis=0..1 by 0.0001", "(expected: at most 1001 values)", "");
        refused("loop.hysteresis=0.1,0.10", "0.10 is given twice", "");
        refused("pack.objective=speed", "pack.objective: speed (expected: ", "");
        refused("pack.relaxation=power>heat", "pack.relaxation: heat", "");
        refused("rule \"Warm: do not step up\": headroomC < 1..2", "no such rule", "did you mean \"Warm: do not step");
        refused("rule \"Warm: do not step up yet\": temperatureC < 1..2", "names none", "number 1: headroomC < 20");
        refused(
                "rule \"Warm: do not step up yet\" number 9: 1..2",
                "number 9 (expected: 1..3)",
                "number 3: prefer -0.4");
        refused("seven", "nothing to vary", "for example");
    }

    private static void refused(String vary, String message, String hint) {
        assertThatThrownBy(() -> plan(null, 1, vary))
                .isInstanceOf(SweepException.class)
                .hasMessageContaining(message)
                .satisfies(e -> assertThat(((SweepException) e).hint()).contains(hint));
    }

    @Test
    void grid_tooLarge_orOfValuesThatARuleCannotHave_isRefusedBeforeItRuns() throws Exception {
        SweepPlan large = plan(null, 1, "loop.hysteresis=0..1 by 0.001", "loop.dwell=0s..1m by 1s");
        assertThatThrownBy(() -> run(large))
                .isInstanceOf(SweepException.class)
                .hasMessage("a grid of 61061 points (expected: at most 10000)");
        SweepPlan beyond = plan(null, 1, WARM + "20,1e9");
        assertThatThrownBy(() -> run(beyond)).isInstanceOf(SweepException.class).hasMessageContaining("is refused");
    }
}
