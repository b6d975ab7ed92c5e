package io.gearshift.daemon.demo.client;

import io.gearshift.core.serve.Tensor;
import io.gearshift.registry.samples.Labels;
import io.gearshift.registry.samples.Npy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Inputs of a classifier: the answer is right when the highest score is at the label. */
public final class LabelledSamples implements Samples {

    private static final float PIXEL_MAX = 255f;
    private static final float SAMPLE_MAX = 32767f;

    private final String model;
    private final String input;
    private final long[] shape;
    private final float scale;
    private final Npy data;
    private final int[] labels;

    private LabelledSamples(String model, String input, long[] shape, float scale, Npy data, int[] labels) {
        this.model = model;
        this.input = input;
        this.shape = shape;
        this.scale = scale;
        this.data = data;
        this.labels = labels;
    }

    /** Grey pictures of 28 x 28; pixels become 0..1. */
    public static LabelledSamples fashion(Path folder) throws IOException {
        Npy pictures = Npy.read(folder.resolve("test_images.npy"), "u1");
        return new LabelledSamples(
                "fashion", "image", new long[] {1, 1, 28, 28}, PIXEL_MAX, pictures, labels(folder, pictures));
    }

    /** One second of sound at 16 kHz; samples become -1..1. */
    public static LabelledSamples commands(Path folder) throws IOException {
        Npy clips = Npy.read(folder.resolve("test_audio.npy"), "i2");
        return new LabelledSamples(
                "commands", "audio", new long[] {1, 16000}, SAMPLE_MAX, clips, labels(folder, clips));
    }

    private static int[] labels(Path folder, Npy data) throws IOException {
        Path file = folder.resolve("test_labels.txt");
        int[] labels = Labels.read(file);
        if (labels.length != data.count()) {
            throw new IOException(file + ": " + labels.length + " labels (expected: " + data.count() + ")");
        }
        return labels;
    }

    @Override
    public String model() {
        return model;
    }

    @Override
    public int count() {
        return labels.length;
    }

    @Override
    public List<Tensor> inputs(int index) {
        int width = data.width();
        float[] values = new float[width];
        for (int i = 0; i < width; i++) {
            int at = index * width + i;
            float raw = data.type().equals("u1")
                    ? Byte.toUnsignedInt(data.data().get(at))
                    : data.data().getShort(at * Short.BYTES);
            values[i] = raw / scale;
        }
        return List.of(Tensors.floats(input, values, shape));
    }

    @Override
    public boolean isRight(int index, List<Tensor> outputs) {
        return Tensors.argMax(Tensors.first(outputs)) == labels[index];
    }
}
