package io.gearshift.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelsDeriveCommandTest {

    @TempDir
    private Path dir;

    private Path model = Path.of("");

    @BeforeEach
    void copySample() throws IOException {
        model = Files.createDirectories(dir.resolve("models/fashion"));
        for (String file : new String[] {"model.yaml", "full.onnx", "pruned.onnx"}) {
            Files.copy(Path.of("../samples/models/fashion", file), model.resolve(file));
        }
    }

    private CommandRun derive(String args) {
        return CommandRun.of(("models derive --registry " + dir.resolve("models") + " " + args).split(" "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            fashion/full --int8                                        | --int8 needs --calibrate DIR
            fashion/full                                               | expected: --int8, --fp16, --prune RATIO or --split
            fashion/full --int8 --fp16                                 | expected: one of the two
            fashion/full --fp16 --sparse 2:4                           | --sparse without --prune RATIO
            fashion/full --prune 0.4 --sparse 2:4 --calibrate c        | --prune 0.4 (expected: 0.5)
            fashion/full --prune 0.4 --sparse 3:4 --calibrate c        | expected: unstructured or 2:4
            fashion/full --split --int8 --dynamic                      | --split beside --int8
            fashion/full --split --rtt -1                              | --rtt -1.0 (expected: at least 0 ms)
            fashion/full --split --bandwidth 5,0                       | --bandwidth 0.0 (expected: more than 0 Mbit/s)
            fashion/full --split --cloud-speedup 0                     | --cloud-speedup 0.0 (expected: more than 0)
            fashion/full --split --cuts 0                              | --cuts 0 (expected: at least 1)
            fashion/full --int8 --dynamic --rtt 5                      | without --split
            fashion/full --split --as a/b                              | a/b: not a name
            fashion/full --prune 0.4                                   | --prune needs --calibrate DIR
            fashion/full --prune 0 --calibrate c                       | --prune 0.0 (expected: between 0 and 1
            fashion/full --prune 1 --calibrate c                       | --prune 1.0 (expected: between 0 and 1
            fashion/full --prune 1.5 --calibrate c                     | --prune 1.5 (expected: between 0 and 1
            fashion/full --prune NaN --calibrate c                     | --prune NaN (expected: between 0 and 1
            fashion/full --prune 0.4 --dynamic --calibrate c           | --dynamic or --weights-only without --int8
            fashion/full --int8 --dynamic --weights-only               | expected: one of the two
            fashion --int8 --dynamic                                   | fashion (expected: MODEL/VARIANT)
            fasion/full --int8 --dynamic                               | did you mean fashion?
            fashion/ful --int8 --dynamic                               | did you mean full?
            fashion/full --int8 --dynamic --as pruned                  | has a variant pruned already
            fashion/full --int8 --dynamic --as a/b                     | a/b: not a name
            fashion/full --int8 --dynamic --max-accuracy-loss -1       | expected: 0 to 100 points
            fashion/full --int8 --dynamic --labels l.txt               | --labels without --test DIR
            """)
    void use_wrong_endsWith2AndSaysWhy(String args, String problem) {
        CommandRun run = derive(args);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(problem);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void variant_made_isReportedAndVerified() throws IOException {
        Path inputs = pictures(64);

        CommandRun run = derive("fashion/full --int8 --format json --as small --calibrate " + inputs);

        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode json = new ObjectMapper().readTree(run.out());
        assertThat(json.path("compression").doubleValue()).isGreaterThan(3.7);
        assertThat(json.path("bytes").longValue()).isEqualTo(Files.size(model.resolve("small.onnx")));
        assertThat(json.path("samples").intValue()).isEqualTo(64);
        assertThat(run.err()).contains("calibrating", "comparing with the parent");
        CommandRun verify =
                CommandRun.of("models", "verify", "--models", model.getParent().toString());
        assertThat(verify.exitCode()).isZero();
        assertThat(verify.out()).contains("small");
    }

    @Test
    void model_split_isReportedAndVerified() throws IOException {
        CommandRun run =
                derive("fashion/full --split --format json --cuts 2 --bandwidth 5,50 --calibrate " + pictures(8));

        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode front = new ObjectMapper().readTree(run.out()).path("front");
        assertThat(front.size()).isPositive();
        assertThat(front.get(0).path("totals")).hasSize(2);
        assertThat(model.resolve("split-1.head.onnx")).exists();
        assertThat(model.resolve("split-1.tail.onnx")).exists();
        CommandRun verify =
                CommandRun.of("models", "verify", "--models", model.getParent().toString());
        assertThat(verify.exitCode()).as(verify.out()).isZero();
        assertThat(verify.out()).contains("split-1").contains("ok, split");
        CommandRun again = derive("fashion/full --split");
        assertThat(again.exitCode()).isEqualTo(2);
        assertThat(again.err()).contains("has a variant split-1 already");
    }

    /** Signature and digest are right; the answers are another model's. */
    @Test
    void variant_thatAnswersOtherwise_isToldByVerify() throws IOException {
        Files.writeString(
                model.resolve("model.yaml"),
                Files.readString(model.resolve("model.yaml"))
                        .replaceAll("tolerance:.*", "tolerance: {metric: max-abs, value: 0.0}"));

        CommandRun verify =
                CommandRun.of("models", "verify", "--models", model.getParent().toString());

        assertThat(verify.exitCode()).isEqualTo(1);
        assertThat(verify.out())
                .contains("variant pruned: its answers are not those of the reference variant 'full'")
                .contains("may not serve");
    }

    @Test
    void variant_refused_endsWith1AndWritesNothing() throws IOException {
        String before = Files.readString(model.resolve("model.yaml"));

        CommandRun run = derive("fashion/full --int8 --calibrate " + dir);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("no samples of input image (expected: image.npy, or files .png");
        assertThat(Files.readString(model.resolve("model.yaml"))).isEqualTo(before);
        assertThat(model.resolve("int8.onnx")).doesNotExist();
    }

    private Path pictures(int count) throws IOException {
        return TestingPictures.write(dir, count);
    }
}
