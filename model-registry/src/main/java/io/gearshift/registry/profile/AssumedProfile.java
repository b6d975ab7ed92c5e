package io.gearshift.registry.profile;

import io.gearshift.core.estimate.Profile;
import io.gearshift.registry.gear.CpuTimeEnergy;
import io.gearshift.registry.manifest.Variant;

/**
 * What a gear probably costs, from its file's size, until it was measured. Good for an order between variants, not for a
 * promise: the spread is wide on purpose.
 */
public final class AssumedProfile {

    /*
     * Between MiniLM FP32 (90.4 MB: 10.7 ms at 64 tokens on one thread) and INT8 (23.0 MB: 5.0 ms), measured on two shared
     * x86 cores with AVX512; small convolutional nets of 1.5 MB take a few tenths of a millisecond.
     */
    private static final double LATENCY_MS = 0.2;
    private static final double LATENCY_MS_PER_MB = 0.15;
    /** An unmeasured gear may well take twice as long. */
    private static final double P95_RATIO = 2;
    /** MiniLM FP32: 621 ms without prepacked weights. */
    private static final double LOAD_MS_PER_MB = 7;

    private static final double LOAD_MS = 5;
    /** MiniLM FP32: 114 MB of memory for a file of 90.4 MB. */
    private static final double MEMORY_RATIO = 1.3;

    private static final double MEMORY_BYTES = 2e6;
    /** Two threads gained 1.1 to 1.6 on an idle machine; more gain less and less. */
    private static final double GAIN_PER_THREAD = 0.3;

    private static final double MOST_GAIN = 2.5;

    /** What the server computes, MiniLM FP32 on one core; the loop adds the round trip it has probed. */
    private static final double REMOTE_MS = 10;

    private static final double REMOTE_P95_RATIO = 3;
    private static final double REMOTE_LOAD_MS = 100;
    /** A radio of about 1 W busy for about 10 ms: the order of magnitude, nothing more. */
    private static final double REMOTE_MJ = 10;

    private AssumedProfile() {}

    /** @param threads of one inference; ignored for a variant that another machine serves */
    public static Profile of(Variant variant, int threads) {
        return of(variant, threads, CpuTimeEnergy.DEFAULT_WATTS_PER_CORE);
    }

    public static Profile of(Variant variant, int threads, double wattsPerCore) {
        if (!variant.isLocal()) {
            return new Profile(false, REMOTE_LOAD_MS, REMOTE_MS, REMOTE_MS * REMOTE_P95_RATIO, 0, REMOTE_MJ, false);
        }
        double megabytes = variant.bytes() / 1e6;
        int n = Math.max(1, threads);
        double gain = Math.min(MOST_GAIN, 1 + GAIN_PER_THREAD * (n - 1));
        double latencyMs = (LATENCY_MS + LATENCY_MS_PER_MB * megabytes) / gain;
        return new Profile(
                false,
                LOAD_MS + LOAD_MS_PER_MB * megabytes,
                latencyMs,
                latencyMs * P95_RATIO,
                MEMORY_BYTES + MEMORY_RATIO * variant.bytes(),
                latencyMs * n * wattsPerCore,
                false);
    }
}
