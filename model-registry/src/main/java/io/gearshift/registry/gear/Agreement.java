package io.gearshift.registry.gear;

import io.gearshift.registry.manifest.Tolerance;
import io.gearshift.registry.manifest.Tolerance.Metric;

/** How far two gears' outputs for the same input agree. */
final class Agreement {

    private Agreement() {}

    /** @param lastDimension elements of one row, at least 1 */
    static double of(Metric metric, double[] reference, double[] actual, int lastDimension) {
        return switch (metric) {
            case COSINE -> cosine(reference, actual);
            case MAX_ABS -> maxAbs(reference, actual);
            case TOP1 -> top1(reference, actual, lastDimension);
        };
    }

    static boolean isWithin(Tolerance tolerance, double agreement) {
        return tolerance.metric() == Metric.MAX_ABS ? agreement <= tolerance.value() : agreement >= tolerance.value();
    }

    /** The worse of two. */
    static double worse(Metric metric, double a, double b) {
        return metric == Metric.MAX_ABS ? Math.max(a, b) : Math.min(a, b);
    }

    static double best(Metric metric) {
        return metric == Metric.MAX_ABS ? 0 : 1;
    }

    private static double cosine(double[] a, double[] b) {
        double dot = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            dot += a[i] * b[i];
            aa += a[i] * a[i];
            bb += b[i] * b[i];
        }
        if (aa == 0 || bb == 0) {
            return aa == bb ? 1 : 0;
        }
        return dot / Math.sqrt(aa * bb);
    }

    private static double maxAbs(double[] a, double[] b) {
        double most = 0;
        for (int i = 0; i < a.length; i++) {
            most = Math.max(most, Math.abs(a[i] - b[i]));
        }
        return most;
    }

    private static double top1(double[] a, double[] b, int width) {
        int rows = a.length / width;
        int same = 0;
        for (int row = 0; row < rows; row++) {
            same += argMax(a, row * width, width) == argMax(b, row * width, width) ? 1 : 0;
        }
        return rows == 0 ? 1 : (double) same / rows;
    }

    private static int argMax(double[] values, int from, int width) {
        int best = from;
        for (int i = from + 1; i < from + width; i++) {
            best = values[i] > values[best] ? i : best;
        }
        return best - from;
    }
}
