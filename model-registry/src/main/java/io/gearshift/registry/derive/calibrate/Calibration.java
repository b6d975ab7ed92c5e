package io.gearshift.registry.derive.calibrate;

import io.gearshift.registry.derive.graph.DeriveException;
import io.gearshift.registry.onnx.OnnxException;
import io.gearshift.registry.samples.SampleSet;
import java.nio.FloatBuffer;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How the tensors of a model were distributed on the samples. Two runs over the samples: extremes, then histograms. */
public final class Calibration {

    private final Map<String, Histogram> histograms;

    private Calibration(Map<String, Histogram> histograms) {
        this.histograms = Collections.unmodifiableMap(histograms);
    }

    /** @throws DeriveException when a value is not finite, or the work was ended */
    public static Calibration run(Tap tap, SampleSet samples, Steps steps) throws OnnxException, DeriveException {
        Map<String, Range> extremes = new LinkedHashMap<>();
        Set<String> unbounded = new HashSet<>();
        tap.run(
                samples,
                (tensor, shape, values) -> {
                    Range range = extremes(tensor, values);
                    if (range == null) {
                        unbounded.add(tensor);
                    } else {
                        extremes.merge(tensor, range, Calibration::join);
                    }
                },
                steps);
        Map<String, Histogram> histograms = new LinkedHashMap<>();
        extremes.forEach((tensor, range) -> histograms.put(tensor, new Histogram(range)));
        histograms.keySet().removeAll(unbounded);
        tap.run(
                samples,
                (tensor, shape, values) -> {
                    Histogram histogram = histograms.get(tensor);
                    if (histogram != null) {
                        histogram.add(values);
                    }
                },
                steps);
        return new Calibration(histograms);
    }

    /** Null when there is an infinite value, as masks have: 8 bits cannot show it. */
    private static @Nullable Range extremes(String tensor, FloatBuffer values) throws DeriveException {
        float min = Float.POSITIVE_INFINITY;
        float max = Float.NEGATIVE_INFINITY;
        int count = values.remaining();
        for (int i = 0; i < count; i++) {
            float value = values.get(i);
            if (Float.isNaN(value)) {
                throw new DeriveException(
                        "tensor " + tensor + " is NaN on the calibration inputs (expected: numbers)",
                        "look for bad samples; gearshift models verify checks the model");
            }
            min = Math.min(min, value);
            max = Math.max(max, value);
        }
        if (count == 0) {
            return new Range(0, 0);
        }
        return Float.isInfinite(min) || Float.isInfinite(max) ? null : new Range(min, max);
    }

    private static Range join(Range a, Range b) {
        return new Range(Math.min(a.min(), b.min()), Math.max(a.max(), b.max()));
    }

    /** The range of each tensor, 0 always inside; tensors with infinite values have none. */
    public Map<String, Range> ranges(Observer observer) {
        Map<String, Range> ranges = new LinkedHashMap<>();
        histograms.forEach((tensor, histogram) -> ranges.put(tensor, observer.choose(histogram)));
        return ranges;
    }
}
