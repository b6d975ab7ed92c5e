package io.gearshift.registry.profile;

import java.util.Arrays;

/**
 * The median of a sample, and the interval that holds the median of what it was drawn from with 95 % confidence. By ranks:
 * nothing is assumed of the distribution, and latencies are skewed.
 *
 * <p>Source: Conover, Practical Nonparametric Statistics, 3rd edition, section 3.2: ranks n/2 - 0.98 sqrt(n) and
 * 1 + n/2 + 0.98 sqrt(n).
 */
public record MedianInterval(double low, double median, double high) {

    /** Half of the 1.96 standard deviations of a binomial distribution with n draws of probability 1/2. */
    private static final double HALF_WIDTH = 0.98;

    /** Fewer values have no such interval. */
    static final int LEAST = 6;

    /** @param count of values at the beginning of the array; at least 1 */
    public static MedianInterval of(double[] values, int count) {
        double[] sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
        double median = count % 2 == 1 ? sorted[count / 2] : (sorted[count / 2 - 1] + sorted[count / 2]) / 2;
        double reach = HALF_WIDTH * Math.sqrt(count);
        int low = (int) Math.floor(count / 2.0 - reach);
        int high = (int) Math.ceil(1 + count / 2.0 + reach);
        if (low < 1 || high > count) {
            return new MedianInterval(sorted[0], median, sorted[count - 1]);
        }
        return new MedianInterval(sorted[low - 1], median, sorted[high - 1]);
    }

    /** Half of the interval's width over the median: 0.02 is a median known to about 2 %. */
    public double halfWidthRatio() {
        return median > 0 ? (high - low) / 2 / median : 0;
    }
}
