package io.gearshift.simulator.closedloop;

/**
 * How a run came out.
 *
 * <p>What only a modelled device has is NaN in an open loop.
 *
 * @param policy name of what drove it
 * @param seconds of device time
 * @param requests that came
 * @param energyJ of answers, of making gears ready and of the radio
 * @param deviceJ of the whole device, without the battery's loss
 * @param effectiveAccuracy mean accuracy over all requests, where a late or missing answer counts nothing; 0 without requests
 * @param missRatio share of requests answered late or not at all
 * @param refused of these not answered at all
 * @param swaps begun
 * @param throttledSeconds below full speed
 * @param peakC highest temperature of the governed zone
 * @param chargeRatio at the end
 */
public record Figures(
        String policy,
        double seconds,
        long requests,
        double energyJ,
        double deviceJ,
        double effectiveAccuracy,
        double missRatio,
        long refused,
        int swaps,
        double throttledSeconds,
        double peakC,
        double chargeRatio) {

    public double swapsPerHour() {
        return swaps / seconds * 3600;
    }

    /** Requests that count as wrong, as a share: 1 less the effective accuracy. */
    public double errorRatio() {
        return 1 - effectiveAccuracy;
    }
}
