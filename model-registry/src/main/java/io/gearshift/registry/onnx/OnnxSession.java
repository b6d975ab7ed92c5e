package io.gearshift.registry.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtException.OrtErrorCode;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.gearshift.core.serve.DataType;
import io.gearshift.core.serve.Tensor;
import io.gearshift.core.serve.TensorSpec;
import io.gearshift.registry.oip.BufferPool;
import io.gearshift.registry.oip.BufferScope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A loaded model. {@link #run} may be called by many threads at once; {@link #close} only when none is running: the
 * runtime crashes the process otherwise.
 */
public final class OnnxSession implements AutoCloseable {

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final BufferPool pool;
    private final long modelBytes;
    private final List<TensorSpec> inputs;
    private final List<TensorSpec> outputs;
    private final List<String> outputNames;
    private final Map<String, TensorSpec> outputByName = new HashMap<>();
    private final InputCheck check;
    private final OutputShapes shapes;
    private boolean isClosed;

    OnnxSession(OrtEnvironment environment, OrtSession session, BufferPool pool, long modelBytes)
            throws OrtException, OnnxException {
        this.environment = environment;
        this.session = session;
        this.pool = pool;
        this.modelBytes = modelBytes;
        inputs = List.copyOf(ElementTypes.specs(session.getInputInfo().values()));
        outputs = List.copyOf(ElementTypes.specs(session.getOutputInfo().values()));
        outputNames = outputs.stream().map(TensorSpec::name).toList();
        outputs.forEach(spec -> outputByName.put(spec.name(), spec));
        check = new InputCheck(inputs, dimensionNames(session.getInputInfo()));
        shapes = new OutputShapes(outputs);
    }

    private static Map<String, String[]> dimensionNames(Map<String, NodeInfo> nodes) {
        Map<String, String[]> names = new HashMap<>();
        nodes.forEach((name, node) -> {
            if (node.getInfo() instanceof TensorInfo info) {
                names.put(name, info.getDimensionNames());
            }
        });
        return names;
    }

    public List<TensorSpec> inputs() {
        return inputs;
    }

    public List<TensorSpec> outputs() {
        return outputs;
    }

    /**
     * Runs on the calling thread. Direct input buffers are read in place, others are copied once. Output buffers are
     * little-endian; once the output shapes of an input shape are known the runtime writes into pooled memory, so
     * nothing is copied.
     *
     * @param wanted names, in order; empty means all
     */
    public RunOutput run(List<Tensor> tensors, List<String> wanted) throws OnnxException {
        check.check(tensors);
        List<String> names = wanted.isEmpty() ? outputNames : wanted;
        checkOutputs(names);
        Map<String, OnnxTensor> given = new HashMap<>();
        BufferScope inputScope = pool.open();
        try {
            for (Tensor tensor : tensors) {
                given.put(tensor.name(), Tensors.toRuntime(environment, tensor, inputScope));
            }
            return run(given, OutputShapes.key(tensors), names);
        } catch (OrtException e) {
            throw e.getCode() == OrtErrorCode.ORT_INVALID_ARGUMENT
                    ? OnnxException.input(message(e))
                    : OnnxException.runtime(message(e), e);
        } finally {
            OnnxValue.close(given.values());
            inputScope.close();
        }
    }

    private RunOutput run(Map<String, OnnxTensor> given, OutputShapes.Key key, List<String> names)
            throws OrtException, OnnxException {
        long[][] known = shapes.find(key, names);
        if (known != null) {
            try {
                return runPinned(given, names, known);
            } catch (OrtException e) {
                if (!shapes.isLearned(names)) {
                    throw e;
                }
                // The shape may hang on the values, not only on the input's shape: from now on the runtime decides it.
                RunOutput output = runPlain(given, names);
                shapes.forget(names);
                return output;
            }
        }
        RunOutput output = runPlain(given, names);
        shapes.learn(key, output.outputs());
        return output;
    }

    private RunOutput runPinned(Map<String, OnnxTensor> given, List<String> names, long[][] known) throws OrtException {
        BufferScope scope = pool.open();
        Map<String, OnnxTensor> pinned = new LinkedHashMap<>();
        try {
            List<Tensor> results = new ArrayList<>(names.size());
            for (int i = 0; i < names.size(); i++) {
                DataType type = spec(names.get(i)).type();
                Tensor result = Tensors.blank(names.get(i), type, known[i], scope);
                pinned.put(result.name(), Tensors.view(environment, type, known[i], result.data()));
                results.add(result);
            }
            session.run(given, Set.of(), pinned).close();
            return new RunOutput(results, scope::close);
        } catch (OrtException | RuntimeException | Error e) {
            scope.close();
            throw e;
        } finally {
            OnnxValue.close(pinned.values());
        }
    }

    private RunOutput runPlain(Map<String, OnnxTensor> given, List<String> names) throws OrtException, OnnxException {
        try (OrtSession.Result result = session.run(given, Set.copyOf(names))) {
            List<Tensor> results = new ArrayList<>(names.size());
            for (String name : names) {
                OnnxValue value = result.get(name).orElseThrow();
                results.add(Tensors.fromRuntime(spec(name), value));
            }
            return new RunOutput(results, () -> {});
        }
    }

    private TensorSpec spec(String output) {
        TensorSpec spec = outputByName.get(output);
        if (spec == null) {
            throw new IllegalStateException(output + ": no such output");
        }
        return spec;
    }

    private void checkOutputs(List<String> names) throws OnnxException {
        for (int i = 0; i < names.size(); i++) {
            if (!outputByName.containsKey(names.get(i))) {
                throw OnnxException.input(
                        "output " + names.get(i) + ": unknown (expected: one of " + outputNames + ")");
            }
            if (names.indexOf(names.get(i)) != i) {
                throw OnnxException.input("output " + names.get(i) + ": asked for twice (expected: once)");
            }
        }
    }

    /** Without the native source's own file and line. */
    static String message(OrtException e) {
        @Nullable String text = e.getMessage();
        return text == null
                ? "the runtime failed without a message"
                : text.replaceAll("\\s+", " ").strip();
    }

    /** Gives the native memory back. The caller guarantees that no run is in progress; a second close does nothing. */
    @Override
    public synchronized void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("session: " + message(e), e);
        }
        NativeMemory.trim(modelBytes);
    }

    @Override
    public String toString() {
        return "OnnxSession" + Arrays.asList(inputs, outputs);
    }
}
