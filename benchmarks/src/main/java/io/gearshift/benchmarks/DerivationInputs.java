package io.gearshift.benchmarks;

import io.gearshift.registry.samples.Npy;
import io.gearshift.registry.samples.NpyWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What variants are derived and compared on: {@code MODEL/calibrate}, {@code MODEL/test} and {@code MODEL/labels.txt} below one
 * folder.
 */
record DerivationInputs(Path folder) {

    private static final String LARGER = "BENCH_DERIVE_DATA";
    private static final int SMOKE_SAMPLES = 40;

    static DerivationInputs find(Settings settings, Path work) throws IOException {
        String larger = System.getenv(LARGER);
        if (larger != null && !larger.isEmpty()) {
            return new DerivationInputs(Path.of(larger));
        }
        Path data = settings.root().resolve("samples/data");
        Path folder = work.resolve("inputs");
        int most = settings.isSmoke() ? SMOKE_SAMPLES : Integer.MAX_VALUE;
        halves(data.resolve("fashion/test_images.npy"), folder.resolve("fashion"), "image", most, 1, 28, 28);
        halves(data.resolve("commands/test_audio.npy"), folder.resolve("commands"), "audio", most, 16_000);
        for (String model : List.of("fashion", "commands")) {
            labels(data.resolve(model).resolve("test_labels.txt"), folder.resolve(model), most);
        }
        List<String> sentences = Files.readAllLines(data.resolve("minilm/sentences.txt"));
        Files.createDirectories(folder.resolve("minilm/calibrate"));
        Files.createDirectories(folder.resolve("minilm/test"));
        Files.write(folder.resolve("minilm/calibrate/sentences.txt"), every(sentences, 0));
        Files.write(folder.resolve("minilm/test/sentences.txt"), every(sentences, 1));
        return new DerivationInputs(folder);
    }

    List<String> options(String model) {
        Path own = folder.resolve(model);
        List<String> options = new ArrayList<>(List.of(
                "--calibrate",
                own.resolve("calibrate").toString(),
                "--test",
                own.resolve("test").toString()));
        if (Files.exists(own.resolve("labels.txt"))) {
            options.addAll(List.of("--labels", own.resolve("labels.txt").toString()));
        }
        return options;
    }

    private static void labels(Path file, Path to, int most) throws IOException {
        List<String> all = Files.readAllLines(file).stream()
                .filter(line -> !line.isBlank())
                .limit(most)
                .toList();
        Files.write(to.resolve("labels.txt"), every(all, 1));
    }

    /** Every second one. */
    private static <T> List<T> every(List<T> all, int from) {
        List<T> some = new ArrayList<>();
        for (int i = from; i < all.size(); i += 2) {
            some.add(all.get(i));
        }
        return some;
    }

    /** Whole numbers to floats, of bytes 0..1 and of shorts -1..1; every second sample to calibrate on. */
    private static void halves(Path file, Path to, String input, int most, long... shape) throws IOException {
        Npy array = Npy.read(file);
        int count = Math.min(array.count(), most);
        long[] sizes = new long[shape.length + 1];
        System.arraycopy(shape, 0, sizes, 1, shape.length);
        for (int half = 0; half < 2; half++) {
            Path folder = Files.createDirectories(to.resolve(half == 0 ? "calibrate" : "test"));
            sizes[0] = (count + 1 - half) / 2;
            try (NpyWriter out = new NpyWriter(folder.resolve(input + ".npy"), "<f4", sizes)) {
                for (int i = half; i < count; i += 2) {
                    out.floats(sample(array, i));
                }
            }
        }
    }

    private static float[] sample(Npy array, int index) {
        ByteBuffer data = array.data();
        float[] values = new float[array.width()];
        for (int i = 0; i < values.length; i++) {
            int at = index * values.length + i;
            values[i] = array.type().equals("u1")
                    ? Byte.toUnsignedInt(data.get(at)) / 255f
                    : data.getShort(at * Short.BYTES) / 32767f;
        }
        return values;
    }
}
