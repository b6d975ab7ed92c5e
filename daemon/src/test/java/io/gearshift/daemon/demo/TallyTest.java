package io.gearshift.daemon.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gearshift.daemon.demo.client.OipClient.Answer;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TallyTest {

    @Test
    void row_mixedGears_sumsEnergyAndComparesOnTheSameQuestions() {
        Tally tally = new Tally(4);
        tally.given("full@cpu:1", 4, true, true);
        tally.given("pruned@cpu:1", 1, false, true);
        tally.given("pruned@cpu:1", 1, true, false);
        tally.given("pruned@cpu:1", 1, true, true);
        tally.lost("503 overloaded");
        tally.lost("timeout");

        DemoReport.Row row = tally.row("fashion", 2);

        assertThat(row.answers()).isEqualTo(4);
        assertThat(row.lost()).isEqualTo(2);
        assertThat(row.firstLoss()).isEqualTo("503 overloaded");
        assertThat(row.accuracy()).isEqualTo(0.75);
        assertThat(row.accuracyAlwaysFull()).isEqualTo(0.75);
        assertThat(row.energyJ()).isCloseTo(0.007, within(1e-12));
        assertThat(row.energyAlwaysFullJ()).isCloseTo(0.016, within(1e-12));
        assertThat(row.saving()).isCloseTo(1 - 7.0 / 16, within(1e-12));
        assertThat(row.gears()).containsEntry("pruned@cpu:1", 3).containsEntry("full@cpu:1", 1);
    }

    @Test
    void row_withoutAnswers_hasNoNumbersThatAreNone() {
        DemoReport.Row row = new Tally(4).row("fashion", 0);

        assertThat(row.accuracy()).isZero();
        assertThat(row.saving()).isZero();
    }

    @Test
    void report_isGoodOnlyWhenNothingWasLostAndAllExpectationsAreMet() {
        Tally good = new Tally(1);
        good.given("full@cpu:1", 1, true, true);
        Tally bad = new Tally(1);
        bad.given("full@cpu:1", 1, true, true);
        bad.lost("timeout");
        var met = new DemoReport.Outcome("shifts", true, "");
        var missed = new DemoReport.Outcome("shifts", false, "");

        assertThat(report(good, met).isGood()).isTrue();
        assertThat(report(bad, met).isGood()).isFalse();
        assertThat(report(good, missed).isGood()).isFalse();
        assertThat(report(new Tally(1), met).isGood()).as("no answers at all").isFalse();
    }

    private static DemoReport report(Tally tally, DemoReport.Outcome outcome) {
        return new DemoReport(60, List.of(tally.row("fashion", 0)), List.of(), List.of(outcome));
    }

    @Test
    void gearbook_answers_areChargedToTheGearOfTheirDecision() throws Exception {
        Gearbook book = new Gearbook(models("full@cpu:2", "r1-1"));
        book.decided("r1-2", "cloud@remote:0");

        assertThat(book.full("minilm").name()).isEqualTo("full@cpu:1");
        assertThat(book.of("minilm", answer("full", "cpu", "r1-1")).name()).isEqualTo("full@cpu:2");
        assertThat(book.of("minilm", answer("cloud", "remote", "r1-2")).energyMj())
                .isEqualTo(0.5);
    }

    @Test
    void gearbook_heavyGears_areLocalAndClearlyCostlier() throws Exception {
        Gearbook book = new Gearbook(new ObjectMapper().readTree("""
                [{"name": "fashion", "gears": [
                  {"gear": "full@cpu:1", "variant": "full", "provider": "cpu", "energyMj": 1.6},
                  {"gear": "pruned@cpu:1", "variant": "pruned", "provider": "cpu", "energyMj": 1.0},
                  {"gear": "pruned@cpu:2", "variant": "pruned", "provider": "cpu", "energyMj": 1.4},
                  {"gear": "cloud@remote:0", "variant": "cloud", "provider": "remote", "energyMj": 9}]}]
                """));

        assertThat(book.isHeavy("fashion", book.full("fashion"))).isTrue();
        assertThat(book.isHeavy("fashion", book.of("fashion", answer("pruned", "cpu", ""))))
                .isFalse();
        assertThat(book.isHeavy("fashion", book.of("fashion", answer("cloud", "remote", ""))))
                .isFalse();
    }

    /** The link went: the answer names the decision of the cloud gear, but a local gear gave it. */
    @Test
    void gearbook_standIn_isChargedAsItself() throws Exception {
        Gearbook book = new Gearbook(models("cloud@remote:0", "r1-2"));

        assertThat(book.of("minilm", answer("full", "cpu", "r1-2")).name()).isEqualTo("full@cpu:1");
    }

    @Test
    void gearbook_models_showWhatIsInForce() throws Exception {
        Gearbook book = new Gearbook(models("full@cpu:2", "r1-1"));
        book.see(models("cloud@remote:0", "r1-2"));

        SortedMap<String, Gearbook.Gear> inForce = new TreeMap<>(book.inForce());

        assertThat(inForce).containsOnlyKeys("minilm");
        assertThat(inForce.get("minilm").isLocal()).isFalse();
    }

    private static Answer answer(String variant, String provider, String decision) {
        return new Answer("", List.of(), variant, provider, decision);
    }

    private static JsonNode models(String active, String decision) throws Exception {
        return new ObjectMapper().readTree("""
                [{"name": "minilm", "gear": {"gear": "%s", "decision": "%s"}, "gears": [
                  {"gear": "full@cpu:1", "variant": "full", "provider": "cpu", "energyMj": 30, "accuracy": 1},
                  {"gear": "full@cpu:2", "variant": "full", "provider": "cpu", "energyMj": 35, "accuracy": 1},
                  {"gear": "cloud@remote:0", "variant": "cloud", "provider": "remote", "energyMj": 0.5, "accuracy": 1}]}]
                """.formatted(active, decision));
    }
}
