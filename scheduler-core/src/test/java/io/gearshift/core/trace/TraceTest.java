package io.gearshift.core.trace;

import static io.gearshift.core.testing.TestingModels.CLOUD;
import static io.gearshift.core.testing.TestingModels.FULL;
import static io.gearshift.core.testing.TestingModels.SMALL;
import static io.gearshift.core.testing.TestingModels.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gearshift.core.decision.Decision;
import io.gearshift.core.estimate.Observation;
import io.gearshift.core.loop.ControlLoop;
import io.gearshift.core.loop.Effect;
import io.gearshift.core.loop.LoopEvent;
import io.gearshift.core.loop.LoopState;
import io.gearshift.core.loop.LoopStep;
import io.gearshift.core.loop.Pin;
import io.gearshift.core.policy.Attention;
import io.gearshift.core.policy.Policy;
import io.gearshift.core.policy.Scene;
import io.gearshift.core.testing.TestingLoop;
import io.gearshift.core.testing.TestingPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceTest {

    private static final long ROOMY = 1 << 20;

    @TempDir
    private Path dir;

    /** Every kind of event, with a failed swap among them. */
    private static TestingLoop eventful() {
        TestingLoop loop = new TestingLoop(TestingPolicy.heat())
                .start(Map.of("a", new Pin("small@cpu:1", Instant.parse("2026-01-01T12:00:02Z"))), Map.of())
                .breakGear("full@cpu:1")
                .catalog(model("a", FULL, SMALL), model("b", 20.0, 0.9, FULL, SMALL, CLOUD))
                .link(true)
                .ticks(3)
                .mendGear("full@cpu:1");
        loop.handle(new LoopEvent.Served(
                loop.now(), List.of(new Observation("b", "small@cpu:1", 31, 1, 2, 7.3, 19.9, 0.1 + 0.2, 17))));
        loop.handle(
                new LoopEvent.SceneChanged(loop.now(), new Scene("camera", Attention.BACKGROUND, 1 / 3.0, null, true)));
        loop.pin("b", "full@cpu:1", null).ticks(2).unpin("b").ticks(60).link(false);
        loop.sense("temp{z}", 60, 3).sense("temp{z}", 88.3, 3).senseNow("temp{z}", 91, true);
        return loop.policy(TestingPolicy.heat()).sense("temp{z}", 40, 20);
    }

    private static TraceManifest manifest() {
        TestingPolicy policy = TestingPolicy.heat();
        return new TraceManifest(
                1, "testing", Instant.EPOCH, "r1", policy.id(), policy.objective(), policy.relaxationOrder());
    }

    private TraceReader record(TestingLoop loop, long limitBytes) throws IOException {
        try (TraceWriter writer = new TraceWriter(dir, manifest(), limitBytes)) {
            for (TestingLoop.Turn turn : loop.turns()) {
                writer.event(turn.event());
                for (Decision decision : news(turn.step())) {
                    writer.decision(decision);
                }
            }
        }
        return new TraceReader(dir);
    }

    private static List<Decision> news(LoopStep step) {
        List<Decision> news = new ArrayList<>();
        for (Effect effect : step.effects()) {
            if (effect instanceof Effect.Publish published) {
                news.addAll(published.cycle().news());
            }
        }
        return news;
    }

    private static List<String> replay(TraceReader trace, Policy policy) throws IOException {
        ControlLoop loop = new ControlLoop(policy);
        LoopState[] state = {LoopState.initial()};
        List<String> lines = new ArrayList<>();
        trace.events(event -> {
            LoopStep step = loop.step(state[0], event);
            state[0] = step.state();
            for (Decision decision : news(step)) {
                lines.add(TraceJson.mapper().writeValueAsString(decision));
            }
        });
        return lines;
    }

    private static List<LoopEvent> events(TraceReader trace) throws IOException {
        List<LoopEvent> events = new ArrayList<>();
        trace.events(events::add);
        return events;
    }

    @Test
    void recording_everyKindOfEvent_readsBackEqual() throws IOException {
        TestingLoop loop = eventful();

        TraceReader trace = record(loop, ROOMY);

        assertThat(events(trace))
                .containsExactlyElementsOf(
                        loop.turns().stream().map(TestingLoop.Turn::event).toList());
        assertThat(events(trace).stream().map(Object::getClass).distinct())
                .containsExactlyInAnyOrder(LoopEvent.class.getPermittedSubclasses());
        assertThat(trace.manifest()).isEqualTo(manifest());
        assertThat(trace.isTorn()).isFalse();
    }

    @Test
    void recording_replayed_givesTheSameDecisionsByteForByte() throws IOException {
        TraceReader trace = record(eventful(), ROOMY);

        assertThat(trace.decisions()).hasSizeGreaterThan(10).isEqualTo(replay(trace, TestingPolicy.heat()));
    }

    @Test
    void recording_replayedByOtherRules_givesOthers() throws IOException {
        TraceReader trace = record(eventful(), ROOMY);

        assertThat(replay(trace, TestingPolicy.silent())).isNotEqualTo(trace.decisions());
    }

    @Test
    void recording_tornLastLine_endsBeforeIt() throws IOException {
        TestingLoop loop = eventful();
        record(loop, ROOMY);
        for (String file : List.of(TraceManifest.EVENTS, TraceManifest.DECISIONS)) {
            Files.writeString(dir.resolve(file), "{\"type\":\"ti", StandardOpenOption.APPEND);
        }

        TraceReader trace = new TraceReader(dir);

        assertThat(trace.isTorn()).isTrue();
        assertThat(events(trace)).hasSize(loop.turns().size());
        assertThat(trace.decisions()).isEqualTo(replay(trace, TestingPolicy.heat()));
    }

    @Test
    void recording_garbageInside_isRefusedWithFileAndLine() throws IOException {
        record(eventful(), ROOMY);
        Path file = dir.resolve(TraceManifest.EVENTS);
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        lines.set(2, "{\"type\":\"tock\"}");
        Files.write(file, lines);

        assertThatThrownBy(() -> events(new TraceReader(dir)))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file + ":3: no event: ")
                .hasMessageContaining("tock");
    }

    @Test
    void recording_pastItsLimit_endsWithAWholeTurnAndStillReplays() throws IOException {
        TestingLoop loop = eventful();
        for (long limit = 0; limit < 60_000; limit += 997) {
            TraceReader trace = record(loop, limit);

            long size =
                    Files.size(dir.resolve(TraceManifest.EVENTS)) + Files.size(dir.resolve(TraceManifest.DECISIONS));
            assertThat(size).isLessThanOrEqualTo(limit);
            assertThat(trace.decisions()).as("limit %d", limit).isEqualTo(replay(trace, TestingPolicy.heat()));
        }
    }

    @Test
    void writer_full_saysSoAndStaysFull() throws IOException {
        LoopEvent tick = new LoopEvent.Tick(Instant.EPOCH);
        try (TraceWriter writer = new TraceWriter(dir, manifest(), 60)) {
            writer.event(tick);
            writer.flush();
            assertThat(writer.isFull()).isFalse();
            writer.event(tick);
            writer.flush();
            assertThat(writer.isFull()).isTrue();
        }
        assertThat(events(new TraceReader(dir))).containsExactly(tick);
    }

    @Test
    void reader_noRecording_saysWhatIsMissing() {
        assertThatThrownBy(() -> new TraceReader(dir))
                .hasMessage(dir + ": no manifest.json"
                        + " (expected: a recording made with record.dir in the configuration)");
    }

    @Test
    void reader_otherFormat_isRefused() throws IOException {
        record(eventful(), ROOMY);
        Path file = dir.resolve(TraceManifest.FILE);
        Files.writeString(file, Files.readString(file).replace("\"format\":1", "\"format\":2"));

        assertThatThrownBy(() -> new TraceReader(dir).manifest())
                .hasMessageStartingWith(file + ": format: 2 (expected: 1");
    }
}
