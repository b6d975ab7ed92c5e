package io.gearshift.simulator.closedloop;

import java.util.Arrays;

/**
 * Random numbers that depend on seed and place only, so that every policy meets the same requests, on any machine and in any
 * order. Generator: SplitMix64, G. L. Steele et al., "Fast splittable pseudorandom number generators", OOPSLA 2014.
 */
public final class Draws {

    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private long state;

    /** @param model or another name of the place, with {@code interval} */
    public Draws(long seed, String model, long interval) {
        this.state = mixed(mixed(mixed(seed) ^ model.hashCode()) ^ interval);
    }

    private static long mixed(long z) {
        long a = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        long b = (a ^ (a >>> 27)) * 0x94d049bb133111ebL;
        return b ^ (b >>> 31);
    }

    /** Over 0 and below 1. */
    public double uniform() {
        state += GOLDEN;
        return ((mixed(state) >>> 11) + 0.5) * 0x1.0p-53;
    }

    /** G. E. P. Box and M. E. Muller, Annals of Mathematical Statistics 29(2), 1958. */
    public double normal() {
        return Math.sqrt(-2 * StrictMath.log(uniform())) * StrictMath.cos(2 * Math.PI * uniform());
    }

    /** Times of so many arrivals of a Poisson stream within {@code seconds}, ascending. */
    double[] arrivals(int count, double seconds) {
        double[] at = new double[count];
        for (int i = 0; i < count; i++) {
            at[i] = seconds * uniform();
        }
        Arrays.sort(at);
        return at;
    }

    double[] normals(int count) {
        double[] z = new double[count];
        for (int i = 0; i < count; i++) {
            z[i] = normal();
        }
        return z;
    }
}
