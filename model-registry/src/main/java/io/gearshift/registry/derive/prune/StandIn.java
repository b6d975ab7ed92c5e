package io.gearshift.registry.derive.prune;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.gearshift.registry.derive.graph.Graph;
import java.util.Set;

/** Takes channels out of a model whose other channels stand in for them. */
public final class StandIn {

    private StandIn() {}

    /** @param gone channels, as their groups name them */
    public static ModelProto without(ChannelMap map, Moments moments, ModelProto model, Set<Integer> gone) {
        Graph graph = Graph.of(model);
        for (Consumer reader : map.consumers()) {
            boolean isOwn = graph.consumers(reader.weights()).size() == 1;
            if (isOwn && !map.indices(reader.x(), gone).isEmpty()) {
                graph.put(moments.standingIn(reader, gone));
            }
        }
        return Removal.apply(map, graph.toModel(), gone);
    }
}
