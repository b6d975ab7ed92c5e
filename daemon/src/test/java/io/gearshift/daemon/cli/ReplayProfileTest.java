package io.gearshift.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests of a trace, answered by gears that were measured elsewhere. */
class ReplayProfileTest {

    private static final String GIVEN = "loadMs=300,memoryBytes=20MB,accuracy=37%";

    @TempDir
    private Path dir;

    private Path log;

    @BeforeEach
    void writeLog() throws IOException {
        StringBuilder text = new StringBuilder("Timestamp (s),Power (mW)\n");
        for (int s = 0; s < 60; s++) {
            text.append(String.format("2026-01-01T00:00:%02d.000,%d%n", s, 4000 + s));
        }
        log = Files.writeString(dir.resolve("board.csv"), text);
    }

    private CommandRun replay(Path trace, String... options) throws IOException {
        Path device = Files.writeString(dir.resolve("device.yaml"), ReplayCommandTest.DEVICE);
        List<String> args = new ArrayList<>(List.of(
                "replay",
                trace.toString(),
                "--state",
                dir.toString(),
                "--device",
                device.toString(),
                "--against",
                "static"));
        args.addAll(List.of(options));
        return CommandRun.of(args.toArray(String[]::new));
    }

    private static JsonNode json(CommandRun run) throws IOException {
        assertThat(run.exitCode()).as(run.err()).isZero();
        return new ObjectMapper().readTree(run.out());
    }

    private static JsonNode run(JsonNode json, String policy) {
        for (JsonNode run : json.path("runs")) {
            if (run.path("policy").asText().equals(policy)) {
                return run;
            }
        }
        throw new AssertionError("no " + policy + " in " + json.path("runs"));
    }

    @Test
    void gpuGears_takeTheMeasuredTimeAndEnergy() throws Exception {
        JsonNode json = json(replay(log, "--profile", "orin-nano-yolov8n", "--assume", GIVEN, "--format", "json"));

        JsonNode fp32 = run(json, "static model=fp32-TensorRT@gpu:1");
        JsonNode int8 = run(json, "static model=int8@gpu:1");
        double requests = int8.path("requests").asDouble();
        assertThat(requests).isGreaterThan(200);
        assertThat(fp32.path("energyJ").asDouble() / requests).isBetween(0.115, 0.125);
        assertThat(int8.path("energyJ").asDouble() / requests).isBetween(0.042, 0.046);
        assertThat(json.at("/traces/0/assumed").toString())
                .contains("gears of model: yolov8n as measured on Jetson Orin Nano 8GB, 4 of orin-nano-yolov8n")
                .contains("accuracy of 0.37 was assumed, not measured: --assume " + GIVEN)
                .contains("energy is the measured power, idle power in it, times the answer's time");
    }

    @Test
    void npuGears_heatTheDeviceAndLeaveTheCpuAlone() throws Exception {
        JsonNode json = json(replay(
                log,
                "--policy",
                "default",
                "--profile",
                "pixel-efficientnet-lite",
                "--profile-only",
                "backend=npu",
                "--assume",
                "powerW=1,loadMs=100,memoryBytes=20MB",
                "--format",
                "json"));

        JsonNode light = run(json, "static model=lite0-int8@npu:1");
        JsonNode heavy = run(json, "static model=lite3-int8@npu:1");
        assertThat(light.path("effectiveAccuracy").asDouble()).isBetween(0.74, 0.745);
        assertThat(heavy.path("effectiveAccuracy").asDouble()).isBetween(0.78, 0.791);
        assertThat(heavy.path("peakC").asDouble())
                .isGreaterThan(light.path("peakC").asDouble());
        assertThat(run(json, "default").path("requests").asLong())
                .isEqualTo(light.path("requests").asLong());
    }

    @Test
    void missingFigures_endWith2_andSayHowToGiveThem() throws Exception {
        CommandRun run = replay(log, "--profile", "orin-nano-yolov8n", "--assume", "loadMs=300");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .contains("yolov8n on Jetson Orin Nano 8GB: not measured, and not given:")
                .contains("accuracy (fp32-PyTorch@gpu:1 of orin-nano-yolov8n/yolov8_20260414_223810.json:30,")
                .contains("memoryBytes (")
                .contains("nothing is guessed");
    }

    @Test
    void recordedModels_keepTheirNames_andNeedToBeMatched() throws Exception {
        Path trace = dir.resolve("traces/one");
        TestingRecordings.write(trace, dir);

        JsonNode json = json(replay(
                trace,
                "--profile",
                "orin-nano-yolov8n",
                "--profile-model",
                "m=yolov8n",
                "--assume",
                GIVEN,
                "--format",
                "json"));
        run(json, "static m=int8@gpu:1");

        CommandRun wrong =
                replay(trace, "--profile", "orin-nano-yolov8n", "--profile-model", "x=yolov8n", "--assume", GIVEN);
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err()).contains("--profile-model x=yolov8n: the trace asks for no model 'x'", "it asks for m");
    }

    @Test
    void wrongUse_isTold() throws Exception {
        assertThat(CommandRun.of("replay", log.toString(), "--profile", "orin-nano-yolov8n")
                        .err())
                .contains("--profile without --device");
        assertThat(CommandRun.of("replay", log.toString(), "--assume", "powerW=1")
                        .err())
                .contains("--profile-device, --profile-model, --profile-only and --assume need --profile");
        assertThat(replay(log, "--profile", "no-such").err())
                .contains("no-such: neither a file, nor a folder, nor a profile that comes with Gearshift")
                .contains("orin-nano-yolov8n, pixel-efficientnet-lite, snapdragon-mobilenet-v2");
        assertThat(replay(log, "--profile", "snapdragon-mobilenet-v2").err())
                .contains("devices (expected: one)")
                .contains("say which with --profile-device");
    }

    @Test
    void import_showsDevicesAndRows_andWritesThem() throws Exception {
        Path rows = dir.resolve("rows.json");

        CommandRun all = CommandRun.of("profile", "import", "snapdragon-mobilenet-v2");
        CommandRun one = CommandRun.of(
                "profile", "import", "snapdragon-mobilenet-v2", "--device", "S24", "--out", rows.toString());
        CommandRun again = CommandRun.of("profile", "import", rows.toString(), "--format", "json");

        assertThat(all.exitCode()).as(all.err()).isZero();
        assertThat(all.out()).contains("3 files read", "Samsung Galaxy S24", "npu", "refused: nothing");
        assertThat(one.out()).contains("w8a8, tflite, NPU", "mobilenet_v2__perf.yaml:", "written to ");
        assertThat(new ObjectMapper().readTree(again.out()).path("rows").size())
                .isEqualTo(new ObjectMapper()
                        .readTree(Files.readString(rows))
                        .path("rows")
                        .size());
        assertThat(CommandRun.of("profile", "import", "snapdragon-mobilenet-v2", "--device", "iPhone")
                        .exitCode())
                .isEqualTo(1);
        assertThat(CommandRun.of("profile", "import", log.toString()).err()).contains("no table that is known (");
    }
}
