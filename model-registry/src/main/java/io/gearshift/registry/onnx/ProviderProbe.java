package io.gearshift.registry.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtEpDevice;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import io.gearshift.core.serve.DataType;
import io.gearshift.core.serve.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out which execution providers compute: each runs a tiny model, alone, and must give the right answer. That the
 * runtime lists a provider says only that it was built in.
 */
final class ProviderProbe {

    private static final Logger LOG = LoggerFactory.getLogger(ProviderProbe.class);

    /** x[1,4] times a constant matrix whose element of row r and column c is 4 r + c. */
    private static final String MODEL = "probe.onnx";

    private static final float[] INPUT = {1, 2, 3, 4};
    private static final float[] EXPECTED = {80, 90, 100, 110};
    /** Small whole numbers are exact in binary16, so this forgives only providers that compute in bfloat16. */
    private static final float TOLERANCE = 0.5f;

    private final OrtEnvironment environment;
    private final Sessions sessions;

    ProviderProbe(OrtEnvironment environment, Sessions sessions) {
        this.environment = environment;
        this.sessions = sessions;
    }

    /** Makes a session of a model for a provider. */
    interface Sessions {
        OnnxSession open(byte[] model, Provider.Setup provider) throws OrtException, OnnxException;
    }

    /** CPU first, then in the order of {@link Provider}, then plug-ins. */
    List<ProviderStatus> all() {
        byte[] model = model();
        List<ProviderStatus> found = new ArrayList<>();
        found.add(probe(Provider.CPU_NAME, model, Provider.Setup.CPU, "this processor or system is not supported"));
        Set<OrtProvider> builtIn = OrtEnvironment.getAvailableProviders();
        for (Provider provider : Provider.values()) {
            found.add(
                    builtIn.contains(provider.runtimeName())
                            ? probe(provider.label(), model, provider.setup(), provider.hint())
                            : absent(provider));
        }
        plugIns(model, found);
        return found;
    }

    private ProviderStatus absent(Provider provider) {
        String system = System.getProperty("os.name");
        if (!provider.system().isEmpty() && !system.toLowerCase(Locale.ROOT).startsWith(provider.system())) {
            return new ProviderStatus(
                    provider.label(), false, "exists only on " + systemName(provider) + "; this is " + system, "");
        }
        return new ProviderStatus(
                provider.label(),
                false,
                "this ONNX Runtime (" + environment.getVersion() + ") is built without it",
                provider.hint());
    }

    private static String systemName(Provider provider) {
        return switch (provider.system()) {
            case "mac" -> "macOS";
            case "windows" -> "Windows";
            default -> "Android";
        };
    }

    private void plugIns(byte[] model, List<ProviderStatus> found) {
        Set<String> names =
                new TreeSet<>(found.stream().map(ProviderStatus::name).toList());
        try {
            for (OrtEpDevice device : environment.getEpDevices()) {
                String label = Provider.label(device.getEpName());
                if (names.add(label)) {
                    found.add(probe(label, model, Provider.setup(device), "see its vendor's documentation"));
                }
            }
        } catch (OrtException e) {
            LOG.debug("No plug-in execution providers: {}", e.getMessage());
        }
    }

    private ProviderStatus probe(String label, byte[] model, Provider.Setup setup, String hint) {
        try (OnnxSession session = sessions.open(model, setup);
                RunOutput output = session.run(List.of(input()), List.of())) {
            ByteBuffer answer = output.outputs().get(0).data();
            for (float expected : EXPECTED) {
                float got = answer.getFloat();
                if (!(Math.abs(got - expected) <= TOLERANCE)) {
                    return new ProviderStatus(
                            label, false, "computes wrongly: " + got + " (expected: " + expected + ")", hint);
                }
            }
            return new ProviderStatus(label, true, "ran a test model and gave the right answer", "");
        } catch (OrtException e) {
            return new ProviderStatus(label, false, "built in but does not run: " + OnnxSession.message(e), hint);
        } catch (OnnxException | RuntimeException | LinkageError e) {
            return new ProviderStatus(label, false, "built in but does not run: " + e.getMessage(), hint);
        }
    }

    private static Tensor input() {
        ByteBuffer data = ByteBuffer.allocateDirect(INPUT.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : INPUT) {
            data.putFloat(value);
        }
        return new Tensor("x", DataType.FP32, new long[] {1, INPUT.length}, data.flip());
    }

    private static byte[] model() {
        try (InputStream in = ProviderProbe.class.getResourceAsStream(MODEL)) {
            if (in == null) {
                throw new IllegalStateException(MODEL + ": not in the jar");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(MODEL + ": " + e.getMessage(), e);
        }
    }
}
