package io.gearshift.registry.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtEpDevice;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Execution providers that the runtime may have, how a session asks for each, and how a person gets it. */
enum Provider {
    CUDA(
            OrtProvider.CUDA,
            "",
            SessionOptions::addCUDA,
            "needs an NVIDIA GPU, its driver, CUDA 12 and cuDNN 9; put the jar of com.microsoft.onnxruntime:onnxruntime_gpu"
                    + " (642 MB) in GEARSHIFT_CLASSPATH, ahead of the CPU runtime"),
    TENSORRT(
            OrtProvider.TENSOR_RT,
            "",
            options -> options.addTensorrt(0),
            "needs an NVIDIA GPU, its driver, CUDA 12 and TensorRT 10; put the jar of"
                    + " com.microsoft.onnxruntime:onnxruntime_gpu (642 MB) in GEARSHIFT_CLASSPATH, ahead of the CPU runtime"),
    OPENVINO(
            OrtProvider.OPEN_VINO,
            "",
            options -> options.addOpenVINO("AUTO"),
            "needs an Intel CPU, GPU or NPU and OpenVINO; put the jar of an ONNX Runtime built with --use_openvino and"
                    + " --build_java in GEARSHIFT_CLASSPATH"),
    QNN(
            OrtProvider.QNN,
            "",
            options -> options.addQnn(Map.of("backend_type", "htp")),
            "needs a Qualcomm NPU and its SDK; put the jar of an ONNX Runtime built with --use_qnn and --build_java in"
                    + " GEARSHIFT_CLASSPATH"),
    NNAPI(OrtProvider.NNAPI, "android", SessionOptions::addNnapi, "use the Android build of the ONNX Runtime"),
    COREML(
            OrtProvider.CORE_ML,
            "mac",
            options -> options.addCoreML(Map.of()),
            "the ONNX Runtime for macOS on Apple silicon has it: use the jar of com.microsoft.onnxruntime:onnxruntime"),
    XNNPACK(
            OrtProvider.XNNPACK,
            "",
            options -> options.addXnnpack(Map.of()),
            "put the jar of an ONNX Runtime built with --use_xnnpack and --build_java in GEARSHIFT_CLASSPATH"),
    WEBGPU(
            OrtProvider.WEBGPU,
            "",
            options -> options.addWebGPU(Map.of()),
            "needs a GPU with Vulkan, Metal or Direct3D 12; put the jar of an ONNX Runtime built with --use_webgpu and"
                    + " --build_java in GEARSHIFT_CLASSPATH"),
    DIRECTML(
            OrtProvider.DIRECT_ML,
            "windows",
            options -> options.addDirectML(0),
            "put the jar of an ONNX Runtime built with --use_dml and --build_java in GEARSHIFT_CLASSPATH");

    static final String CPU_NAME = "cpu";

    private static final String NO_FALLBACK = "session.disable_cpu_ep_fallback";

    private final OrtProvider runtimeName;
    private final String system;
    private final Setup setup;
    private final String hint;

    Provider(OrtProvider runtimeName, String system, Setup setup, String hint) {
        this.runtimeName = runtimeName;
        this.system = system;
        this.setup = setup;
        this.hint = hint;
    }

    /** Asks for a provider in a session's options. */
    interface Setup {

        /** The runtime uses it without being asked. */
        Setup CPU = options -> {};

        void addTo(SessionOptions options) throws OrtException;

        /** An operator that the provider cannot run fails the session instead of running on the CPU unseen. */
        default Setup withoutFallback() {
            return options -> {
                options.addConfigEntry(NO_FALLBACK, "1");
                addTo(options);
            };
        }
    }

    /** As in a gear's name. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    OrtProvider runtimeName() {
        return runtimeName;
    }

    Setup setup() {
        return setup.withoutFallback();
    }

    /** What to do to get it. */
    String hint() {
        return hint;
    }

    /** The only operating system that has it, as its name begins in lower case; empty when there are several. */
    String system() {
        return system;
    }

    /** One of those above, or one that a plug-in library brought along. */
    static Setup find(OrtEnvironment environment, String label) throws OrtException, OnnxException {
        for (Provider provider : values()) {
            if (provider.label().equals(label)) {
                return provider.setup();
            }
        }
        Optional<OrtEpDevice> device = environment.getEpDevices().stream()
                .filter(d -> label(d.getEpName()).equals(label))
                .findFirst();
        return device.map(Provider::setup)
                .orElseThrow(() -> OnnxException.runtime("execution provider " + label
                        + ": unknown (expected: cpu or one that `gearshift doctor` lists as working)"));
    }

    static Setup setup(OrtEpDevice device) {
        Setup setup = options -> options.addExecutionProvider(List.of(device), Map.of());
        return setup.withoutFallback();
    }

    /** {@code CPUExecutionProvider} is {@code cpu}. */
    static String label(String runtimeName) {
        return runtimeName.replace("ExecutionProvider", "").toLowerCase(Locale.ROOT);
    }
}
