package io.gearshift.simulator.plant;

import org.jspecify.annotations.Nullable;

/**
 * What goes on during one step, constant over it.
 *
 * @param cpuW of gears and of everything else on the CPU, at the present frequency
 * @param gpuW of gears on the GPU
 * @param npuW of gears on an NPU or DSP
 * @param chargerW at the battery; 0 while unplugged
 * @param transferS time in which the radio transfers
 * @param radio that is in use; null for none
 */
public record Activity(
        double ambientC,
        double cpuW,
        double gpuW,
        double npuW,
        double chargerW,
        double transferS,
        double bytesSent,
        double bytesReceived,
        @Nullable Radio radio) {

    public static Activity none(double ambientC) {
        return new Activity(ambientC, 0, 0, 0, 0, 0, 0, 0, null);
    }
}
