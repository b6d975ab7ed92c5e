package io.gearshift.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gearshift.core.trace.TraceManifest;
import io.gearshift.daemon.Approved;
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

    private Path device() throws IOException {
        return Files.writeString(dir.resolve("board.yaml"), DEVICE);
    }

    private CommandRun onDevice(String... options) throws IOException {
        List<String> all = new ArrayList<>(List.of("--device", device().toString(), "--policy", "default"));
        all.addAll(List.of(options));
        return replay(all.toArray(String[]::new));
    }

    /** Without what depends on folders and on the machine's speed. */
    private String portable(String json) {
        int speed = json.indexOf("\"speed\"");
        assertThat(speed).isPositive();
        return json.substring(0, speed).replace(trace.toString(), "TRACE");
    }

    @Test
    void device_runsPolicyAndReferencesBesideTheOracle_theSameEachTime() throws Exception {
        CommandRun run = onDevice("--format", "json", "--require", "misses<=oracle");
        CommandRun again = onDevice("--format", "json", "--require", "misses<=oracle");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).as("no progress where nobody watches").isEmpty();
        assertThat(portable(again.out())).isEqualTo(portable(run.out()));
        JsonNode json = new ObjectMapper().readTree(run.out());
        assertThat(json.at("/speed/deviceSecondsPerSecond").asDouble()).isGreaterThan(100);
        Approved.matches("cli/replay-device.json", portable(run.out()));
    }

    @Test
    void require_thatDoesNotHold_endsWith1_andTellsFigureAndBound() throws Exception {
        CommandRun run = onDevice("--require", "accuracy>1", "--require", "swaps<=1.5*oracle", "--require", "energy<0");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("fails: accuracy of default", "fails: energy of default");
        assertThat(run.err())
                .isEqualTo("gearshift: " + trace + ": accuracy of default is 0.000 (required: > 1.000)\n" + trace
                        + ": energy of default is 0.1000 J (required: < 0.000 J)\n");
    }

    @Test
    void require_thatCannotBe_endsWith2_beforeAnythingRuns() throws Exception {
        assertThat(onDevice("--require", "enrgy<=1").err())
                .contains("no figure enrgy (expected: energy, misses,", "did you mean energy?");
        CommandRun run = onDevice("--require", "energy<=orcale");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("no run orcale here", "did you mean oracle?");
        assertThat(replay("--require", "energy<1", "--policy", "default").err()).contains("--require without --device");
        assertThat(replay("--require", "energy<1", "--device", device().toString())
                        .err())
                .contains("--require without --policy");
    }

    @Test
    void openLoop_tellsWhatOnlyProfilesKnow_andNothingOfADevice() throws Exception {
        CommandRun run = replay("--open-loop", "--policy", "default", "--format", "json");
        JsonNode json = new ObjectMapper().readTree(run.out());

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(json.at("/runs/0/policy").asText()).isEqualTo("oracle");
        assertThat(json.at("/runs/1/energyJ").asDouble()).isPositive();
        assertThat(json.at("/runs/1/peakC").isNull()).isTrue();
        assertThat(json.at("/runs/1/throttledSeconds").isNull()).isTrue();
        assertThat(json.at("/deviceModel/temperatureRmseC").isNull()).isTrue();
        assertThat(json.at("/deviceModel/basis/temperature").asText()).startsWith("open loop");
        assertThat(json.at("/traces/0/assumed").toString()).contains("stay as recorded");
        assertThat(replay("--open-loop", "--device", device().toString()).err())
                .contains("--open-loop beside --device (expected: one of them)");
        CommandRun throttled = replay("--open-loop", "--policy", "default", "--require", "throttled<=5");
        assertThat(throttled.exitCode()).isEqualTo(2);
        assertThat(throttled.err()).contains("nobody is slowed down in an open loop");
    }

    @Test
    void against_packs_addToTheReferences_underNamesOfTheirOwn() throws Exception {
        assertThat(onDevice("--against", "default").out())
                .contains("\n  default  ", "\n  default 1.0 ", "\n  thresholds ", "\n  ALERT-style ", "\n  static m=");
        assertThat(onDevice("--against", "default,thresholds").out())
                .contains("\n  default 1.0 ", "\n  thresholds ")
                .doesNotContain("ALERT-style", "static");
        CommandRun unknown = onDevice("--against", "threshold");
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err())
                .contains("--against threshold: neither a reference nor a pack", "did you mean thresholds?");
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
