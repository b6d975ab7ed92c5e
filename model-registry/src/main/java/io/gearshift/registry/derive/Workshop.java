package io.gearshift.registry.derive;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import io.gearshift.registry.derive.calibrate.Steps;
import io.gearshift.registry.derive.calibrate.Tap;
import io.gearshift.registry.derive.check.Agreement;
import io.gearshift.registry.derive.graph.DeriveException;
import io.gearshift.registry.derive.graph.ModelCheck;
import io.gearshift.registry.derive.graph.OnnxFile;
import io.gearshift.registry.onnx.OnnxException;
import io.gearshift.registry.onnx.OnnxSession;
import io.gearshift.registry.onnx.OrtRuntime;
import io.gearshift.registry.samples.SampleSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where candidates are tried: the runtime, the parent's session, a folder for files that are deleted again.
 *
 * @param folder for temporary files
 */
record Workshop(OrtRuntime runtime, OnnxSession parent, Path folder) {

    private static final int THREADS = 1;

    /** Shapes need few samples, but more than one: an axis of size 1 looks like none. */
    private static final int SHAPE_SAMPLES = 3;

    static OnnxSession load(OrtRuntime runtime, Path file) throws OnnxException {
        return runtime.load(file, "", "cpu", THREADS);
    }

    /** With the files in it. */
    static void delete(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(folder);
    }

    /** How the candidate's answers to the samples compare with the parent's. */
    Agreement compare(ModelProto candidate, SampleSet samples, Watch watch)
            throws IOException, OnnxException, DeriveException {
        watch.require();
        ModelCheck.require(candidate);
        Path file = Files.createTempFile(folder, "candidate", ".onnx");
        try {
            OnnxFile.write(candidate, file);
            try (OnnxSession session = load(runtime, file)) {
                return Agreement.measure(parent, session, samples, null, Steps.quiet(watch));
            }
        } finally {
            Files.delete(file);
        }
    }

    /** Of the FP32 values inside a model, on some samples. */
    Map<String, long[]> shapes(ModelProto model, SampleSet samples) throws IOException, OnnxException, DeriveException {
        List<String> values = new ArrayList<>();
        for (NodeProto node : model.getGraph().getNodeList()) {
            values.addAll(node.getOutputList());
        }
        values.removeIf(String::isEmpty);
        SampleSet few = samples.thinned(SHAPE_SAMPLES);
        Map<String, long[]> shapes = new HashMap<>();
        few.batch(0, few.batchOf(SHAPE_SAMPLES)).forEach(input -> shapes.put(input.name(), input.shape()));
        try (Tap tap = Tap.open(runtime, model, values, folder)) {
            tap.run(few, (tensor, shape, elements) -> shapes.put(tensor, shape.clone()), Steps.NONE);
        }
        return shapes;
    }
}
