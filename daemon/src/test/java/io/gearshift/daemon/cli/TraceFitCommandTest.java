package io.gearshift.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gearshift.simulator.closedloop.DeviceFile;
import io.gearshift.simulator.plant.ThermalNetwork;
import io.gearshift.simulator.plant.ThermalNetwork.Zone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log of a board of 20 J/K and 0.5 W/K in air of 22 °C, of 2 W at rest and 6 W more when busy. */
class TraceFitCommandTest {

    private static final ThermalNetwork BOARD = new ThermalNetwork(List.of(new Zone("soc", 20, 0.5)), List.of());

    @TempDir
    private Path dir;

    private Path log;
    private Path mapping;

    @BeforeEach
    void record() throws IOException {
        log = dir.resolve("board.csv");
        mapping = dir.resolve("board.yaml");
        Files.writeString(log, measured(900));
        Files.writeString(mapping, """
                format: my logger
                device: 'no'
                time: {column: s, as: seconds}
                channels:
                  - {column: c, channel: 'temp{soc}', unit: C}
                  - {column: w, channel: 'power{board}', unit: W}
                  - {column: busy, channel: cpu.load, unit: ratio}
                """);
    }

    /** A busy share tells of the second before it. */
    private static String measured(int seconds) {
        SplittableRandom random = new SplittableRandom(7);
        StringBuilder text = new StringBuilder("s,c,w,busy\n");
        double[] state = {30};
        double busy = 0.5;
        double before = 0.5;
        for (int s = 0; s < seconds; s++) {
            text.append(String.format(Locale.ROOT, "%d,%.4f,%.4f,%.4f%n", s, state[0], 2 + 6 * busy, before));
            before = busy;
            state = BOARD.after(state, new double[] {2 + 6 * busy}, 22, 1);
            busy = random.nextInt(20) == 0 ? random.nextDouble() : busy;
        }
        return text.toString();
    }

    private CommandRun fit(String... options) {
        String[] args = new String[5 + options.length];
        System.arraycopy(new String[] {"trace", "fit", log.toString(), "--mapping", mapping.toString()}, 0, args, 0, 5);
        System.arraycopy(options, 0, args, 5, options.length);
        return CommandRun.of(args);
    }

    @Test
    void parameters_ofAKnownBoard_areFound() throws Exception {
        CommandRun run = fit("--format", "json");

        JsonNode json = new ObjectMapper().readTree(run.out());
        JsonNode zone = json.at("/thermal/found/zones/0");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(zone.path("capacityJPerK").asDouble()).isCloseTo(20, within(0.2));
        assertThat(zone.path("toAmbientWPerK").asDouble()).isCloseTo(0.5, within(0.005));
        assertThat(json.at("/thermal/found/ambientC").asDouble()).isCloseTo(22, within(0.1));
        assertThat(json.at("/processor/found/idleW").asDouble()).isCloseTo(2, within(0.01));
        assertThat(json.at("/processor/found/activeW").asDouble()).isCloseTo(6, within(0.01));
        assertThat(json.at("/thermal/errors/heldOutRmse").asDouble()).isLessThan(0.05);
        assertThat(json.at("/battery/isUsable").asBoolean()).isFalse();
    }

    @Test
    void file_withWhatTheLogDoesNotTellGiven_isADevice() throws Exception {
        Path out = dir.resolve("device.yaml");

        assertThat(fit("--out", out.toString(), "--name", "a \"board\"\nx").exitCode())
                .isZero();
        String text = Files.readString(out);

        assertThat(text).contains("idleW: 2, frequencyExponent: ?", "tripC: ?", "battery: the log does not have");
        String given = text.replaceAll("(?m)^# (governor|processor):", "$1:")
                .replace(
                        "tripC: ?, hysteresisC: ?, pollS: ?, levels: ?, leastFrequencyRatio: ?",
                        "tripC: 80, hysteresisC: 2," + " pollS: 1, levels: 3, leastFrequencyRatio: 0.5")
                .replace("{cores: ?, coreW: ?,", "{cores: 2, coreW: 3,")
                .replace("frequencyExponent: ?", "frequencyExponent: 2");
        assertThat(DeviceFile.read("device.yaml", given, 0)).isNotNull();
    }

    @Test
    void file_asItIs_namesWhatIsMissing() throws Exception {
        Path out = dir.resolve("device.yaml");
        fit("--out", out.toString());

        CommandRun run =
                CommandRun.of("replay", log.toString(), "--mapping", mapping.toString(), "--device", out.toString());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("governor is missing", "processor is missing", "nothing is guessed");
    }

    @Test
    void device_named_likeATruthValue_staysAName() {
        assertThat(fit().out()).contains("name: \"no\"");
    }

    @Test
    void power_thatDoesNotExplain_isNotUsed() throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        StringBuilder text = new StringBuilder("s,c,w,busy\n");
        for (int s = 0; s < 300; s++) {
            text.append(String.format(
                    Locale.ROOT,
                    "%d,%.3f,%.3f,%.3f%n",
                    s,
                    40 + random.nextDouble(),
                    1 + random.nextDouble(),
                    random.nextDouble()));
        }
        Files.writeString(log, text.toString());

        CommandRun run = fit();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .contains("not used: on what was held out not half as far off", "# zones:", "# ambientC: ?");
    }

    @Test
    void channel_thatIsNotThere_isToldWithThoseThatAre() {
        CommandRun run = fit("--zone", "temp{gpu}");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--zone: temp{gpu} is not in", "it has cpu.load, temp{soc}, power{board}");
    }

    @Test
    void out_thatExists_staysAsItIs() throws IOException {
        Path out = Files.writeString(dir.resolve("device.yaml"), "mine");

        CommandRun run = fit("--out", out.toString());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("exists", "name a new file with --out");
        assertThat(out).hasContent("mine");
    }

    @Test
    void shares_outOfRange_areRefused() {
        assertThat(fit("--hold-out", "1").err()).contains("--hold-out: 1.0 (expected: 0.05 to 0.9)");
        assertThat(fit("--bodies", "3").err()).contains("--bodies: 3 (expected: 1 or 2)");
    }
}
