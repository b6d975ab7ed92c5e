package io.gearshift.registry.samples;

import io.gearshift.core.serve.DataType;
import io.gearshift.core.serve.TensorSpec;
import io.gearshift.registry.manifest.Manifest;
import io.gearshift.registry.manifest.Source;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Pictures, sound and sentences, turned into the arrays that a model takes as its manifest says. Files are taken in the order
 * of their names, sentences in that of their lines. What lies there as an array is taken as it is.
 */
public final class RawInputs {

    private static final List<String> PICTURES = List.of(".png", ".jpg", ".jpeg", ".bmp", ".gif");
    private static final List<String> SOUNDS = List.of(".wav");
    private static final List<String> TEXTS = List.of(".txt");

    private final Path folder;
    private final Path arrays;

    private RawInputs(Path folder, Path arrays) {
        this.folder = folder;
        this.arrays = arrays;
    }

    /**
     * Reads a folder of samples, which holds one {@code <input>.npy} an input, or files that the manifest says how to turn into
     * inputs: those of an input in a folder of its name, or, of a model with one input of the kind, side by side.
     *
     * @throws IOException when a file is missing, cannot be read, or is not what the manifest says
     */
    public static SampleSet read(Path folder, Manifest manifest, List<TensorSpec> inputs) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException(folder + ": no such folder (expected: one with samples)");
        }
        List<TensorSpec> raw = inputs.stream()
                .filter(input -> manifest.sources().containsKey(input.name())
                        && !Files.exists(folder.resolve(SampleSet.fileName(input.name()))))
                .toList();
        if (raw.isEmpty()) {
            return SampleSet.read(folder, inputs);
        }
        Path scratch = Files.createTempDirectory("gearshift-inputs");
        try {
            new RawInputs(folder, scratch).convert(raw, manifest.sources());
            for (TensorSpec input : inputs) {
                Path array = folder.resolve(SampleSet.fileName(input.name()));
                if (!raw.contains(input) && Files.exists(array)) {
                    Files.copy(array, scratch.resolve(array.getFileName()));
                }
            }
            return SampleSet.read(scratch, inputs);
        } finally {
            // What was read is mapped, and stays so.
            delete(scratch);
        }
    }

    private static void delete(Path scratch) throws IOException {
        try (var files = Files.list(scratch)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(scratch);
    }

    private void convert(List<TensorSpec> raw, Map<String, Source> sources) throws IOException {
        for (TensorSpec input : raw) {
            Source source = sources.get(input.name());
            if (source instanceof Source.Image image) {
                pictures(input, image);
            } else if (source instanceof Source.Sound sound) {
                sounds(input, sound);
            }
        }
        texts(raw, sources);
    }

    private void pictures(TensorSpec input, Source.Image source) throws IOException {
        List<Path> files = files(input, source, PICTURES);
        long[] shape = shape(input, files.size());
        boolean areBytes = input.type() == DataType.UINT8;
        try (NpyWriter out = new NpyWriter(array(input), areBytes ? "|u1" : "<f4", shape)) {
            for (Path file : files) {
                float[] values = Pictures.read(file, source);
                if (areBytes) {
                    out.bytes(values);
                } else {
                    out.floats(values);
                }
            }
        }
    }

    private void sounds(TensorSpec input, Source.Sound source) throws IOException {
        List<Path> files = files(input, source, SOUNDS);
        try (NpyWriter out = new NpyWriter(array(input), "<f4", shape(input, files.size()))) {
            for (Path file : files) {
                out.floats(Sounds.read(file, source));
            }
        }
    }

    /** All of them at once: the ids say how long the sentences are. */
    private void texts(List<TensorSpec> raw, Map<String, Source> sources) throws IOException {
        Map<TensorSpec, Source.Text> texts = new LinkedHashMap<>();
        for (TensorSpec input : raw) {
            if (sources.get(input.name()) instanceof Source.Text text) {
                texts.put(input, text);
            }
        }
        if (texts.isEmpty()) {
            return;
        }
        List<long[]> sentences = new ArrayList<>();
        for (Map.Entry<TensorSpec, Source.Text> text : texts.entrySet()) {
            Path tokenizer = text.getValue().tokenizer();
            if (tokenizer != null && sentences.isEmpty()) {
                sentences.addAll(sentences(text.getKey(), text.getValue(), tokenizer));
            }
        }
        if (sentences.isEmpty()) {
            throw new IOException(folder + ": no input of the model takes ids (expected: tokens: ids for one of them)");
        }
        int longest = sentences.stream().mapToInt(ids -> ids.length).max().orElse(0);
        for (Map.Entry<TensorSpec, Source.Text> text : texts.entrySet()) {
            long fixed = text.getKey().shape().get(1);
            int length = fixed > 0 ? Math.toIntExact(fixed) : longest;
            try (NpyWriter out = new NpyWriter(array(text.getKey()), "<i8", sentences.size(), length)) {
                for (long[] ids : sentences) {
                    out.longs(row(ids, length, text.getValue().tokens()));
                }
            }
        }
    }

    private static long[] row(long[] ids, int length, Source.Tokens tokens) {
        long[] row = new long[length];
        for (int i = 0; i < Math.min(length, ids.length); i++) {
            row[i] = switch (tokens) {
                case IDS -> ids[i];
                case MASK -> 1;
                case TYPES -> 0;
            };
        }
        return row;
    }

    private List<long[]> sentences(TensorSpec input, Source.Text source, Path tokenizer) throws IOException {
        if (!Files.isRegularFile(tokenizer)) {
            throw new IOException(tokenizer + ": no such file (expected: the tokenizer of input " + input.name()
                    + ", as the manifest says)");
        }
        BertTokens tokens = BertTokens.read(tokenizer);
        List<long[]> sentences = new ArrayList<>();
        List<Path> files = files(input, source, TEXTS);
        for (Path file : files) {
            try {
                Files.readAllLines(file).stream()
                        .filter(line -> !line.isBlank())
                        .forEach(line -> sentences.add(tokens.ids(line, source.mostTokens())));
            } catch (CharacterCodingException e) {
                throw new IOException(file + ": not UTF-8 text (expected: one sentence a line)", e);
            }
        }
        if (sentences.isEmpty()) {
            throw new IOException(files.get(0) + ": no sentences (expected: one a line)");
        }
        return sentences;
    }

    private List<Path> files(TensorSpec input, Source source, List<String> endings) throws IOException {
        Path own = folder.resolve(SampleSet.fileName(input.name()).replaceAll("\\.npy$", ""));
        Path from = Files.isDirectory(own) ? own : folder;
        try (var all = Files.list(from)) {
            List<Path> files = all.filter(file -> endings.stream()
                            .anyMatch(file.getFileName().toString().toLowerCase(Locale.ROOT)::endsWith))
                    .sorted()
                    .toList();
            if (files.isEmpty()) {
                throw new IOException(from + ": no samples of input " + input.name() + " (expected: "
                        + SampleSet.fileName(input.name()) + ", or files " + String.join(", ", endings)
                        + ", as it is made from " + source.kind() + ")");
            }
            return files;
        }
    }

    private Path array(TensorSpec input) {
        return arrays.resolve(SampleSet.fileName(input.name()));
    }

    private static long[] shape(TensorSpec input, int count) {
        long[] shape = input.shape().stream().mapToLong(Long::longValue).toArray();
        shape[0] = count;
        return shape;
    }
}
