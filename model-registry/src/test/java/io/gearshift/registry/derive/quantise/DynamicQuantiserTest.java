package io.gearshift.registry.derive.quantise;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import io.gearshift.core.serve.DataType;
import io.gearshift.core.serve.Tensor;
import io.gearshift.core.serve.TensorSpec;
import io.gearshift.registry.derive.TestingRuns;
import io.gearshift.registry.derive.graph.Graph;
import io.gearshift.registry.derive.graph.Nodes;
import io.gearshift.registry.derive.graph.TestingModel;
import io.gearshift.registry.samples.SampleSet;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DynamicQuantiserTest {

    @TempDir
    private Path dir;

    private static ModelProto quantise(ModelProto model, Set<String> left) {
        Graph graph = Graph.of(model);
        DynamicQuantiser.apply(graph, left);
        return graph.toModel();
    }

    private static ModelProto attention() {
        return new TestingModel()
                .opset(11)
                .input("x", -1, 6, 32)
                .weights("q_w", 32, 32)
                .weights("k_w", 32, 32)
                .weights("v_w", 32, 32)
                .node("MatMul", "x q_w", "q")
                .node("MatMul", "x k_w", "k")
                .node("MatMul", "x v_w", "v")
                .node("Transpose", "k", "kt", Nodes.attribute("perm", List.of(0L, 2L, 1L)))
                .node("MatMul", "q kt", "scores")
                .constant("scale", new float[] {0.05f}, 1)
                .node("Mul", "scores scale", "scaled")
                .node("Softmax", "scaled", "weights", Nodes.attribute("axis", 2))
                .node("MatMul", "weights v", "y")
                .output("y", -1, 6, 32)
                .build();
    }

    @Test
    void attention_quantised_answersAlmostAsBeforeAndSharesTheActivation() throws Exception {
        ModelProto quantised = quantise(attention(), Set.of());

        assertThat(quantised.getGraph().getNodeList())
                .extracting(NodeProto::getOpType)
                .containsOnlyOnce("DynamicQuantizeLinear")
                .contains("MatMul");
        assertThat(TestingRuns.compare(attention(), quantised, TestingRuns.samples(8, "x", 8, 6, 32), dir)
                        .leastCosine())
                .isGreaterThan(0.999);
        assertThat(quantised.getSerializedSize()).isLessThan(attention().getSerializedSize() / 2);
    }

    @Test
    void gemm_transposedWithBias_answersAlmostAsBefore() throws Exception {
        ModelProto model = new TestingModel()
                .input("x", -1, 64)
                .weights("w", 16, 64)
                .weights("b", 16)
                .node("Gemm", "x w b", "y", Nodes.attribute("transB", 1))
                .output("y", -1, 16)
                .build();

        assertThat(TestingRuns.compare(model, quantise(model, Set.of()), TestingRuns.samples(8, "x", 8, 64), dir)
                        .leastCosine())
                .isGreaterThan(0.999);
    }

    @Test
    void operator_left_isUnchanged() {
        assertThat(quantise(attention(), Set.of("q", "k", "v"))).isEqualTo(attention());
    }

    @Test
    void table_ofAGather_hasAScaleARow() throws Exception {
        ModelProto model = new TestingModel()
                .integerInput("ids", -1, 5)
                .weights("table", 300, 16)
                .node("Gather", "table ids", "y")
                .output("y", -1, 5, 16)
                .build();
        ByteBuffer ids = ByteBuffer.allocateDirect(5 * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (long id : new long[] {0, 299, 7, 7, 123}) {
            ids.putLong(id);
        }
        SampleSet samples = SampleSet.of(
                List.of(new TensorSpec("ids", DataType.INT64, List.of(-1L, 5L))),
                List.of(List.of(new Tensor("ids", DataType.INT64, new long[] {1, 5}, ids.flip()))));

        assertThat(TestingRuns.compare(model, quantise(model, Set.of()), samples, dir)
                        .errorRatio())
                .isBetween(1e-9, 1e-4);
    }
}
