package io.gearshift.simulator.plant;

/**
 * What shares the processor, and what its work draws.
 *
 * <p>Contention: work that asks for more cores than there are gets its fair share, so all of it is slower by demand over
 * cores. Source: processor sharing, L. Kleinrock, "Queueing Systems", volume 2, Wiley 1976, section 4.4.
 *
 * <p>Power: a component draws its active power while busy, and at a lower frequency {@code r} the power {@code r^n}; work
 * then takes {@code 1/r} as long. Source: {@code P = C V^2 f} of CMOS, A. P. Chandrakasan et al., "Low-power CMOS digital
 * design", IEEE Journal of Solid-State Circuits 27(4), 1992: {@code n} is 1 where the voltage stays and 3 where it follows the
 * frequency; linear in the busy share: A. Carroll and G. Heiser, "An analysis of power consumption in a smartphone", USENIX
 * ATC 2010.
 *
 * @param cores that share the work, &gt; 0
 * @param coreW power of one core that is busy with something else than a gear, &gt;= 0
 * @param idleW of the whole device with nothing to do, &gt;= 0
 * @param frequencyExponent {@code n}, 1..3
 */
public record Processor(double cores, double coreW, double idleW, double frequencyExponent) {

    public Processor {
        Require.positive("cores", cores);
        Require.notNegative("coreW", coreW);
        Require.notNegative("idleW", idleW);
        Require.that(frequencyExponent >= 1 && frequencyExponent <= 3, "frequencyExponent", frequencyExponent, "1..3");
    }

    /**
     * How many times longer work takes than alone on a cool device, &gt;= 1.
     *
     * @param demandCores cores that all work together would keep busy at full speed
     */
    public double slowdown(double demandCores, double frequencyRatio) {
        return Math.max(1, demandCores / frequencyRatio / cores) / frequencyRatio;
    }

    /** Busy share of all cores, 0..1. */
    public double loadRatio(double demandCores, double frequencyRatio) {
        return Math.min(1, demandCores / frequencyRatio / cores);
    }

    /**
     * Share of the work that waits for a core, 0..1: what a fair share leaves of each piece of work. Stands for the
     * kernel's pressure figure, which counts the time in which anything waits and is not less.
     */
    public double waitingRatio(double demandCores, double frequencyRatio) {
        double asked = demandCores / frequencyRatio;
        return asked <= cores ? 0 : 1 - cores / asked;
    }

    /** @param activeW at full speed */
    public double activeW(double activeW, double frequencyRatio) {
        return activeW * StrictMath.pow(frequencyRatio, frequencyExponent);
    }
}
