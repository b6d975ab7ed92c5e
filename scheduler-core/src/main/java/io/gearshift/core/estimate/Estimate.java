package io.gearshift.core.estimate;

/**
 * What a gear is expected to cost now.
 *
 * @param latencyMs expected answer time
 * @param spreadMs its standard deviation: doubt about the slowdown and the gear's own jitter together
 */
public record Estimate(double latencyMs, double spreadMs, double energyMj, double memoryBytes) {

    /** Standard normal quantile of 0.95. */
    public static final double Z95 = 1.6449;

    public double latencyP95Ms() {
        return latencyMs + Z95 * spreadMs;
    }

    /** Answer time not exceeded with the given probability, taking the spread as normal. */
    public double latencyAtMs(double probability) {
        return latencyMs + quantile(probability) * spreadMs;
    }

    /**
     * Expected share of answers later than an objective, 0..1, taking the spread as normal; absolute error below 7.5e-8
     * (Abramowitz and Stegun, Handbook of Mathematical Functions, 26.2.17).
     */
    public double lateRatio(double objectiveMs) {
        if (spreadMs <= 0) {
            return latencyMs > objectiveMs ? 1 : 0;
        }
        double z = (objectiveMs - latencyMs) / spreadMs;
        double t = 1 / (1 + 0.2316419 * Math.abs(z));
        double tail = StrictMath.exp(-z * z / 2)
                / Math.sqrt(2 * Math.PI)
                * t
                * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        return z >= 0 ? tail : 1 - tail;
    }

    /**
     * Standard normal quantile for 0.5..0.999; absolute error below 4.5e-4 (Abramowitz and Stegun, Handbook of
     * Mathematical Functions, 26.2.23).
     */
    static double quantile(double probability) {
        double t = Math.sqrt(-2 * StrictMath.log(1 - probability));
        return t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
    }
}
