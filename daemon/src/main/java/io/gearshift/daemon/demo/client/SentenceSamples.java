package io.gearshift.daemon.demo.client;

import io.gearshift.core.serve.Tensor;
import io.gearshift.registry.samples.BertTokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Sentences in pairs that mean the same. A sentence's vector is the mean of its tokens' vectors, scaled to length 1; the
 * answer is right when, of all other sentences (as the best variant sees them), the partner is nearest.
 */
public final class SentenceSamples implements Samples {

    private final List<long[]> ids;
    private final AtomicReferenceArray<float[]> known;

    private SentenceSamples(List<long[]> ids) {
        this.ids = ids;
        this.known = new AtomicReferenceArray<>(ids.size());
    }

    /** @param sentences one a line; lines 1-2, 3-4, ... are pairs */
    public static SentenceSamples of(Path sentences, Path tokenizerJson) throws IOException {
        BertTokens tokens = BertTokens.read(tokenizerJson);
        List<long[]> ids = Files.readAllLines(sentences).stream()
                .filter(line -> !line.isBlank())
                .map(tokens::ids)
                .toList();
        if (ids.isEmpty() || ids.size() % 2 != 0) {
            throw new IOException(sentences + ": " + ids.size() + " sentences (expected: pairs)");
        }
        return new SentenceSamples(ids);
    }

    @Override
    public String model() {
        return "minilm";
    }

    @Override
    public int count() {
        return ids.size();
    }

    @Override
    public List<Tensor> inputs(int index) {
        long[] tokens = ids.get(index);
        long[] ones = new long[tokens.length];
        Arrays.fill(ones, 1);
        return List.of(
                Tensors.longs("input_ids", tokens),
                Tensors.longs("attention_mask", ones),
                Tensors.longs("token_type_ids", new long[tokens.length]));
    }

    @Override
    public void learn(int index, List<Tensor> outputs) {
        known.set(index, vector(Tensors.first(outputs), ids.get(index).length));
    }

    @Override
    public boolean isRight(int index, List<Tensor> outputs) {
        float[] vector = vector(Tensors.first(outputs), ids.get(index).length);
        int nearest = -1;
        double best = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < known.length(); i++) {
            float[] other = known.get(i);
            double cosine = i == index || other == null ? Double.NEGATIVE_INFINITY : dot(vector, other);
            if (cosine > best) {
                best = cosine;
                nearest = i;
            }
        }
        return nearest == (index ^ 1);
    }

    /**
     * Mean over the tokens, scaled to length 1. No padding is sent, so the attention mask is all ones.
     *
     * @param states {@code [1, tokens, width]} flattened
     */
    static float[] vector(float[] states, int tokens) {
        int width = states.length / tokens;
        float[] sum = new float[width];
        for (int i = 0; i < width * tokens; i++) {
            sum[i % width] += states[i];
        }
        double length = Math.sqrt(dot(sum, sum));
        for (int i = 0; i < width; i++) {
            sum[i] = (float) (sum[i] / length);
        }
        return sum;
    }

    static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}
