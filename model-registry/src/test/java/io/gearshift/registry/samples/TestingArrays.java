package io.gearshift.registry.samples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/** Writes arrays of inputs. */
public final class TestingArrays {

    private TestingArrays() {}

    /**
     * A folder with one input's samples: waves of a few frequencies with a little noise, so that values are related as those of
     * pictures are.
     *
     * @param shape of the input, batch first
     */
    public static Path smooth(Path dir, String input, int count, List<Long> shape) throws IOException {
        Path folder = Files.createTempDirectory(dir, "inputs");
        long[] sizes = shape.stream().mapToLong(Long::longValue).toArray();
        sizes[0] = count;
        int width = 1;
        for (int i = 1; i < sizes.length; i++) {
            width *= (int) sizes[i];
        }
        SplittableRandom random = new SplittableRandom(3);
        try (NpyWriter out = new NpyWriter(folder.resolve(input + ".npy"), "<f4", sizes)) {
            for (int sample = 0; sample < count; sample++) {
                double phase = random.nextDouble(6);
                double step = 0.05 + random.nextDouble();
                float[] values = new float[width];
                for (int i = 0; i < width; i++) {
                    values[i] = (float) (Math.sin(phase + i * step) + 0.2 * random.nextGaussian());
                }
                out.floats(values);
            }
        }
        return folder;
    }
}
