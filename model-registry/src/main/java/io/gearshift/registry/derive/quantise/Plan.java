package io.gearshift.registry.derive.quantise;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.gearshift.registry.derive.calibrate.Range;
import io.gearshift.registry.derive.graph.Graph;
import io.gearshift.registry.derive.graph.Nodes;
import io.gearshift.registry.derive.graph.TensorData;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which operators are computed on bytes, and how each value between them is stored.
 *
 * <p>Convolutions and matrix products with constant weights begin it. From their outputs it spreads over operators that the
 * runtime also computes on bytes, so that a value is not turned back and forth.
 */
final class Plan {

    private final Graph graph;
    private final Map<String, Range> ranges;
    private final Set<String> left;
    private final Map<String, Affine> stored = new LinkedHashMap<>();
    private final Set<NodeProto> onBytes = new LinkedHashSet<>();
    /** A clamp that its producer's stored range does already: producer's output to the clamp's. */
    private final Map<String, String> absorbed = new HashMap<>();

    /** @param left first outputs of operators that are left in float */
    Plan(Graph graph, Map<String, Range> ranges, Set<String> left) {
        this.graph = graph;
        this.ranges = ranges;
        this.left = left;
        graph.nodes().forEach(this::begin);
        graph.nodes().forEach(this::spread);
        dropLooseEnds();
    }

    private void begin(NodeProto node) {
        Optional<TensorProto> weights = Operators.weights(graph, node);
        if (weights.isEmpty()
                || left.contains(node.getOutput(0))
                || !Operators.isComputedOnBytes(node, weights.get())
                || !ranges.containsKey(node.getInput(0))
                || !ranges.containsKey(node.getOutput(0))) {
            return;
        }
        store(node.getInput(0));
        onBytes.add(node);
        if (Nodes.is(node, "Conv")) {
            storeOutput(node);
        }
    }

    private void spread(NodeProto node) {
        if (left.contains(node.getOutput(0)) || node.getInputCount() == 0) {
            return;
        }
        String output = node.getOutput(0);
        if (Operators.isMoving(node)) {
            move(node, output);
        } else if (Operators.isSpreading(node) && canSpread(node)) {
            node.getInputList().stream().filter(this::isActivation).forEach(this::store);
            onBytes.add(node);
            storeOutput(node);
        }
    }

    private void move(NodeProto node, String output) {
        Affine same = stored.get(node.getInput(0));
        boolean isSame = same != null && node.getOutputCount() == 1 && !graph.isOutput(output);
        if (isSame) {
            stored.put(output, same);
            onBytes.add(node);
        }
    }

    private boolean canSpread(NodeProto node) {
        List<String> activations =
                node.getInputList().stream().filter(this::isActivation).toList();
        boolean isKnown = ranges.keySet().containsAll(activations) && ranges.containsKey(node.getOutput(0));
        boolean isNear = activations.stream().anyMatch(stored::containsKey);
        boolean areConstantsFloat = node.getInputList().stream()
                .map(graph::constant)
                .flatMap(Optional::stream)
                .allMatch(TensorData::isFloat);
        return isKnown && isNear && areConstantsFloat;
    }

    private boolean isActivation(String input) {
        return graph.constant(input).isEmpty();
    }

    private void store(String value) {
        Range range = ranges.get(value);
        if (range != null) {
            stored.putIfAbsent(value, Affine.of(range));
        }
    }

    /** Behind a clamp that only this operator feeds, the clamp's output is stored, and the clamp is not needed. */
    private void storeOutput(NodeProto node) {
        String output = node.getOutput(0);
        List<NodeProto> consumers = graph.consumers(output);
        if (consumers.size() == 1 && Operators.isClamp(consumers.get(0)) && !graph.isOutput(output)) {
            NodeProto clamp = consumers.get(0);
            Range range = ranges.get(clamp.getOutput(0));
            if (range != null && isClampedBy(clamp, Affine.of(range)) && !left.contains(clamp.getOutput(0))) {
                store(clamp.getOutput(0));
                absorbed.put(output, clamp.getOutput(0));
                return;
            }
        }
        store(output);
    }

    private boolean isClampedBy(NodeProto clamp, Affine affine) {
        if (Nodes.is(clamp, "Relu")) {
            return affine.zeroPoint() == 0;
        }
        float half = affine.scale() / 2;
        Optional<Float> min = bound(clamp, 1, "min");
        Optional<Float> max = bound(clamp, 2, "max");
        return min.isPresent()
                && max.isPresent()
                && affine.least() >= min.get() - half
                && affine.greatest() <= max.get() + half;
    }

    private Optional<Float> bound(NodeProto clip, int input, String attribute) {
        if (clip.getInputCount() > input && !clip.getInput(input).isEmpty()) {
            return graph.constant(clip.getInput(input))
                    .filter(TensorData::isFloat)
                    .map(tensor -> TensorData.floats(tensor)[0]);
        }
        return Nodes.attribute(clip, attribute).map(found -> found.getF());
    }

    /** A value moved on bytes to nobody who computes on bytes gains nothing: it is turned back where it came from. */
    private void dropLooseEnds() {
        List<NodeProto> reversed = new ArrayList<>(graph.nodes());
        Collections.reverse(reversed);
        for (NodeProto node : reversed) {
            String output = node.getOutputCount() == 0 ? "" : node.getOutput(0);
            boolean isUseless = onBytes.contains(node)
                    && Operators.isMoving(node)
                    && graph.consumers(output).stream().noneMatch(onBytes::contains);
            if (isUseless) {
                onBytes.remove(node);
                stored.remove(output);
            }
        }
    }

    boolean isOnBytes(NodeProto node) {
        return onBytes.contains(node);
    }

    /** How the value is stored; empty when it stays in float. */
    Optional<Affine> stored(String value) {
        return Optional.ofNullable(stored.get(value));
    }

    /** The value that is stored in place of this one, which only a clamp read. */
    Optional<String> absorbed(String value) {
        return Optional.ofNullable(absorbed.get(value));
    }

    boolean isAbsorbedClamp(NodeProto node) {
        return node.getOutputCount() == 1 && absorbed.containsValue(node.getOutput(0));
    }
}
