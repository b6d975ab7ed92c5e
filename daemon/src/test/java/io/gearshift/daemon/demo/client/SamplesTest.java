package io.gearshift.daemon.demo.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gearshift.core.serve.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SamplesTest {

    private static final Path DATA = Path.of("../samples/data");

    @TempDir
    private Path dir;

    @Test
    void fashion_inputs_arePixelsFrom0To1() throws IOException {
        LabelledSamples samples = LabelledSamples.fashion(DATA.resolve("fashion"));

        List<Tensor> inputs = samples.inputs(0);

        assertThat(samples.count()).isEqualTo(1000);
        assertThat(inputs.get(0).shape()).containsExactly(1, 1, 28, 28);
        float[] pixels = Tensors.first(inputs);
        assertThat(Tensors.argMax(pixels)).isPositive();
        assertThat(pixels[Tensors.argMax(pixels)]).isGreaterThan(0.5f).isLessThanOrEqualTo(1f);
    }

    @Test
    void commands_inputs_areSamplesFromMinus1To1() throws IOException {
        LabelledSamples samples = LabelledSamples.commands(DATA.resolve("commands"));

        Tensor audio = samples.inputs(59).get(0);

        assertThat(audio.shape()).containsExactly(1, 16000);
        for (float value : Tensors.first(List.of(audio))) {
            assertThat(value).isBetween(-1.0001f, 1f);
        }
    }

    /** The first label of the Fashion-MNIST test set is 9, an ankle boot. */
    @Test
    void fashion_answer_isRightWhenTheLabelScoresHighest() throws IOException {
        LabelledSamples samples = LabelledSamples.fashion(DATA.resolve("fashion"));

        assertThat(samples.isRight(0, scores(9))).isTrue();
        assertThat(samples.isRight(0, scores(8))).isFalse();
    }

    private static List<Tensor> scores(int highest) {
        float[] scores = new float[10];
        scores[highest] = 1;
        return List.of(Tensors.floats("scores", scores, 1, 10));
    }

    @Test
    void sentence_vector_isTheMeanScaledToLength1() {
        float[] vector = SentenceSamples.vector(new float[] {1, 0, 5, 8}, 2); // mean (3, 4)

        assertThat(vector[0]).isCloseTo(0.6f, within(1e-6f));
        assertThat(vector[1]).isCloseTo(0.8f, within(1e-6f));
    }

    @Test
    void sentence_answer_isRightWhenThePartnerIsNearest() throws IOException {
        Path tokenizer = Files.writeString(
                dir.resolve("tokenizer.json"),
                "{\"model\": {\"vocab\": {\"[UNK]\": 0, \"[CLS]\": 1, \"[SEP]\": 2, \"a\": 3}}}");
        Path text = Files.writeString(dir.resolve("sentences.txt"), "a\na\na\na\n");
        SentenceSamples samples = SentenceSamples.of(text, tokenizer);
        float[][] best = {{1, 0}, {0.9f, 0.1f}, {0, 1}, {0.1f, 0.9f}};
        for (int i = 0; i < best.length; i++) {
            samples.learn(i, states(best[i]));
        }

        assertThat(samples.isRight(0, states(1, 0.05f))).isTrue();
        assertThat(samples.isRight(0, states(0.05f, 1))).isFalse();
        assertThat(samples.isRight(3, states(0.05f, 1))).isTrue();
    }

    /** Three tokens ([CLS] a [SEP]) with the same vector each. */
    private static List<Tensor> states(float x, float y) {
        return List.of(Tensors.floats("last_hidden_state", new float[] {x, y, x, y, x, y}, 1, 3, 2));
    }

    private static List<Tensor> states(float[] vector) {
        return states(vector[0], vector[1]);
    }
}
