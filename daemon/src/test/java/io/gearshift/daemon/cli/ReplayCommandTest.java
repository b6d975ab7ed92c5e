package io.gearshift.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gearshift.core.trace.TraceManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
        TestingRecordings.write(trace, dir);
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

    static final String DEVICE = """
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
    void replay_brokenLine_endsWith2AndItsPlace() throws Exception {
        edit(TraceManifest.EVENTS, "\"type\":\"tick\"", "\"type\":\"tock\"");

        CommandRun run = replay();

        assertThat(run.exitCode()).isEqualTo(2);
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
