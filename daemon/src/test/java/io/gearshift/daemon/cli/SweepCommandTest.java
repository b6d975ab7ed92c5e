package io.gearshift.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepCommandTest {

    private static final String WARM = "rule \"Warm: do not step up yet\": headroomC < 3,30";

    @TempDir
    private Path dir;

    private Path trace;
    private Path device;

    @BeforeEach
    void record() throws Exception {
        trace = dir.resolve("traces/one");
        TestingRecordings.write(trace, dir);
        device = Files.writeString(dir.resolve("board.yaml"), ReplayCommandTest.DEVICE);
    }

    private CommandRun sweep(String... options) {
        List<String> args = new ArrayList<>(List.of("sweep", trace.toString(), "--device", device.toString()));
        args.addAll(List.of("--policy", "default", "--state", dir.toString()));
        args.addAll(List.of(options));
        return CommandRun.of(args.toArray(String[]::new));
    }

    @Test
    void grid_givesTableJsonAndPage() throws Exception {
        Path page = dir.resolve("sweep.html");

        CommandRun text = sweep("--vary", "loop.dwell=0s,10s", "--vary", WARM, "--report", page.toString());
        CommandRun json = sweep("--vary", "loop.dwell=0s,10s", "--vary", WARM, "--format", "json");

        assertThat(text.exitCode()).as(text.err()).isZero();
        assertThat(text.err()).as("no progress where nobody watches").isEmpty();
        assertThat(text.out())
                .contains(
                        "default on board: 4 variations",
                        "\n  A  loop.dwell\n",
                        "\n  B  rule \"Warm: do not step up yet\"");
        JsonNode read = new ObjectMapper().readTree(json.out());
        assertThat(read.at("/points")).hasSize(4);
        assertThat(read.at("/points/1/settings/loop.dwell").asText()).isEqualTo("0s");
        assertThat(Files.readString(page)).contains("Gearshift sweep").doesNotContain("{{");
    }

    /** The command builds what it wrote, runs it on the engine and compares; the configuration is one that a daemon takes. */
    @Test
    void writePack_leavesAPackThatRunsAsFound_andAConfiguration() throws Exception {
        Path best = dir.resolve("best");

        CommandRun run = sweep(
                "--vary",
                "loop.dwell=250ms",
                "--vary",
                WARM,
                "--vary",
                "pack.objective=energy",
                "--write-pack",
                best.toString());

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(CommandRun.of("policy", "check", best.resolve("pack").toString())
                        .exitCode())
                .isZero();
        assertThat(Files.readString(best.resolve("pack/swept.drl"))).contains("headroomC < 3 ||");
        CommandRun effective =
                CommandRun.of("run", "--config", best.resolve("gearshift.yaml").toString(), "--print-config");
        assertThat(effective.exitCode()).as(effective.err()).isZero();
        assertThat(effective.out())
                .contains("dwell: 250ms", best.resolve("pack").toString());
        assertThat(sweep("--vary", WARM, "--write-pack", best.toString()).err()).contains("not an empty folder");
    }

    @Test
    void wrongUse_endsWith2_andSaysWhat() {
        CommandRun unknown = sweep("--vary", "loop.dwel=1s");
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.out()).isEmpty();
        assertThat(unknown.err()).contains("--vary loop.dwel: cannot be varied", "did you mean loop.dwell?");
        assertThat(sweep("--vary", "loop.dwell=1s", "--threads", "0").err()).contains("--threads: 0 (expected: 1..");
        assertThat(sweep("--vary", "loop.dwell=1s", "--search", "1").err()).contains("--search: 1 (expected: 4..");
        assertThat(sweep("--vary", "loop.dwell=1s", "--report", dir + "/none/x.html")
                        .err())
                .contains("no folder");
    }
}
