package io.gearshift.registry.manifest;

import io.gearshift.core.serve.DataType;
import io.gearshift.core.serve.TensorSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an element of {@code inputs} says of the input's source. */
final class SourceFields {

    static final List<String> KEYS =
            List.of("from", "layout", "colours", "mean", "scale", "sampleRateHz", "tokens", "tokenizer", "mostTokens");

    private static final List<String> IMAGE = List.of("layout", "colours", "mean", "scale");
    private static final List<String> SOUND = List.of("sampleRateHz", "mean", "scale");
    private static final List<String> TEXT = List.of("tokens", "tokenizer", "mostTokens");

    private static final double LEVELS = 255;
    private static final int MOST_TOKENS = 256;
    private static final int MOST_RATE_HZ = 768_000;

    private enum Kind {
        IMAGE,
        SOUND,
        TEXT
    }

    private enum Layout {
        NCHW,
        NHWC
    }

    private enum Colours {
        RGB,
        BGR
    }

    private final Path folder;
    private final Section section;
    private final TensorSpec input;

    SourceFields(Path folder, Section section, TensorSpec input) {
        this.folder = folder;
        this.section = section;
        this.input = input;
    }

    /** Null when the manifest says nothing, or something wrong. */
    @Nullable
    Source read() {
        if (!section.has("from")) {
            refuseOthers("", List.of());
            return null;
        }
        Kind kind = section.choice("from", Kind.class, true);
        if (kind == null) {
            return null;
        }
        return switch (kind) {
            case IMAGE -> image();
            case SOUND -> sound();
            case TEXT -> text();
        };
    }

    private void refuseOthers(String kind, List<String> own) {
        for (String key : KEYS) {
            if (section.has(key) && !key.equals("from") && !own.contains(key)) {
                String expected =
                        kind.isEmpty() ? "only with from" : "of from: " + kind + ", " + String.join(", ", own);
                section.problem(key, "does not belong here (expected: " + expected + ")", "");
            }
        }
    }

    private @Nullable Source image() {
        refuseOthers("image", IMAGE);
        Layout layout = section.has("layout") ? section.choice("layout", Layout.class, true) : Layout.NCHW;
        Colours colours = section.has("colours") ? section.choice("colours", Colours.class, true) : Colours.RGB;
        List<Long> shape = input.shape();
        boolean isLast = layout == Layout.NHWC;
        if (shape.size() != 4 || shape.subList(1, 4).stream().anyMatch(size -> size < 1)) {
            section.problem("from", "image for shape " + shape + " (expected: four sizes, only the first free)", "");
            return null;
        }
        long channels = shape.get(isLast ? 3 : 1);
        if (channels != 1 && channels != 3) {
            section.problem(
                    "from", "image of " + channels + " channels (expected: 1 or 3)", "see layout: nchw or nhwc");
            return null;
        }
        if (input.type() != DataType.FP32 && input.type() != DataType.UINT8) {
            section.problem("from", "image for " + input.type() + " (expected: FP32 or UINT8)", "");
            return null;
        }
        double usualScale = input.type() == DataType.UINT8 ? 1 : 1 / LEVELS;
        List<Double> mean = numbers("mean", 0, (int) channels);
        List<Double> scale = numbers("scale", usualScale, (int) channels);
        return new Source.Image(
                isLast,
                colours == Colours.BGR,
                Math.toIntExact(shape.get(isLast ? 1 : 2)),
                Math.toIntExact(shape.get(isLast ? 2 : 3)),
                (int) channels,
                mean,
                scale);
    }

    private List<Double> numbers(String key, double usual, int channels) {
        List<Double> numbers = section.numbers(key);
        if (numbers.isEmpty()) {
            return List.of(usual);
        }
        if (numbers.size() != 1 && numbers.size() != channels) {
            section.problem(key, numbers.size() + " numbers (expected: 1 or " + channels + ", one a channel)", "");
        }
        return numbers;
    }

    private @Nullable Source sound() {
        refuseOthers("sound", SOUND);
        Double rate = section.number("sampleRateHz", 1, MOST_RATE_HZ, "samples a second, such as 16000");
        List<Long> shape = input.shape();
        boolean isFlat = shape.size() == 2 || shape.size() == 3 && shape.get(1) == 1;
        if (!isFlat || shape.get(shape.size() - 1) < 1 || input.type() != DataType.FP32) {
            section.problem(
                    "from",
                    "sound for " + input.type() + " " + shape + " (expected: FP32 [batch, samples], samples fixed)",
                    "");
            return null;
        }
        double mean = numbers("mean", 0, 1).get(0);
        double scale = numbers("scale", 1, 1).get(0);
        int length = Math.toIntExact(shape.get(shape.size() - 1));
        return rate == null ? null : new Source.Sound(rate.floatValue(), length, mean, scale);
    }

    private @Nullable Source text() {
        refuseOthers("text", TEXT);
        Source.Tokens tokens = section.choice("tokens", Source.Tokens.class, true);
        int most = (int) section.whole("mostTokens", MOST_TOKENS, 3, 1 << 16);
        if (input.type() != DataType.INT64 || input.shape().size() != 2) {
            section.problem(
                    "from",
                    "text for " + input.type() + " " + input.shape() + " (expected: INT64 [batch, tokens])",
                    "");
            return null;
        }
        int length = input.shape().get(1) > 0 ? Math.toIntExact(input.shape().get(1)) : most;
        if (tokens != Source.Tokens.IDS) {
            return tokens == null ? null : new Source.Text(tokens, null, length);
        }
        return tokenizer().map(file -> new Source.Text(tokens, file, length)).orElse(null);
    }

    private Optional<Path> tokenizer() {
        String name = section.text("tokenizer", "a tokenizer.json in the model's folder");
        if (name.isEmpty()) {
            return Optional.empty();
        }
        Path file = folder.resolve(name).normalize();
        // Whether it is there is for those who read text: the daemon serves without.
        if (!file.startsWith(folder)) {
            section.problem("tokenizer", name + " (expected: a file in the model's folder)", "");
            return Optional.empty();
        }
        return Optional.of(file);
    }
}
