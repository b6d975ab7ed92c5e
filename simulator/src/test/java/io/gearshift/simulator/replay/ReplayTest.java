package io.gearshift.simulator.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gearshift.core.policy.Policy;
import io.gearshift.core.policy.PolicyId;
import io.gearshift.core.trace.TraceManifest;
import io.gearshift.core.trace.TraceReader;
import io.gearshift.simulator.importer.TraceInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {

    private static final TestingRules RULES = new TestingRules("aa", 80);
    private static final TestingRules LENIENT = new TestingRules("bb", 85);

    @TempDir
    private Path dir;

    private static Function<PolicyId, Optional<Policy>> atHand(TestingRules... rules) {
        return id -> List.of(rules).stream()
                .filter(r -> r.id().equals(id))
                .map(Policy.class::cast)
                .findFirst();
    }

    private void record() throws IOException {
        try (TestingRecorder recorder = new TestingRecorder(dir, RULES)) {
            recorder.seconds(20, 40).seconds(20, 82).seconds(30, 50);
        }
    }

    private ReplayResult replay(TestingRules... rules) throws Exception {
        return new Replay(atHand(rules)).run(new TraceReader(dir));
    }

    private void edit(String file, Function<List<String>, List<String>> change) throws IOException {
        Path path = dir.resolve(file);
        Files.write(path, change.apply(new ArrayList<>(Files.readAllLines(path))));
    }

    @Test
    void replay_sameRules_isIdentical() throws Exception {
        record();

        ReplayResult result = replay(RULES);

        assertThat(result.difference()).isNull();
        assertThat(result.isIdentical()).isTrue();
        assertThat(result.events()).isEqualTo(2 + 70 * 2 + 3);
        assertThat(result.replayed()).isGreaterThan(5).isEqualTo(result.recorded());
        assertThat(result.recordedTime()).isEqualTo(Duration.ofSeconds(70));
    }

    @Test
    void replay_policyChangedMidway_usesTheRulesOfEachPart() throws Exception {
        try (TestingRecorder recorder = new TestingRecorder(dir, RULES)) {
            recorder.seconds(20, 82).use(LENIENT).seconds(20, 82).use(RULES).seconds(20, 82);
        }

        assertThat(replay(RULES, LENIENT).difference()).isNull();
        assertThat(replay(RULES, LENIENT).policies()).containsExactly(RULES.id(), LENIENT.id());
        assertThat(TraceInfo.of(new TraceReader(dir)).policies()).containsExactly(RULES.id(), LENIENT.id());
        assertThatThrownBy(() -> replay(RULES))
                .isInstanceOf(ReplayException.class)
                .hasMessage(dir.resolve(TraceManifest.EVENTS)
                        + ":45: decided by pack testing 1 (hash bb), which is not at hand");
    }

    @Test
    void replay_rulesNotAtHand_saysWhichAreWanted() throws Exception {
        record();

        assertThatThrownBy(() -> replay(LENIENT))
                .hasMessageContaining("pack testing 1 (hash aa), which is not at hand");
    }

    @Test
    void replay_oneFieldChanged_isTheFirstDifference() throws Exception {
        record();
        edit(TraceManifest.DECISIONS, lines -> {
            lines.replaceAll(line -> line.replace("\"temperatureC\":82.0", "\"temperatureC\":82.5"));
            return lines;
        });

        Difference difference = replay(RULES).difference();

        assertThat(difference.fields()).containsExactly(new Difference.Field("device.temperatureC", "82.5", "82.0"));
        assertThat(difference.line()).isEqualTo(line("\"temperatureC\":82.5"));
    }

    private long line(String with) throws IOException {
        List<String> lines = Files.readAllLines(dir.resolve(TraceManifest.DECISIONS));
        return 1
                + lines.indexOf(
                        lines.stream().filter(l -> l.contains(with)).findFirst().orElseThrow());
    }

    /** The same JSON value in other bytes is a difference too. */
    @Test
    void replay_otherBytesOfTheSameValue_isADifference() throws Exception {
        record();
        edit(TraceManifest.DECISIONS, lines -> {
            lines.set(0, lines.get(0).replaceFirst(":", ": "));
            return lines;
        });

        assertThat(replay(RULES).difference())
                .satisfies(d -> assertThat(d.line()).isEqualTo(1))
                .satisfies(d -> assertThat(d.fields()).isEmpty());
    }

    @Test
    void replay_decisionMissingOrTooMany_isADifference() throws Exception {
        record();
        edit(TraceManifest.DECISIONS, lines -> lines.subList(0, lines.size() - 1));
        Difference missing = replay(RULES).difference();
        edit(TraceManifest.DECISIONS, lines -> List.of(lines.get(0), lines.get(1)));
        edit(TraceManifest.EVENTS, lines -> lines.subList(0, 2));
        Difference tooMany = replay(RULES).difference();

        assertThat(missing.recorded()).isNull();
        assertThat(missing.replayed()).contains("\"id\":\"r1-");
        assertThat(tooMany.replayed()).isNull();
        assertThat(tooMany.line()).isEqualTo(2);
    }

    @Test
    void replay_recorderDied_sparesTheTail() throws Exception {
        record();
        Path decisions = dir.resolve(TraceManifest.DECISIONS);
        String whole = Files.readString(decisions);
        for (int cut = 1; cut < whole.length(); cut += 1571) {
            Files.writeString(decisions, whole.substring(0, whole.length() - cut));

            ReplayResult result = replay(RULES);

            assertThat(result.difference()).as("cut %d", cut).isNull();
            assertThat(result.isTorn()).isTrue();
        }
    }

    @Test
    void replay_withoutItsBeginning_isRefused() throws Exception {
        record();
        edit(TraceManifest.EVENTS, lines -> lines.subList(1, lines.size()));

        assertThatThrownBy(() -> replay(RULES))
                .isInstanceOf(ReplayException.class)
                .hasMessageContaining(":1: the recording does not begin with the daemon's start");
    }

    /** Virtual time has no sleeps in it: an hour takes well under an hour. */
    @Test
    void replay_hour_isFasterThanRealTime() throws Exception {
        try (TestingRecorder recorder = new TestingRecorder(dir, RULES)) {
            recorder.seconds(3600, 40);
        }

        ReplayResult result = replay(RULES);

        assertThat(result.recordedTime()).isEqualTo(Duration.ofHours(1));
        assertThat(result.realTimeFactor()).isGreaterThan(10);
    }
}
