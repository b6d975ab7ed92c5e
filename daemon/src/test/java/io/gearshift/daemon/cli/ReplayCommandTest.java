package io.gearshift.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gearshift.core.decision.Decision;
import io.gearshift.core.estimate.ModelSpec;
import io.gearshift.core.estimate.ModelSpec.GearSpec;
import io.gearshift.core.estimate.Profile;
import io.gearshift.core.loop.ControlLoop;
import io.gearshift.core.loop.Effect;
import io.gearshift.core.loop.LoopEvent;
import io.gearshift.core.loop.LoopSettings;
import io.gearshift.core.loop.LoopState;
import io.gearshift.core.loop.LoopStep;
import io.gearshift.core.policy.Location;
import io.gearshift.core.policy.Policy;
import io.gearshift.core.policy.Precision;
import io.gearshift.core.policy.Scene;
import io.gearshift.core.reading.Reading;
import io.gearshift.core.reading.SensorId;
import io.gearshift.core.swap.SwapPhase;
import io.gearshift.core.swap.SwapResult;
import io.gearshift.core.trace.TraceManifest;
import io.gearshift.core.trace.TraceWriter;
import io.gearshift.policies.pack.PackStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recordings decided by the built-in rules, on a device that heats up and cools down. */
class ReplayCommandTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    private Path dir;

    private Path trace;

    @BeforeEach
    void record() throws Exception {
        trace = dir.resolve("traces/one");
        try (Policy policy = new PackStore(dir).load("default")) {
            TraceManifest manifest = new TraceManifest(
                    1, "testing", START, "r1", policy.id(), policy.objective(), policy.relaxationOrder());
            try (TraceWriter writer = new TraceWriter(trace, manifest, 1 << 24)) {
                write(writer, policy);
            }
        }
    }

    private static void write(TraceWriter writer, Policy policy) throws IOException {
        Deque<LoopEvent> due = new ArrayDeque<>();
        due.add(new LoopEvent.Started(
                START, "r1", LoopSettings.defaults(), policy.id(), Scene.initial(), Map.of(), Map.of()));
        due.add(new LoopEvent.CatalogChanged(START, List.of(model())));
        for (int second = 1; second <= 90; second++) {
            Instant at = START.plusSeconds(second);
            double temperatureC = second < 30 || second > 60 ? 45 : 96;
            due.add(new LoopEvent.Sensed(at, List.of(Reading.of(SensorId.parse("temp{z}"), temperatureC, at)), false));
            due.add(new LoopEvent.Tick(at));
        }
        ControlLoop loop = new ControlLoop(policy);
        LoopState state = LoopState.initial();
        while (!due.isEmpty()) {
            LoopEvent event = due.remove();
            LoopStep step = loop.step(state, event);
            state = step.state();
            writer.event(event);
            for (Effect effect : step.effects()) {
                if (effect instanceof Effect.Publish published) {
                    for (Decision decision : published.cycle().news()) {
                        writer.decision(decision);
                    }
                } else if (effect instanceof Effect.StartSwap start) {
                    due.addFirst(new LoopEvent.SwapFinished(
                            event.at(), new SwapResult(start.plan(), false, Map.of(SwapPhase.LOAD, 9.5), null, null)));
                }
            }
        }
    }

    private static ModelSpec model() {
        Profile heavy = new Profile(true, 100, 10, 12, 9e7, 100, true);
        Profile light = new Profile(true, 50, 5, 6, 2e7, 40, true);
        return new ModelSpec(
                "m",
                "testing",
                50,
                null,
                null,
                List.of(
                        new GearSpec("full@cpu:1", "full", Precision.FP32, Location.LOCAL, "cpu", 1, 0.94, "", heavy),
                        new GearSpec("int8@cpu:1", "int8", Precision.INT8, Location.LOCAL, "cpu", 1, 0.93, "", light)));
    }

    private CommandRun replay(String... options) {
        List<String> args = new ArrayList<>(List.of("replay", trace.toString(), "--state", dir.toString()));
        args.addAll(List.of(options));
        return CommandRun.of(args.toArray(String[]::new));
    }

    private void edit(String file, String from, String to) throws IOException {
        Path path = trace.resolve(file);
        String text = Files.readString(path);
        assertThat(text).contains(from);
        Files.writeString(path, text.replace(from, to));
    }

    private static final String DEVICE = """
            name: board
            zones:
              soc: {capacityJPerK: 3, toAmbientWPerK: 0.1}
            heated: soc
            governor: {zone: soc, tripC: 75, hysteresisC: 3, pollS: 1, levels: 4, leastFrequencyRatio: 0.4}
            processor: {cores: 4, coreW: 1, idleW: 0.2, frequencyExponent: 2}
            ambientC: 22
            start: {temperatureC: 30, chargeRatio: 1}
            """;

    @Test
    void device_runsPolicyAndReferencesBesideTheOracle_theSameEachTime() throws Exception {
        Path device = Files.writeString(dir.resolve("board.yaml"), DEVICE);

        CommandRun run = replay("--device", device.toString(), "--policy", "default", "--format", "json");
        CommandRun again = replay("--device", device.toString(), "--policy", "default", "--format", "json");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("\"policy\" : \"oracle\"", "\"policy\" : \"default\"", "\"policy\" : \"thresholds\"")
                .contains("\"policy\" : \"ALERT-style\"", "\"policy\" : \"static ");
        assertThat(again.out()).isEqualTo(run.out());
    }

    @Test
    void device_withAMistake_isToldAtItsPlace() throws Exception {
        Path device = Files.writeString(dir.resolve("board.yaml"), DEVICE.replace("tripC: 75, ", ""));

        CommandRun run = replay("--device", device.toString());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("board.yaml:5:11: tripC is missing");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void replay_builtInRules_isIdentical() {
        CommandRun run = replay();

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("decisions by pack default").contains("  identical, byte for byte (");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void replay_policyGivenThatRecorded_isComparedByteForByte() {
        assertThat(replay("--policy", "default").out()).contains("identical, byte for byte");
    }

    @Test
    void replay_decisionEdited_endsWith1AndTheFieldThatDiffers() throws Exception {
        edit(TraceManifest.DECISIONS, "\"temperatureC\":96.0", "\"temperatureC\":96.5");

        CommandRun run = replay();
        CommandRun json = replay("--format", "json");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .contains("  differs from decision ")
                .contains("temperatureC: 96.5 recorded, 96.0 replayed");
        assertThat(json.exitCode()).isEqualTo(1);
        assertThat(json.out()).contains("\"isSame\" : false").contains("\"path\" : \"device.temperatureC\"");
    }

    @Test
    void replay_rulesNotAtHand_endsWith2AndWhatToDo() throws Exception {
        edit(TraceManifest.EVENTS, "\"pack\":\"default\"", "\"pack\":\"mine\"");

        CommandRun run = replay();

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .startsWith("gearshift: " + trace.resolve(TraceManifest.EVENTS) + ":1: decided by pack mine ")
                .contains("--policy");
    }

    @Test
    void replay_otherRules_listsWhatDiffers() throws Exception {
        edit(TraceManifest.FILE, "\"pack\":\"default\"", "\"pack\":\"mine\"");
        edit(TraceManifest.DECISIONS, "\"action\":\"SHIFT\"", "\"action\":\"HOLD\"");

        CommandRun run = replay("--policy", "default");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .contains(" decisions differ")
                .contains("    recorded  ")
                .contains("    replayed  ");
        assertThat(replay("--policy", "default", "--format", "json").out()).contains("\"differing\" : [ {");
    }

    @Test
    void replay_otherRulesThatSayTheSame_endsWith0() throws Exception {
        edit(TraceManifest.FILE, "\"pack\":\"default\"", "\"pack\":\"mine\"");

        CommandRun run = replay("--policy", "default");

        assertThat(run.out()).contains("the same gears for the same reasons");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void replay_brokenLine_endsWith1AndItsPlace() throws Exception {
        edit(TraceManifest.EVENTS, "\"type\":\"tick\"", "\"type\":\"tock\"");

        CommandRun run = replay();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains(TraceManifest.EVENTS + ":").contains("tock");
    }

    @Test
    void replay_folderOfRecordings_isWrongUseAndNamesThem() {
        CommandRun run = CommandRun.of("replay", trace.getParent().toString());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("no manifest.json").contains("recordings in there: " + trace);
    }

    @Test
    void replay_noTraceOrNoSuchPack_isWrongUse() {
        assertThat(CommandRun.of("replay").exitCode()).isEqualTo(2);
        assertThat(replay("--policy", dir.resolve("nowhere").toString()).exitCode())
                .isEqualTo(2);
    }
}
