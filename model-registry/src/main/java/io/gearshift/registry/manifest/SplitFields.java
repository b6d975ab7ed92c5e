package io.gearshift.registry.manifest;

import io.gearshift.core.policy.Precision;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The variants of a manifest that are in two files. */
final class SplitFields {

    static final String KEY = "split";

    private static final List<String> KEYS =
            List.of("head", "headSha256", "tail", "tailSha256", "wireBytes", "endpoint", "remoteModel");

    private static final String DIGEST = "the file's SHA-256, 64 hex digits";

    private final String model;
    private final VariantFile files;
    private final List<SplitVariant> splits = new ArrayList<>();
    private final Map<String, Draft.Part> parts = new LinkedHashMap<>();

    SplitFields(String model, VariantFile files) {
        this.model = model;
        this.files = files;
    }

    void read(Section variant, String name, Precision precision, double accuracy) {
        for (String key : List.of("file", "sha256", "endpoint", "remoteModel")) {
            if (variant.has(key)) {
                variant.problem(key, "beside split (expected: one of file, endpoint and split)", "remove it");
            }
        }
        variant.section(KEY, KEYS, true).ifPresent(split -> read(variant, split, name, precision, accuracy));
    }

    private void read(Section variant, Section split, String name, Precision precision, double accuracy) {
        Optional<Draft.Part> head = part(split, "head");
        Optional<Draft.Part> tail = part(split, "tail");
        long wireBytes = split.whole("wireBytes", 0, 0, Long.MAX_VALUE);
        String endpoint = split.optionalText("endpoint");
        String remoteModel = split.optionalText("remoteModel");
        if (endpoint.isEmpty() && !remoteModel.isEmpty()) {
            split.problem("remoteModel", "without endpoint (expected: only with endpoint)", "remove it");
        }
        if (head.isPresent() && tail.isPresent()) {
            splits.add(new SplitVariant(
                    name,
                    precision,
                    accuracy,
                    head.get().file(),
                    head.get().sha256(),
                    tail.get().file(),
                    tail.get().sha256(),
                    wireBytes,
                    endpoint,
                    endpoint.isEmpty() || !remoteModel.isEmpty() ? remoteModel : model + "-" + name,
                    variant.optionalText("derivedFrom"),
                    variant.optionalText("how")));
        }
    }

    private Optional<Draft.Part> part(Section split, String key) {
        String sha256 = VariantFields.sha256(split, key, split.text(key + "Sha256", DIGEST), key + "Sha256");
        if (!split.has(key)) {
            split.problem(key, "missing (expected: a file in the model's folder)", "");
            return Optional.empty();
        }
        Path file = files.resolve(split, key);
        if (file == null || sha256.isEmpty()) {
            return Optional.empty();
        }
        Draft.Part part = new Draft.Part(file, sha256);
        parts.put(split.at(key), part);
        return Optional.of(part);
    }

    List<SplitVariant> splits() {
        return List.copyOf(splits);
    }

    /** Good files by field, such as {@code variants[1].split.head}. */
    Map<String, Draft.Part> parts() {
        return parts;
    }
}
