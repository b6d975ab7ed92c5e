package io.gearshift.registry.derive.calibrate;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.gearshift.core.serve.DataType;
import io.gearshift.core.serve.Tensor;
import io.gearshift.core.serve.TensorSpec;
import io.gearshift.registry.derive.graph.DeriveException;
import io.gearshift.registry.derive.graph.OnnxFile;
import io.gearshift.registry.onnx.OnnxException;
import io.gearshift.registry.onnx.OnnxSession;
import io.gearshift.registry.onnx.OrtRuntime;
import io.gearshift.registry.onnx.RunOutput;
import io.gearshift.registry.samples.SampleSet;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Reads tensors from inside a model while it runs on samples. At most {@link #MOST_BYTES} of them are held at a time: the
 * batch is made as small as that needs, and when one sample has more the model runs several times.
 */
public final class Tap implements AutoCloseable {

    /** Well below a small device's free memory, and large enough that reading costs less than running. */
    private static final long MOST_BYTES = 64L << 20;

    private static final int MOST_BATCH = 32;

    /** Of one sample, to find their sizes: a run for each alone takes long, all at once much memory. */
    private static final int ASKED_AT_ONCE = 16;

    private final OnnxSession session;
    private final List<String> tensors;
    private int largest = MOST_BATCH;

    private Tap(OnnxSession session, List<String> tensors) {
        this.session = session;
        this.tensors = tensors;
    }

    /**
     * @param wanted names of values in the main graph; those that are not FP32 are left out
     * @param folder for a temporary copy of the model
     */
    public static Tap open(OrtRuntime runtime, ModelProto model, Collection<String> wanted, Path folder)
            throws IOException, OnnxException {
        Path file = Files.createTempFile(folder, "tapped", ".onnx");
        try {
            OnnxFile.write(Upstream.of(model, wanted), file);
            OnnxSession session = runtime.load(file, "", "cpu", 1);
            List<String> floats = session.outputs().stream()
                    .filter(spec -> spec.type() == DataType.FP32)
                    .map(TensorSpec::name)
                    .filter(wanted::contains)
                    .toList();
            return new Tap(session, floats);
        } finally {
            Files.delete(file);
        }
    }

    /** Takes one tensor's values of one batch. */
    public interface Receiver {

        /** @param values valid during the call */
        void take(String tensor, long[] shape, FloatBuffer values) throws DeriveException;
    }

    /** The tensors that can be read. */
    public List<String> tensors() {
        return tensors;
    }

    /** Runs the model on all samples. */
    public void run(SampleSet samples, Receiver receiver, Steps steps) throws OnnxException, DeriveException {
        int least = samples.batchOf(1);
        List<List<String>> groups = groups(samples.batch(0, least));
        int batch = groups.size() > 1 ? least : samples.batchOf(largest);
        for (int from = 0; from < samples.count(); from += batch) {
            int to = Math.min(samples.count(), from + batch);
            List<Tensor> inputs = samples.batch(from, to);
            for (List<String> group : groups) {
                steps.require();
                read(inputs, group, receiver);
            }
            steps.at(to, samples.count());
        }
    }

    /** Tensors that are read at once; also finds the largest batch. */
    private List<List<String>> groups(List<Tensor> sample) throws OnnxException {
        List<List<String>> groups = new ArrayList<>();
        List<String> group = new ArrayList<>();
        long held = 0;
        long all = 0;
        for (int from = 0; from < tensors.size(); from += ASKED_AT_ONCE) {
            List<String> asked = tensors.subList(from, Math.min(tensors.size(), from + ASKED_AT_ONCE));
            List<Long> sizes = sizes(sample, asked);
            for (int i = 0; i < asked.size(); i++) {
                long bytes = sizes.get(i);
                if (held > 0 && held + bytes > MOST_BYTES) {
                    groups.add(group);
                    group = new ArrayList<>();
                    held = 0;
                }
                group.add(asked.get(i));
                held += bytes;
                all += bytes;
            }
        }
        groups.add(group);
        largest = (int) Math.max(1, Math.min(MOST_BATCH, MOST_BYTES / Math.max(1, all)));
        return groups;
    }

    private List<Long> sizes(List<Tensor> sample, List<String> asked) throws OnnxException {
        try (RunOutput output = session.run(sample, asked)) {
            return output.outputs().stream()
                    .map(tensor -> (long) tensor.data().remaining())
                    .toList();
        }
    }

    private void read(List<Tensor> inputs, List<String> group, Receiver receiver)
            throws OnnxException, DeriveException {
        if (group.isEmpty()) {
            return;
        }
        try (RunOutput output = session.run(inputs, group)) {
            for (Tensor tensor : output.outputs()) {
                receiver.take(tensor.name(), tensor.shape(), tensor.data().asFloatBuffer());
            }
        }
    }

    @Override
    public void close() {
        session.close();
    }
}
