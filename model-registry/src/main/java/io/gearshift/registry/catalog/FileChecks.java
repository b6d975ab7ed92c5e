package io.gearshift.registry.catalog;

import io.gearshift.core.serve.TensorSpec;
import io.gearshift.registry.manifest.Draft;
import io.gearshift.registry.manifest.Variant;
import io.gearshift.registry.onnx.Digests;
import io.gearshift.registry.onnx.ModelSignature;
import io.gearshift.registry.onnx.OrtRuntime;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Checks model files against their manifest: digest, then signature. A file is read again only when it, or the digest
 * wanted, has changed. Not thread-safe.
 */
final class FileChecks {

    private final OrtRuntime runtime;
    private final Proofs proofs;
    private final Map<Key, ModelFile> checked = new HashMap<>();

    FileChecks(OrtRuntime runtime, Proofs proofs) {
        this.runtime = runtime;
        this.proofs = proofs;
    }

    private record Key(Path file, FileStamp stamp, String wantedSha256) {}

    /** Adds what is wrong to the draft's places. */
    void check(Draft draft) {
        draft.parts().forEach((field, part) -> checkPart(draft, field, part));
        draft.files().forEach((field, variant) -> {
            String proof = proof(draft, variant);
            if (proofs.has(proof)) {
                return;
            }
            int before = draft.places().problems().size();
            check(draft, field, variant);
            // What changed while it was read proves nothing.
            if (draft.places().problems().size() == before
                    && proof(draft, variant).equals(proof)) {
                proofs.add(proof);
            }
        });
    }

    /** All that is compared, and with what. */
    private String proof(Draft draft, Variant variant) {
        Path file = variant.requireFile();
        List<String> tensors = draft.tensors().entrySet().stream()
                .map(e -> e.getKey().substring(0, e.getKey().indexOf('[')) + e.getValue())
                .sorted()
                .toList();
        return Digests.sha256(String.join(
                        "\n",
                        runtime.version(),
                        file.toString(),
                        FileStamp.of(file).toString(),
                        variant.sha256())
                + '\n'
                + String.join("\n", tensors));
    }

    /** Each half must be there as it was made, and a model; what goes in and out hangs on the cut. */
    private void checkPart(Draft draft, String field, Draft.Part part) {
        String proof = proof(part);
        if (proofs.has(proof)) {
            return;
        }
        ModelFile found = find(part.file(), part.sha256());
        if (!found.failure().isEmpty()) {
            draft.places().add(field, part.file().getFileName() + ": " + found.failure(), "");
        } else if (!found.sha256().equals(part.sha256())) {
            draft.places()
                    .add(
                            field + "Sha256",
                            part.sha256() + " is not the digest of "
                                    + part.file().getFileName() + ", which is " + found.sha256(),
                            "derive the split again, or get the right file");
        } else if (proof(part).equals(proof)) {
            proofs.add(proof);
        }
    }

    private String proof(Draft.Part part) {
        return Digests.sha256(String.join(
                "\n",
                runtime.version(),
                part.file().toString(),
                FileStamp.of(part.file()).toString(),
                part.sha256()));
    }

    private void check(Draft draft, String field, Variant variant) {
        Path file = variant.requireFile();
        ModelFile found = find(file, variant.sha256());
        if (!found.failure().isEmpty()) {
            draft.places().add(field + ".file", file.getFileName() + ": " + found.failure(), "");
        } else if (!found.sha256().equals(variant.sha256())) {
            draft.places()
                    .add(
                            field + ".sha256",
                            variant.sha256() + " is not the digest of " + file.getFileName() + ", which is "
                                    + found.sha256(),
                            "get the right file, or note its digest; a file that is still being copied is read again"
                                    + " when it has changed");
        } else if (found.signature() != null) {
            checkSignature(draft, file, found.signature());
        }
    }

    private ModelFile find(Path file, String sha256) {
        Key key = new Key(file, FileStamp.of(file), sha256);
        ModelFile known = checked.get(key);
        if (known != null) {
            return known;
        }
        ModelFile found = ModelFile.of(file, sha256, runtime);
        // What changed while it was read is not remembered, so the next look reads it again.
        if (FileStamp.of(file).equals(key.stamp())) {
            checked.keySet().removeIf(k -> k.file().equals(file) && !k.stamp().equals(key.stamp()));
            checked.put(key, found);
        }
        return found;
    }

    /** Forgets files that no model names any more. */
    void keepOnly(Set<Path> files) {
        checked.keySet().removeIf(key -> !files.contains(key.file()));
    }

    private static void checkSignature(Draft draft, Path file, ModelSignature found) {
        compare(draft, "inputs", file, found.inputs());
        compare(draft, "outputs", file, found.outputs());
    }

    private static void compare(Draft draft, String key, Path file, List<TensorSpec> found) {
        Map<String, TensorSpec> inFile = new LinkedHashMap<>();
        found.forEach(spec -> inFile.put(spec.name(), spec));
        Map<String, TensorSpec> unnamed = new LinkedHashMap<>(inFile);
        draft.tensors().forEach((field, stated) -> {
            if (!field.startsWith(key + "[")) {
                return;
            }
            TensorSpec real = inFile.get(stated.name());
            unnamed.remove(stated.name());
            if (real == null) {
                draft.places()
                        .add(
                                field + ".name",
                                stated.name() + ": not in " + file.getFileName(),
                                "it has " + String.join(", ", inFile.keySet()));
            } else {
                compare(draft, field, file, stated, real);
            }
        });
        for (TensorSpec spec : unnamed.values()) {
            draft.places()
                    .add(
                            key,
                            spec.name() + " of " + file.getFileName() + " is missing",
                            "add {name: " + spec.name() + ", type: " + spec.type() + ", shape: " + spec.shape() + "}");
        }
    }

    private static void compare(Draft draft, String field, Path file, TensorSpec stated, TensorSpec real) {
        if (stated.type() != real.type()) {
            draft.places()
                    .add(
                            field + ".type",
                            stated.type() + " (expected: " + real.type() + ", as in " + file.getFileName() + ")",
                            "");
        }
        if (!stated.shape().equals(real.shape())) {
            draft.places()
                    .add(
                            field + ".shape",
                            stated.shape() + " (expected: " + real.shape() + ", as in " + file.getFileName() + ")",
                            "");
        }
    }
}
