package io.gearshift.registry.samples;

import io.gearshift.core.serve.DataType;
import io.gearshift.core.serve.Tensor;
import java.util.List;
import java.util.Locale;

/**
 * The places of a sequence that one sample only pads: what a model answers there means nothing.
 *
 * @param isPadding by place; empty when no input says so
 */
public record Padding(boolean[] isPadding) {

    /** By the input whose name says that it is a mask; none is hidden without one. */
    public static Padding of(List<Tensor> inputs, int sample) {
        for (Tensor input : inputs) {
            boolean isMask = input.name().toLowerCase(Locale.ROOT).contains("mask")
                    && input.type() == DataType.INT64
                    && input.shape().length == 2;
            if (isMask) {
                int length = (int) input.shape()[1];
                boolean[] isPadding = new boolean[length];
                for (int i = 0; i < length; i++) {
                    isPadding[i] = input.data().asLongBuffer().get(sample * length + i) == 0;
                }
                return new Padding(isPadding);
            }
        }
        return new Padding(new boolean[0]);
    }

    /** @param shape of a value, batch first; sequences along its second dimension */
    public boolean hides(long[] shape, int element, int elements) {
        return shape.length > 2
                && isPadding.length > 0
                && shape[1] == isPadding.length
                && isPadding[(int) ((long) element * isPadding.length / elements)];
    }

    /** Whether the place is padding, of a value that has so many places; false when they are not those of the sequence. */
    public boolean hides(int place, int places) {
        return places == isPadding.length && isPadding[place];
    }
}
