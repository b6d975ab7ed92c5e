package io.gearshift.registry.derive.prune;

import ai.onnx.proto.OnnxMl.NodeProto;
import io.gearshift.registry.derive.graph.Nodes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reshape, Flatten, Squeeze, Unsqueeze. The shapes before and after are cut into the shortest blocks of equal size. Axes
 * merged into one carry a channel as many places; an axis split into several carries its channels on along the first, as
 * attention does with its heads, so that whole heads go.
 */
final class Reshapes implements Rule {

    /** Axes of both shapes, without those of size 1, that hold the same elements. */
    private record Block(List<Integer> before, List<Integer> after) {}

    @Override
    public void follow(NodeProto node, Scope scope) {
        String input = node.getInput(0);
        Optional<long[]> before = scope.shape(input);
        Optional<long[]> after = scope.shape(node.getOutput(0));
        if (before.isEmpty() || after.isEmpty()) {
            scope.leave(node);
            return;
        }
        List<Block> blocks = blocks(before.get(), after.get());
        for (Slot slot : scope.channels().slots(input)) {
            Optional<Block> block = blocks.stream()
                    .filter(b -> b.before().contains(slot.axis()))
                    .findFirst();
            boolean isFollowed = block.isPresent()
                    && (block.get().before().size() == 1 || block.get().after().size() == 1);
            if (!isFollowed) {
                scope.channels().pin(slot, Nodes.describe(node) + " mixes them with other axes");
            } else if (block.get().after().size() == 1) {
                merge(node, scope, slot, block.get(), before.get());
            } else {
                split(node, scope, slot, block.get(), after.get());
            }
        }
    }

    private static List<Block> blocks(long[] before, long[] after) {
        List<Block> blocks = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < before.length && j < after.length) {
            long left = before[i];
            long right = after[j];
            int fromI = i++;
            int fromJ = j++;
            while (left != right && (left < right ? i < before.length : j < after.length)) {
                if (left < right) {
                    left *= before[i++];
                } else {
                    right *= after[j++];
                }
            }
            blocks.add(new Block(axes(before, fromI, i), axes(after, fromJ, j)));
        }
        return blocks;
    }

    private static List<Integer> axes(long[] shape, int from, int to) {
        List<Integer> axes = new ArrayList<>();
        for (int axis = from; axis < to; axis++) {
            if (shape[axis] != 1) {
                axes.add(axis);
            }
        }
        return axes;
    }

    private static void merge(NodeProto node, Scope scope, Slot slot, Block block, long[] before) {
        Channels channels = scope.channels();
        int size = channels.size(slot);
        int inner = 1;
        int all = 1;
        for (int axis : block.before()) {
            inner *= axis > slot.axis() ? (int) before[axis] : 1;
            all *= (int) before[axis];
        }
        Slot out = channels.open(node.getOutput(0), block.after().get(0), all);
        for (int i = 0; i < all; i++) {
            channels.unite(slot, i / inner % size, out, i);
        }
        pinUnstated(node, scope, out);
    }

    private static void split(NodeProto node, Scope scope, Slot slot, Block block, long[] after) {
        Channels channels = scope.channels();
        int axis = block.after().get(0);
        int size = (int) after[axis];
        int inner = channels.size(slot) / size;
        Slot out = channels.open(node.getOutput(0), axis, size);
        for (int i = 0; i < channels.size(slot); i++) {
            channels.unite(slot, i, out, i / inner);
        }
        pinUnstated(node, scope, out);
    }

    /** A size that is computed while the model runs cannot be changed here. */
    private static void pinUnstated(NodeProto node, Scope scope, Slot out) {
        if (Nodes.is(node, "Reshape") && !StatedShape.of(node, scope.graph()).isStated(out.axis())) {
            scope.channels().pin(out, Nodes.describe(node) + " computes its shape");
        }
    }
}
