package io.gearshift.registry.manifest;

import io.gearshift.core.serve.ModelServer.Signature;
import io.gearshift.core.serve.TensorSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A model as its {@code model.yaml} describes it.
 *
 * @param name of the folder
 * @param folder absolute
 * @param priority 0..100; higher keeps its gear longer when budgets bind
 * @param latencyObjectiveMs at the 95th percentile; null when none
 * @param minAccuracy 0..1; null when none
 * @param inputs the signature that all variants share, in the order of the manifest
 * @param sources of the inputs that say what they are made from, by name
 * @param outputs as inputs
 * @param tolerance how closely a variant agrees with {@link #reference} on a sample input
 * @param sampleShapes input name to a shape without free dimensions, for profiling and warm-up; complete
 * @param variants in the order of the manifest; at least one is local
 * @param splits variants in two files, in the order of the manifest; nothing serves them yet
 */
public record Manifest(
        String name,
        Path folder,
        String task,
        String description,
        int priority,
        @Nullable Double latencyObjectiveMs,
        @Nullable Double minAccuracy,
        List<TensorSpec> inputs,
        Map<String, Source> sources,
        List<TensorSpec> outputs,
        Accuracy accuracy,
        Tolerance tolerance,
        Map<String, List<Long>> sampleShapes,
        List<Variant> variants,
        List<SplitVariant> splits) {

    public Manifest {
        inputs = List.copyOf(inputs);
        sources = Map.copyOf(sources);
        outputs = List.copyOf(outputs);
        sampleShapes = Map.copyOf(sampleShapes);
        variants = List.copyOf(variants);
        splits = List.copyOf(splits);
        if (variants.stream().noneMatch(Variant::isLocal)) {
            throw new IllegalArgumentException(name + ": no local variant (expected: at least one)");
        }
    }

    public Signature signature() {
        return new Signature(name, variants.stream().map(Variant::name).toList(), inputs, outputs);
    }

    public Optional<Variant> variant(String variant) {
        return variants.stream().filter(v -> v.name().equals(variant)).findFirst();
    }

    /** Of all variants, those in two files too. */
    public List<String> names() {
        return Stream.concat(
                        variants.stream().map(Variant::name), splits.stream().map(SplitVariant::name))
                .toList();
    }

    /** The first local variant: the others are compared with its answers. */
    public Variant reference() {
        return variants.stream().filter(Variant::isLocal).findFirst().orElseThrow();
    }
}
