package io.gearshift.registry.derive.split;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.gearshift.core.serve.Tensor;
import io.gearshift.core.serve.TensorSpec;
import io.gearshift.registry.derive.graph.OnnxFile;
import io.gearshift.registry.onnx.OnnxException;
import io.gearshift.registry.onnx.OnnxSession;
import io.gearshift.registry.onnx.OrtRuntime;
import io.gearshift.registry.onnx.RunOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds what the values inside a model are and how large, by running it: shapes may hang on values. */
public final class WireValues {

    /** As many are held at a time. */
    private static final int AT_ONCE = 16;

    private WireValues() {}

    /**
     * @param sample one sample, or one batch of a model that takes no less
     * @param folder for a temporary copy of the model
     * @return by name, of the inputs too; without those that cannot be sent, such as sequences
     */
    public static Map<String, WireValue> measure(OrtRuntime runtime, ModelProto model, List<Tensor> sample, Path folder)
            throws IOException, OnnxException {
        Map<String, WireValue> values = new HashMap<>();
        Path file = Files.createTempFile(folder, "values", ".onnx");
        try {
            Set<String> given = new LinkedHashSet<>();
            model.getGraph().getNodeList().forEach(node -> given.addAll(node.getOutputList()));
            given.remove("");
            OnnxFile.write(withOutputs(model, given), file);
            List<TensorSpec> carried = runtime.carriedOutputs(file);
            OnnxFile.write(withOutputs(model, names(carried)), file);
            try (OnnxSession session = runtime.load(file, "", "cpu", 1)) {
                for (int from = 0; from < carried.size(); from += AT_ONCE) {
                    take(session, sample, carried.subList(from, Math.min(carried.size(), from + AT_ONCE)), values);
                }
                for (int i = 0; i < sample.size(); i++) {
                    put(
                            values,
                            session.inputs().get(i),
                            named(sample, session.inputs().get(i)));
                }
            }
            return values;
        } finally {
            Files.delete(file);
        }
    }

    private static ModelProto withOutputs(ModelProto model, Set<String> names) {
        GraphProto.Builder graph = model.getGraph().toBuilder().clearOutput();
        Map<String, ValueInfoProto> stated = new HashMap<>();
        model.getGraph().getOutputList().forEach(output -> stated.put(output.getName(), output));
        for (String name : names) {
            graph.addOutput(stated.getOrDefault(
                    name, ValueInfoProto.newBuilder().setName(name).build()));
        }
        return model.toBuilder().setGraph(graph).build();
    }

    private static Set<String> names(List<TensorSpec> specs) {
        Set<String> names = new LinkedHashSet<>();
        specs.forEach(spec -> names.add(spec.name()));
        return names;
    }

    private static Tensor named(List<Tensor> tensors, TensorSpec spec) {
        return tensors.stream()
                .filter(tensor -> tensor.name().equals(spec.name()))
                .findFirst()
                .orElseThrow();
    }

    private static void take(
            OnnxSession session, List<Tensor> sample, List<TensorSpec> specs, Map<String, WireValue> values)
            throws OnnxException {
        List<String> names = new ArrayList<>(names(specs));
        try (RunOutput output = session.run(sample, names)) {
            for (int i = 0; i < names.size(); i++) {
                put(values, specs.get(i), output.outputs().get(i));
            }
        }
    }

    /**
     * The runtime states no shape both for a scalar and for a value of which it knows nothing; then the dimensions are as
     * many as were found, and free.
     */
    private static void put(Map<String, WireValue> values, TensorSpec spec, Tensor found) {
        boolean isKnown = spec.shape().size() == found.shape().length;
        values.put(
                spec.name(),
                new WireValue(
                        spec.name(),
                        spec.type(),
                        isKnown ? spec.shape() : Collections.nCopies(found.shape().length, -1L),
                        found.data().remaining()));
    }
}
