package io.gearshift.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceSpliceCommandsTest {

    @TempDir
    private Path dir;

    private Path heat;
    private Path network;

    @BeforeEach
    void importLogs() throws Exception {
        StringBuilder csv = new StringBuilder("seconds,soc_mC\n");
        for (int second = 0; second <= 120; second++) {
            csv.append(second).append(',').append(60_000 + 100 * second).append('\n');
        }
        Files.writeString(dir.resolve("day.csv"), csv.toString());
        Files.writeString(dir.resolve("day.yaml"), """
                device: my board
                time: {column: seconds, as: seconds}
                channels:
                  - {column: soc_mC, channel: 'temp{soc}', unit: mC}
                """);
        Files.createDirectories(dir.resolve("lte"));
        Files.writeString(dir.resolve("lte/COPYING"), "GNU GENERAL PUBLIC LICENSE\nVersion 3, 29 June 2007\n");
        StringBuilder slots = new StringBuilder();
        for (int ms = 0; ms < 30_000; ms += 5) {
            slots.append(ms < 10_000 || ms > 14_000 ? ms + "\n" : "");
        }
        Files.writeString(dir.resolve("lte/link.up"), slots.toString());
        heat = imported("day.csv", "--mapping", dir.resolve("day.yaml").toString());
        network = imported("lte/link.up");
    }

    private Path imported(String file, String... more) {
        Path out = dir.resolve("trace-" + Path.of(file).getFileName());
        String[] arguments = new String[5 + more.length];
        System.arraycopy(
                new String[] {"trace", "import", dir.resolve(file).toString(), "--out", out.toString()},
                0,
                arguments,
                0,
                5);
        System.arraycopy(more, 0, arguments, 5, more.length);
        assertThat(CommandRun.of(arguments).exitCode()).isZero();
        return out;
    }

    private static JsonNode info(Path trace) throws Exception {
        return new ObjectMapper()
                .readTree(CommandRun.of("trace", "info", trace.toString(), "--format", "json")
                        .out());
    }

    @Test
    void overlay_isTold_andShownByInfo_andReplays() throws Exception {
        Path out = dir.resolve("out");

        CommandRun made =
                CommandRun.of("trace", "overlay", heat.toString(), network.toString(), "--out", out.toString());

        assertThat(made.exitCode()).as(made.err()).isZero();
        assertThat(made.out())
                .contains("temp{soc}", "real", "net.bandwidth_up", "borrowed", "again every 29s", "assumed")
                .contains("GPL-3.0 (COPYING)", "licence not stated beside it", "share alike");
        assertThat(CommandRun.of("trace", "info", out.toString()).out()).contains("made of others:", "borrowed");
        JsonNode made2 = info(out).get("made");
        assertThat(made2.at("/sources/1/licence/name").asText()).isEqualTo("GPL-3.0");
        assertThat(made2.at("/sources/0/sha256").asText()).hasSize(64);
        assertThat(made2.at("/channels/0/kind").asText()).isEqualTo("BORROWED");
        assertThat(CommandRun.of("replay", out.toString()).err())
                .contains("made of another trace", "--policy or --device");
        assertThat(info(heat).get("made").isNull()).isTrue();
    }

    @Test
    void cut_andLoop_changeTheLength() throws Exception {
        Path part = dir.resolve("part");
        Path long_ = dir.resolve("long");

        assertThat(CommandRun.of(
                                "trace",
                                "cut",
                                heat.toString(),
                                "--from",
                                "10s",
                                "--to",
                                "1m",
                                "--out",
                                part.toString())
                        .out())
                .contains("cut from 10s to 1m of", "50s, ");
        assertThat(CommandRun.of("trace", "loop", part.toString(), "--for", "1h", "--out", long_.toString())
                        .out())
                .contains("looped for 1h", "derived", "again every 51s");
        assertThat(info(long_).at("/requests/model").asLong()).isGreaterThan(17_000);
    }

    @Test
    void mistakes_areTold() {
        String out = dir.resolve("out").toString();

        assertThat(CommandRun.of("trace", "cut", heat.toString(), "--from", "soon", "--out", out)
                        .err())
                .contains("--from: soon (expected: a number and a unit)", "for example 90s");
        assertThat(CommandRun.of("trace", "cut", heat.toString(), "--to", "1h", "--out", out)
                        .err())
                .contains("--to 1h is beyond its end at");
        assertThat(CommandRun.of("trace", "loop", heat.toString(), "--out", out).err())
                .contains("give --times or --for");
        assertThat(CommandRun.of("trace", "overlay", heat.toString(), heat.toString(), "--out", out)
                        .err())
                .contains("none of its channels is net.*", "it has temp{soc}");
        assertThat(CommandRun.of("trace", "cut", heat.toString(), "--to", "1m", "--out", heat.toString())
                        .err())
                .contains("not empty");
        assertThat(dir.resolve("out")).doesNotExist();
    }
}
