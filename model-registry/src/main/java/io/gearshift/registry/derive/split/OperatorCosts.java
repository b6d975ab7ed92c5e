package io.gearshift.registry.derive.split;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.gearshift.core.serve.Tensor;
import io.gearshift.registry.derive.graph.Graph;
import io.gearshift.registry.derive.graph.OnnxFile;
import io.gearshift.registry.onnx.OnnxException;
import io.gearshift.registry.onnx.OperatorTime;
import io.gearshift.registry.onnx.OrtRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What each operator takes, as a share of the whole: cuts are told apart by it before their heads and tails are made and
 * timed themselves. Operators run one by one, unfused, so that each has its own time.
 */
public final class OperatorCosts {

    private static final int RUNS = 20;

    private final double[] shares;

    private OperatorCosts(double[] shares) {
        this.shares = shares;
    }

    /** @param sizes as {@link Cuts#of} takes them */
    public static OperatorCosts measure(
            OrtRuntime runtime, ModelProto model, Map<String, WireValue> sizes, List<Tensor> sample, Path folder)
            throws IOException, OnnxException {
        ModelProto numbered = numbered(model);
        Path file = Files.createTempFile(folder, "numbered", ".onnx");
        try {
            OnnxFile.write(numbered, file);
            Map<String, Double> millis = new HashMap<>();
            for (OperatorTime time : runtime.operatorTimes(file, "cpu", 1, false, sample, RUNS, folder)) {
                millis.merge(time.node(), time.meanMs(), Double::sum);
            }
            double[] shares = Flow.of(Graph.of(numbered), sizes).operators().stream()
                    .mapToDouble(node -> millis.getOrDefault(node.getName(), 0.0))
                    .toArray();
            double all = java.util.Arrays.stream(shares).sum();
            for (int i = 0; i < shares.length; i++) {
                shares[i] = all > 0 ? shares[i] / all : 1.0 / shares.length;
            }
            return new OperatorCosts(shares);
        } finally {
            Files.delete(file);
        }
    }

    /** Of the whole's time, 0..1. */
    public double headShare(Cut cut) {
        BitSet head = cut.head();
        return head.stream().mapToDouble(position -> shares[position]).sum();
    }

    private static ModelProto numbered(ModelProto model) {
        ModelProto.Builder numbered = model.toBuilder();
        for (int i = 0; i < model.getGraph().getNodeCount(); i++) {
            numbered.getGraphBuilder().getNodeBuilder(i).setName("operator-" + i);
        }
        return numbered.build();
    }
}
