package io.gearshift.registry.manifest;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an input of a model is made from. */
public sealed interface Source {

    /** The word for it in a manifest. */
    String kind();

    /**
     * A picture; a value is {@code (level - mean) * scale}, levels 0..255. Its middle is scaled to the input's size.
     *
     * @param isChannelsLast whether the input is [batch, height, width, channels], not [batch, channels, height, width]
     * @param isBlueFirst whether channels are blue, green, red
     * @param height pixels
     * @param width pixels
     * @param channels 1 for grey, 3 for colours
     * @param mean one value, or one a channel
     * @param scale as {@code mean}
     */
    record Image(
            boolean isChannelsLast,
            boolean isBlueFirst,
            int height,
            int width,
            int channels,
            List<Double> mean,
            List<Double> scale)
            implements Source {
        public Image {
            mean = List.copyOf(mean);
            scale = List.copyOf(scale);
        }

        @Override
        public String kind() {
            return "image";
        }
    }

    /**
     * Sound as one channel; a value is {@code (level - mean) * scale}, levels -1..1. Longer sound is cut, shorter is followed by
     * silence.
     *
     * @param sampleRateHz of the input
     * @param length in samples
     */
    record Sound(float sampleRateHz, int length, double mean, double scale) implements Source {
        @Override
        public String kind() {
            return "sound";
        }
    }

    /**
     * Sentences in words of a BERT vocabulary; shorter ones are padded.
     *
     * @param tokenizer a Hugging Face {@code tokenizer.json} with a WordPiece model; null when the input holds no ids
     * @param mostTokens longer sentences are cut
     */
    record Text(Tokens tokens, @Nullable Path tokenizer, int mostTokens) implements Source {
        @Override
        public String kind() {
            return "text";
        }
    }

    /** What an input of a language model says of each token. */
    enum Tokens {
        /** Its place in the vocabulary. */
        IDS,
        /** 1 for a token, 0 for padding. */
        MASK,
        /** Which of two sentences it is of: always the first, 0. */
        TYPES
    }
}
