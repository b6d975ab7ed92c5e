package io.gearshift.registry.derive.prune;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.gearshift.registry.derive.graph.Nodes;
import java.util.Optional;

/** Gemm and MatMul. In a product of two values, as in attention, channels that are summed over go in both. */
final class Products implements Rule {

    @Override
    public void follow(NodeProto node, Scope scope) {
        Optional<TensorProto> weights = scope.floats(node, 1).filter(w -> w.getDimsCount() == 2);
        boolean isTurned = Nodes.integer(node, "transA", 0) != 0;
        Optional<long[]> shape = scope.shape(node.getInput(0));
        if (weights.isPresent() && shape.isPresent() && !isTurned) {
            weighted(node, scope, weights.get(), shape.get().length);
        } else if (Nodes.is(node, "MatMul")) {
            values(node, scope);
        } else {
            scope.leave(node);
        }
    }

    private static void weighted(NodeProto node, Scope scope, TensorProto w, int rank) {
        Channels channels = scope.channels();
        int inAxis = Nodes.integer(node, "transB", 0) == 0 ? 0 : 1;
        Slot out = channels.open(w.getName(), 1 - inAxis, (int) w.getDims(1 - inAxis));
        scope.produce(node, rank - 1, out);
        Slot x = new Slot(node.getInput(0), rank - 1);
        for (Slot slot : channels.slots(node.getInput(0))) {
            if (slot.equals(x)) {
                Slot in = channels.open(w.getName(), inAxis, channels.size(x));
                channels.unite(x, in);
                scope.consumers().add(new Consumer(node, x, in, out, 1, isPlain(node)));
            } else {
                scope.pass(slot, node.getOutput(0), slot.axis());
            }
        }
        bias(node, scope, out);
    }

    private static boolean isPlain(NodeProto node) {
        return Nodes.number(node, "alpha", 1) == 1 && Nodes.number(node, "beta", 1) == 1;
    }

    private static void bias(NodeProto node, Scope scope, Slot out) {
        if (node.getInputCount() < 3 || node.getInput(2).isEmpty()) {
            return;
        }
        Optional<long[]> shape = scope.shape(node.getInput(2));
        int size = scope.channels().size(out);
        if (shape.isEmpty()) {
            scope.channels().pin(out, "meets " + node.getInput(2));
        } else if (shape.get().length > 0 && shape.get()[shape.get().length - 1] == size) {
            scope.channels().unite(out, scope.join(node.getInput(2), shape.get().length - 1, size));
        }
    }

    private static void values(NodeProto node, Scope scope) {
        Optional<long[]> left = scope.shape(node.getInput(0));
        Optional<long[]> right = scope.shape(node.getInput(1));
        boolean areAlike = left.isPresent() && right.isPresent() && left.get().length == right.get().length;
        if (!areAlike || left.orElseThrow().length < 2) {
            scope.leave(node);
            return;
        }
        Channels channels = scope.channels();
        int rank = left.orElseThrow().length;
        for (int axis = 0; axis < rank - 2; axis++) {
            Slot a = new Slot(node.getInput(0), axis);
            Slot b = new Slot(node.getInput(1), axis);
            boolean areSame = left.get()[axis] == right.orElseThrow()[axis];
            if (areSame && (channels.has(a) || channels.has(b))) {
                int size = (int) left.get()[axis];
                channels.unite(scope.join(a.tensor(), axis, size), scope.join(b.tensor(), axis, size));
                scope.pass(a, node.getOutput(0), axis);
            } else {
                passOn(a, axis, node, scope);
                passOn(b, axis, node, scope);
            }
        }
        passOn(new Slot(node.getInput(0), rank - 2), rank - 2, node, scope);
        passOn(new Slot(node.getInput(1), rank - 1), rank - 1, node, scope);
        Slot a = new Slot(node.getInput(0), rank - 1);
        Slot b = new Slot(node.getInput(1), rank - 2);
        if (channels.has(a) || channels.has(b)) {
            int size = (int) left.get()[rank - 1];
            channels.unite(scope.join(a.tensor(), a.axis(), size), scope.join(b.tensor(), b.axis(), size));
        }
    }

    private static void passOn(Slot slot, int axis, NodeProto node, Scope scope) {
        if (scope.channels().has(slot)) {
            scope.pass(slot, node.getOutput(0), axis);
        }
    }
}
