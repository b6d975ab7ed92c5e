package io.gearshift.registry.derive;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.gearshift.registry.derive.check.Agreement;
import io.gearshift.registry.derive.graph.DeriveException;
import io.gearshift.registry.derive.graph.OnnxFile;
import io.gearshift.registry.derive.graph.TensorData;
import io.gearshift.registry.manifest.Manifest;
import io.gearshift.registry.manifest.Variant;
import io.gearshift.registry.onnx.OnnxException;
import io.gearshift.registry.onnx.OnnxSession;
import io.gearshift.registry.onnx.OrtRuntime;
import io.gearshift.registry.onnx.ProviderStatus;
import io.gearshift.registry.profile.Bench;
import io.gearshift.registry.profile.Job;
import io.gearshift.registry.profile.Point;
import io.gearshift.registry.profile.PointResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Measures variants of a model side by side. Writes nothing. */
public final class Comparer {

    /** Integers of 32 and 64 bits are shapes and indices, not what a model has learnt. */
    private static final Set<DataType> LEARNT = EnumSet.of(
            DataType.FLOAT, DataType.FLOAT16, DataType.BFLOAT16, DataType.DOUBLE, DataType.INT8, DataType.UINT8);

    private final OrtRuntime runtime;
    private final Bench bench;

    public Comparer(OrtRuntime runtime, Bench bench) {
        this.runtime = runtime;
        this.bench = bench;
    }

    /**
     * @param variants local ones
     * @param inputs folder with one {@code <input>.npy} an input; null to generate some
     * @param labels of the inputs; null when there are none
     */
    public Comparison compare(
            Manifest manifest, List<Variant> variants, @Nullable Path inputs, @Nullable Path labels, Watch watch)
            throws IOException, OnnxException, DeriveException {
        Variant baseline = manifest.reference();
        List<Comparison.Row> rows = new ArrayList<>();
        try (OnnxSession parent = Workshop.load(runtime, baseline.requireFile())) {
            Inputs of = Inputs.of(manifest, parent.inputs(), null, inputs, labels);
            double baselineMs = 0;
            if (!variants.contains(baseline) || !variants.get(0).equals(baseline)) {
                baselineMs =
                        measure(manifest, baseline, "cpu", watch).interval().median();
            }
            for (Variant variant : variants) {
                long parameters = parameters(variant);
                watch.stage("comparing answers of " + variant.name());
                Agreement agreement = agreement(parent, variant, of, watch);
                for (ProviderStatus provider : runtime.providers()) {
                    if (provider.isWorking()) {
                        PointResult cost = measure(manifest, variant, provider.name(), watch);
                        double medianMs = cost.interval().median();
                        baselineMs = baselineMs == 0 ? medianMs : baselineMs;
                        rows.add(new Comparison.Row(
                                variant,
                                provider.name(),
                                parameters,
                                (double) baseline.bytes() / variant.bytes(),
                                baselineMs / medianMs,
                                cost,
                                agreement,
                                false));
                    }
                }
            }
            return new Comparison(manifest, baseline, of.test().count(), of.areReal(), marked(rows));
        }
    }

    private static List<Comparison.Row> marked(List<Comparison.Row> rows) {
        return rows.stream()
                .map(row -> row.marked(rows.stream().noneMatch(other -> other.isBetterThan(row))))
                .toList();
    }

    private Agreement agreement(OnnxSession parent, Variant variant, Inputs inputs, Watch watch)
            throws OnnxException, DeriveException {
        try (OnnxSession session = Workshop.load(runtime, variant.requireFile())) {
            return Agreement.measure(parent, session, inputs.test(), inputs.labels(), watch);
        }
    }

    private PointResult measure(Manifest manifest, Variant variant, String provider, Watch watch)
            throws OnnxException, IOException, DeriveException {
        watch.stage("measuring " + variant.name() + " on " + provider);
        Job job = new Job(manifest, variant, provider, 1);
        PointResult result = bench.measure(new Point(job, 1, 0), () -> isOver(watch));
        watch.require();
        if (result == null) {
            throw new DeriveException("interrupted while measuring " + variant.name(), "");
        }
        return result;
    }

    private static boolean isOver(Watch watch) {
        try {
            watch.require();
            return false;
        } catch (DeriveException e) {
            return true;
        }
    }

    private static long parameters(Variant variant) throws IOException, DeriveException {
        ModelProto model = OnnxFile.read(variant.requireFile());
        long count = 0;
        for (TensorProto tensor : model.getGraph().getInitializerList()) {
            DataType type = DataType.forNumber(tensor.getDataType());
            count += type != null && LEARNT.contains(type) ? TensorData.count(tensor) : 0;
        }
        return count;
    }
}
