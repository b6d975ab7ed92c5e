package io.gearshift.simulator.plant;

import java.util.Locale;

/** What draws power and makes heat. */
public enum Component {
    CPU,
    GPU,
    NPU,
    RADIO,
    /** Everything else: memory, rails, screen; what the device draws with nothing to do. */
    BOARD;

    private static final java.util.Set<String> GPUS = java.util.Set.of(
            "gpu", "cuda", "tensorrt", "rocm", "migraphx", "directml", "dml", "webgpu", "opencl", "vulkan");
    private static final java.util.Set<String> NPUS = java.util.Set.of(
            "npu", "qnn", "nnapi", "coreml", "openvino", "vitisai", "snpe", "rknpu", "cann", "ethos", "edgetpu");

    /** @param provider short name of an execution provider; one that is not known computes on the CPU */
    public static Component of(String provider) {
        String name = provider.toLowerCase(Locale.ROOT);
        if (name.equals("remote")) {
            return RADIO;
        }
        return GPUS.contains(name) ? GPU : NPUS.contains(name) ? NPU : CPU;
    }
}
