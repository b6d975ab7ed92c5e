package io.gearshift.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gearshift.core.trace.TraceJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log that warms up to the middle of the default pack's bands, and a pack that acts sooner. */
class PolicyDiffCommandTest {

    private static final String POWERJOULAR = "Date,CPU Utilization,Total Power,CPU Power,GPU Power\n";

    @TempDir
    private static Path dir;

    private static Path log;
    private static Path pack;

    @BeforeAll
    static void write() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int s = 0; s < 60; s++) {
            int celsius = s < 30 ? 60 : 75;
            text.append(String.format("04-19-2026 01:31:%02d RAM 512/4096MB CPU [9%%@1728] tj@%dC%n", s, celsius));
        }
        log = Files.writeString(dir.resolve("day.log"), text.toString());
        pack = Files.createDirectory(dir.resolve("cooler"));
        Files.writeString(pack.resolve("pack.yaml"), "name: cooler\nversion: \"1\"\nextends: default\n");
        Files.writeString(pack.resolve("cooler.drl"), """
                rule "Cooler"
                when
                  Device( temperatureC > 70 )
                  $c : Candidate( isLocal, !isLightest )
                then
                  policy.forbid($c, "it is | over 70");
                end
                """);
    }

    private static CommandRun diff(String... options) {
        List<String> args = new ArrayList<>(List.of("policy", "diff", "default", pack.toString(), log.toString()));
        args.addAll(List.of("--state", dir.resolve("state").toString()));
        args.addAll(List.of(options));
        return CommandRun.of(args.toArray(String[]::new));
    }

    @Test
    void diff_withoutLimits_endsWith0WhateverDiffers() {
        CommandRun run = diff();

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("the gears differ in 1 interval")
                .contains("only here: rule \"Cooler\" (cooler.drl:1) forbids full@cpu:1")
                .contains("temperatureC = 75")
                .contains("Open loop: ")
                .contains(
                        "assumed of day.log: requests model 5/s due within 33 ms of the default model (misses are of an assumed")
                .contains("objective: a frame of a camera at 30 a second); the log tells none");
    }

    /** A swap of some milliseconds ends before the next line of the log: the shift itself is what differs. */
    @Test
    void diff_ofAShiftWithinASecond_explainsTheShiftAndNotWhatFollowed() throws Exception {
        Path warm = Files.writeString(
                dir.resolve("warm.log"),
                Files.readString(log)
                        .lines()
                        .filter(line -> line.endsWith("75C"))
                        .collect(Collectors.joining("\n")));

        CommandRun run = CommandRun.of(
                "policy",
                "diff",
                "default",
                pack.toString(),
                warm.toString(),
                "--state",
                dir.resolve("state").toString());

        assertThat(run.out())
                .contains("B  int8@cpu:1  full@cpu:1 -> int8@cpu:1 (forbidden): it is | over 70")
                .containsPattern("A  full@cpu:1  stay in full@cpu:1 .*\n +int8@cpu:1 scores 0\\.");
    }

    @Test
    void diff_overALimit_endsWith1AndNamesIt() {
        CommandRun run = diff("--max-changed", "1%", "--max-energy", "-50%", "--max-misses", "+0");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .contains("over the limit: changed: ")
                .contains("over the limit: energy: ")
                .doesNotContain("over the limit: misses");
    }

    @Test
    void diff_withinItsLimits_endsWith0() {
        assertThat(diff("--max-energy", "+0", "--max-swaps", "+1").exitCode()).isZero();
    }

    @Test
    void diff_ofAPackWithItself_differsNowhere() {
        CommandRun run = CommandRun.of(
                "policy",
                "diff",
                "default",
                "default",
                log.toString(),
                "--max-changed",
                "0%",
                "--state",
                dir.resolve("state").toString());

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("the same gears throughout");
    }

    @Test
    void diff_asJson_holdsEveryInterval() throws Exception {
        JsonNode json = TraceJson.mapper().readTree(diff("--format", "json").out());

        JsonNode trace = json.path("traces").path(0);
        assertThat(trace.path("intervals")).hasSize(1);
        JsonNode why = trace.path("intervals").path(0).path("why");
        assertThat(why.path("onlyA")).isEmpty();
        assertThat(why.path("onlyB").path(0).path("where").asText()).isEqualTo("cooler.drl:1");
        assertThat(json.path("total").path("b").path("energyJ").asDouble())
                .isLessThan(json.path("total").path("a").path("energyJ").asDouble());
        assertThat(json.path("overTheLimit")).isEmpty();
    }

    @Test
    void diff_asMarkdown_isATableThatRenders() {
        String text = diff("--format", "markdown", "--max-changed", "1%").out();

        assertThat(text)
                .startsWith("### Policy diff: `default`")
                .contains("| trace | time | changed | energy J | misses | effective accuracy | swaps |\n| --- | ")
                .contains("| day.log | 59s | ")
                .contains("**Over the limit:** changed: ")
                .contains("it is \\| over 70");
    }

    /** The same events from the log and from the trace written of it. */
    @Test
    void importedTrace_givesTheSameFigures() throws Exception {
        Path folder = dir.resolve("trace");
        CommandRun imported = CommandRun.of("trace", "import", log.toString(), "--out", folder.toString());
        assertThat(imported.exitCode()).as(imported.err()).isZero();

        JsonNode ofLog = TraceJson.mapper().readTree(diff("--format", "json").out());
        JsonNode ofTrace = TraceJson.mapper()
                .readTree(CommandRun.of(
                                "policy",
                                "diff",
                                "default",
                                pack.toString(),
                                folder.toString(),
                                "--state",
                                dir.resolve("state").toString(),
                                "--format",
                                "json")
                        .out());

        assertThat(ofTrace.path("total")).isEqualTo(ofLog.path("total"));
        assertThat(ofTrace.at("/traces/0/assumed")).isEqualTo(ofLog.at("/traces/0/assumed"));
        assertThat(CommandRun.of("trace", "info", folder.toString()).out())
                .contains("imported from " + log + " (tegrastats), 0 refused")
                .contains("temp{tj}");
        assertThat(CommandRun.of("trace", "import", log.toString(), "--out", folder.toString()))
                .satisfies(again -> assertThat(again.exitCode()).isEqualTo(2))
                .satisfies(again -> assertThat(again.err()).contains("not empty"));
    }

    @Test
    void models_fromADocument_replaceTheDefaultOne() throws Exception {
        Path models = Files.writeString(dir.resolve("models.yaml"), """
                models:
                  vision: {latencyObjectiveMs: 12, requestsPerS: 20}
                """);

        String out = diff("--models", models.toString()).out();

        assertThat(out)
                .contains("requests vision 20/s due within 12 ms of " + models)
                .contains("\nvision\n");
    }

    @Test
    void wrongUse_saysWhatIsWrong() throws Exception {
        Path refused = Files.writeString(dir.resolve("x.csv"), "a,b\n1,2\n");
        Path broken = Files.writeString(dir.resolve("broken.csv"), POWERJOULAR + "2023-10-20 18:32:59,7,x,1,1\n");
        Path wrong = Files.writeString(dir.resolve("wrong.yaml"), "modles: {}\n");

        assertThat(diff("--max-energy", "lots").err()).contains("lots (expected: a number or a percentage");
        assertThat(diff(dir.resolve("nowhere").toString()).err()).contains("no such file");
        assertThat(diff(refused.toString()).err())
                .contains("no log format that is known")
                .contains("--mapping");
        assertThat(diff(broken.toString()).err())
                .contains("broken.csv:2: cpu.load{total}: 7.0 (expected: 0..1 ratio; percent?)");
        assertThat(diff("--models", wrong.toString()).err())
                .contains("wrong.yaml:1:1")
                .contains("models");
        assertThat(diff(refused.toString()).exitCode()).isEqualTo(2);
    }

    private static void assertWrongUse(CommandRun run, String... said) {
        assertThat(run.err()).contains(said);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void filesThatAreNot_areNamedWithWhatTheyShouldBe() throws Exception {
        String folder = Files.createDirectories(dir.resolve("folder")).toString();
        String binary = Files.write(dir.resolve("binary.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0})
                .toString();

        assertWrongUse(
                diff("--mapping", "gone.yaml"),
                "--mapping gone.yaml: no such file (expected: a YAML file that says what a log's columns are)",
                "docs/policy-diff.md shows one");
        assertWrongUse(diff("--mapping", folder), "--mapping " + folder + ": a folder (expected: a YAML file");
        assertWrongUse(diff("--mapping", binary), "--mapping " + binary + ": no UTF-8 text (expected: a YAML file");
        assertWrongUse(
                diff("--models", "gone.yaml"),
                "--models gone.yaml: no such file (expected: a situation document, a folder of models or a recording)",
                "docs/cli.md");
        assertWrongUse(diff("--models", binary), "--models " + binary + ": no UTF-8 text");
        assertWrongUse(CommandRun.of("trace", "import", folder), folder + ": a folder (expected: a log to import");
        assertWrongUse(
                CommandRun.of("replay", log.toString(), "--device", "gone.yaml"),
                "--device gone.yaml: no such file (expected: a YAML file of a modelled device)");
        assertWrongUse(
                CommandRun.of("replay", log.toString()),
                log + ": a file (expected: the folder of a recording or of an imported trace)",
                "--device");
    }

    @Test
    void logOfWhichMostLinesAreRefused_isNoTraceForAnyCommand() throws Exception {
        Path device = Files.writeString(dir.resolve("board.yaml"), ReplayCommandTest.DEVICE);
        Path poor = Files.writeString(
                dir.resolve("poor.log"),
                Files.readString(log).replaceAll("(?m)^04-19-2026 01:31:[1-5]", "not a line "));
        String[] said = {
            "poor.log: 50 lines were refused and only 10 read as tegrastats:", "poor.log:11: no", "and 47 more"
        };

        assertWrongUse(diff(poor.toString()), said);
        assertWrongUse(CommandRun.of("trace", "import", poor.toString()), said);
        assertWrongUse(CommandRun.of("replay", poor.toString(), "--device", device.toString()), said);
    }

    @Test
    void traces_ofTheSameName_areToldApart() throws Exception {
        Path other = Files.createDirectories(dir.resolve("other")).resolve("day.log");
        Files.copy(log, other, java.nio.file.StandardCopyOption.REPLACE_EXISTING);

        assertThat(diff(other.toString(), "--format", "markdown").out())
                .contains("| other/day.log | 59s |")
                .contains("| " + dir.getFileName() + "/day.log | 59s |");
    }

    @Test
    void misses_overTheirLimit_endWith1() throws Exception {
        Path models = Files.writeString(dir.resolve("tight.yaml"), """
                models:
                  vision: {latencyObjectiveMs: 13.8, requestsPerS: 400}
                """);
        CommandRun run = CommandRun.of(
                "policy",
                "diff",
                pack.toString(),
                "default",
                log.toString(),
                "--max-misses",
                "+0",
                "--models",
                models.toString(),
                "--state",
                dir.resolve("state").toString());

        assertThat(run.out()).contains("over the limit: misses: ");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void models_ofARegistry_areTaken() {
        CommandRun run = diff("--models", "../samples/models");

        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains("commands 5/s due within", "fashion 5/s due within")
                .contains("of ../samples/models, costs ")
                .contains("\nfashion\n");
    }

    @Test
    void models_ofAFolderWithNone_areRefused() throws Exception {
        Path empty = Files.createDirectories(dir.resolve("empty"));
        CommandRun run = diff("--models", empty.toString());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("neither a recording nor a folder with usable models");
    }

    /** One late line of ten hours later is no ten hours of the same gear. */
    @Test
    void gapInALog_isLeftOutOfShareAndTotals() throws Exception {
        String late = Files.readString(log) + "04-19-2026 11:31:00 RAM 512/4096MB CPU [9%@1728] tj@60C\n";
        Path gapped = Files.writeString(dir.resolve("gap.log"), late);
        JsonNode json = TraceJson.mapper()
                .readTree(CommandRun.of(
                                "policy",
                                "diff",
                                "default",
                                pack.toString(),
                                gapped.toString(),
                                "--format",
                                "json",
                                "--state",
                                dir.resolve("state").toString())
                        .out());

        JsonNode whole = TraceJson.mapper().readTree(diff("--format", "json").out());
        assertThat(json.at("/traces/0/seconds").asDouble()).isEqualTo(59);
        assertThat(json.at("/traces/0/leftOutS").asDouble()).isEqualTo(36_001 - 60);
        assertThat(json.path("changedRatio")).isEqualTo(whole.path("changedRatio"));
        assertThat(json.path("total")).isEqualTo(whole.path("total"));
        assertThat(diff(gapped.toString()).out())
                .contains("assumed of gap.log: 9h 59m without readings left out, in 1 gap");
    }

    /** Ten hours of silence heat nothing, ask nothing and cost nothing. */
    @Test
    void gapInALog_isNoServedTimeOfAModelledDevice() throws Exception {
        Path device = Files.writeString(dir.resolve("board.yaml"), ReplayCommandTest.DEVICE);
        String late = Files.readString(log) + "04-19-2026 11:31:00 RAM 512/4096MB CPU [9%@1728] tj@60C\n";
        Path gapped = Files.writeString(dir.resolve("silent.log"), late);

        JsonNode whole = replayed(log, device);
        JsonNode json = replayed(gapped, device);

        assertThat(json.at("/runs/0/requests").asInt())
                .isPositive()
                .isEqualTo(whole.at("/runs/0/requests").asInt());
        assertThat(json.at("/runs/0/energyJ")).isEqualTo(whole.at("/runs/0/energyJ"));
        assertThat(whole.at("/traces/0/gaps").asInt()).isZero();
        assertThat(json.at("/traces/0/gaps").asInt()).isEqualTo(1);
        assertThat(json.at("/traces/0/leftOutS").asDouble()).isEqualTo(36_001 - 60);
        assertThat(json.at("/traces/0/assumed").toString()).contains("35941 s without readings left out, in 1 gap");
        assertThat(CommandRun.of("trace", "import", gapped.toString()).out())
                .contains("left out: 9h 59m without readings, in 1 gap; no requests are assumed there");
        assertThat(CommandRun.of("trace", "import", log.toString()).out()).doesNotContain("left out:");
    }

    private static JsonNode replayed(Path log, Path device) throws IOException {
        CommandRun run = CommandRun.of(
                "replay",
                log.toString(),
                "--device",
                device.toString(),
                "--policy",
                "default",
                "--format",
                "json",
                "--state",
                dir.resolve("state").toString());
        assertThat(run.err()).isEmpty();
        return TraceJson.mapper().readTree(run.out());
    }

    @Test
    void wrongInput_neverEndsWithTheCodeOfALimit() throws Exception {
        Path cut = dir.resolve("cut.npz");
        Files.writeString(cut, "PK\u0003\u0004 predictions.npy");
        Path one =
                Files.writeString(dir.resolve("one.log"), "04-19-2026 01:31:00 RAM 512/4096MB CPU [9%@1728] tj@60C\n");

        assertThat(diff(cut.toString()))
                .satisfies(run -> assertThat(run.exitCode()).isEqualTo(2))
                .satisfies(run -> assertThat(run.err()).contains("cut.npz: cut off or damaged"));
        assertThat(diff(one.toString()))
                .satisfies(run -> assertThat(run.exitCode()).isEqualTo(2))
                .satisfies(run -> assertThat(run.err()).contains("one.log: nothing to compare"));
        assertThat(diff("--rate", "0").exitCode()).isEqualTo(2);
        assertThat(diff("--first", "-1").exitCode()).isEqualTo(2);
    }
}
