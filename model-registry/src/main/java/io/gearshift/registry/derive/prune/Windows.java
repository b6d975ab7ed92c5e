package io.gearshift.registry.derive.prune;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.gearshift.registry.derive.graph.Nodes;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * What a convolution sees of a map at each place of its output: {@code [sample, channel, place...]}. A product is one with a
 * window of one place, its channels last.
 */
final class Windows {

    private final boolean areChannelsLast;
    private final int channels;
    private final int[] space;
    private final int[] outSpace;
    private final int[] kernel;
    private final int[] strides;
    private final int[] dilations;
    private final int[] pads;

    private Windows(boolean areChannelsLast, int channels, int[] space, int[] outSpace, int[] kernel) {
        this.areChannelsLast = areChannelsLast;
        this.channels = channels;
        this.space = space;
        this.outSpace = outSpace;
        this.kernel = kernel;
        this.strides = new int[space.length];
        this.dilations = new int[space.length];
        this.pads = new int[space.length];
        Arrays.fill(strides, 1);
        Arrays.fill(dilations, 1);
    }

    /** Single places, whatever reads them. */
    static Windows places(long[] shape, int channelAxis) {
        boolean isLast = channelAxis == shape.length - 1;
        int[] space = new int[shape.length - 2];
        for (int i = 0; i < space.length; i++) {
            space[i] = (int) shape[isLast ? i + 1 : i + 2];
        }
        int[] ones = new int[space.length];
        Arrays.fill(ones, 1);
        return new Windows(isLast, (int) shape[channelAxis], space, space, ones);
    }

    /** @param x shape of the input */
    static Windows of(NodeProto node, TensorProto weights, long[] x, long[] y) {
        if (!Nodes.is(node, "Conv")) {
            return places(x, x.length - 1);
        }
        Windows single = places(x, 1);
        int rank = x.length - 2;
        int[] kernel = new int[rank];
        int[] out = new int[rank];
        for (int i = 0; i < rank; i++) {
            kernel[i] = (int) weights.getDims(i + 2);
            out[i] = (int) y[i + 2];
        }
        Windows windows = new Windows(false, (int) x[1], single.space, out, kernel);
        windows.set(node, "strides", windows.strides);
        windows.set(node, "dilations", windows.dilations);
        windows.set(node, "pads", windows.pads);
        windows.padSame(node);
        return windows;
    }

    private void set(NodeProto node, String attribute, int[] into) {
        List<Long> values =
                Nodes.attribute(node, attribute).map(a -> a.getIntsList()).orElse(List.of());
        for (int i = 0; i < into.length && i < values.size(); i++) {
            into[i] = values.get(i).intValue();
        }
    }

    private void padSame(NodeProto node) {
        String auto = Nodes.attribute(node, "auto_pad")
                .map(a -> a.getS().toStringUtf8())
                .orElse("NOTSET");
        for (int i = 0; auto.startsWith("SAME") && i < space.length; i++) {
            int all = Math.max(0, (outSpace[i] - 1) * strides[i] + (kernel[i] - 1) * dilations[i] + 1 - space[i]);
            pads[i] = auto.equals("SAME_UPPER") ? all / 2 : all - all / 2;
        }
    }

    /** Places of the output of one sample. */
    int places() {
        return count(outSpace);
    }

    int taps() {
        return count(kernel);
    }

    /**
     * Reads what is seen.
     *
     * @param place of the output
     * @param from first channel
     * @param row channel by channel, each with its taps
     */
    void read(FloatBuffer values, int sample, int place, int from, int count, double[] row) {
        int taps = taps();
        int all = count(space);
        int[] at = split(place, outSpace);
        for (int tap = 0; tap < taps; tap++) {
            int source = source(at, tap);
            for (int c = 0; c < count; c++) {
                int channel = from + c;
                int index = areChannelsLast
                        ? (sample * all + source) * channels + channel
                        : (sample * channels + channel) * all + source;
                row[c * taps + tap] = source < 0 ? 0 : values.get(index);
            }
        }
    }

    /** Where in the input the tap lies; -1 in the padding. */
    private int source(int[] at, int tap) {
        int[] offset = split(tap, kernel);
        int source = 0;
        for (int i = 0; i < space.length; i++) {
            int position = at[i] * strides[i] - pads[i] + offset[i] * dilations[i];
            if (position < 0 || position >= space[i]) {
                return -1;
            }
            source = source * space[i] + position;
        }
        return source;
    }

    private static int[] split(int index, int[] sizes) {
        int[] parts = new int[sizes.length];
        int rest = index;
        for (int i = sizes.length - 1; i >= 0; i--) {
            parts[i] = rest % sizes[i];
            rest /= sizes[i];
        }
        return parts;
    }

    private static int count(int[] sizes) {
        return Arrays.stream(sizes).reduce(1, (a, b) -> a * b);
    }
}
