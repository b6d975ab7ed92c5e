package io.gearshift.simulator.plant;

/**
 * Power of a radio: a base and a part for each direction's throughput while it transfers, and a tail in which it stays awake
 * after the last byte.
 *
 * <p>Source of the model and of both sets of figures: J. Huang et al., "A close examination of performance and power
 * characteristics of 4G LTE networks", MobiSys 2012, table 4 (power) and table 3 (tail). The tail's energy was first
 * measured by N. Balasubramanian et al., "Energy consumption in mobile phones", IMC 2009.
 *
 * @param baseW while it transfers
 * @param upWPerBitPerS on top, for each bit a second sent
 * @param downWPerBitPerS the same received
 * @param tailW after the last byte
 * @param tailS how long
 */
public record Radio(double baseW, double upWPerBitPerS, double downWPerBitPerS, double tailW, double tailS) {

    public Radio {
        Require.notNegative("baseW", baseW);
        Require.notNegative("upWPerBitPerS", upWPerBitPerS);
        Require.notNegative("downWPerBitPerS", downWPerBitPerS);
        Require.notNegative("tailW", tailW);
        Require.notNegative("tailS", tailS);
    }

    public static Radio lte() {
        return new Radio(1.28804, 438.39e-9, 51.97e-9, 1.060, 11.576);
    }

    public static Radio wifi() {
        return new Radio(0.13286, 283.17e-9, 137.01e-9, 0.11938, 0.238);
    }

    /** @param tailLeftS of the tail, at the end */
    public record Spent(double energyJ, double tailLeftS) {}

    /**
     * A step in which transfers take {@code activeS} one after the other, evenly over the step; the radio is in its tail between
     * them and behind the last one.
     *
     * @param tailLeftS from the step before
     * @param activeS of the step, no longer than the step
     */
    public Spent over(double seconds, double tailLeftS, double activeS, double bytesSent, double bytesReceived) {
        double idleS = seconds - Math.min(seconds, activeS);
        boolean isUsed = activeS > 0 || bytesSent + bytesReceived > 0;
        double awakeS = Math.min(idleS, isUsed ? tailS : tailLeftS);
        double energyJ = (isUsed ? baseW * Math.min(seconds, activeS) : 0)
                + 8 * (upWPerBitPerS * bytesSent + downWPerBitPerS * bytesReceived)
                + tailW * awakeS;
        return new Spent(energyJ, Math.max(0, isUsed ? tailS - idleS : tailLeftS - seconds));
    }
}
