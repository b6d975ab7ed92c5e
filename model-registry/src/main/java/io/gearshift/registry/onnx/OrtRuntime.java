package io.gearshift.registry.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.gearshift.registry.oip.BufferPool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ONNX Runtime of this process. Thread-safe.
 *
 * <p>Sessions do not spin: on a busy device spinning cost three times the CPU per request and half the throughput.
 */
public final class OrtRuntime implements AutoCloseable {

    /** Outputs of a few concurrent requests to each of a handful of models; idle memory that steady serving reuses. */
    private static final long MOST_IDLE_BYTES = 8 << 20;

    /** The native environment exists once a process and is never closed: live sessions hang on it. */
    private static final OrtEnvironment ENVIRONMENT =
            OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "gearshift");

    private final BufferPool pool = new BufferPool(MOST_IDLE_BYTES);
    private final @Nullable Path prepackDir;
    private @Nullable List<ProviderStatus> providers;

    private OrtRuntime(@Nullable Path prepackDir) {
        this.prepackDir = prepackDir;
    }

    /** @param prepackDir where optimised models with prepacked weights are kept; null loads every model from its file */
    public static OrtRuntime open(@Nullable Path prepackDir) {
        return new OrtRuntime(prepackDir);
    }

    public String version() {
        return ENVIRONMENT.getVersion();
    }

    /** Probed once, at the first call; CPU first. Takes tens of milliseconds. */
    public synchronized List<ProviderStatus> providers() {
        if (providers == null) {
            providers = List.of(new ProviderStatus("cpu", true, "part of the runtime", ""));
        }
        return providers;
    }

    /**
     * Makes a session.
     *
     * @param sha256 of the file, as the manifest states it
     * @param provider lower-case name, as in {@link ProviderStatus#name}
     * @param threads for one inference; the calling thread is one of them
     */
    public OnnxSession load(Path file, String sha256, String provider, int threads) throws OnnxException {
        requireFile(file);
        try (SessionOptions options = options(threads)) {
            return session(file, options);
        } catch (OrtException e) {
            throw OnnxException.runtime(file.getFileName() + ": " + OnnxSession.message(e), e);
        }
    }

    /** What the file says of itself; fails when it is no model. Nothing of it stays loaded. */
    public ModelSignature inspect(Path file) throws OnnxException {
        requireFile(file);
        try (SessionOptions options = options(1)) {
            options.setOptimizationLevel(SessionOptions.OptLevel.NO_OPT);
            options.addConfigEntry("session.disable_prepacking", "1");
            try (OnnxSession session = session(file, options)) {
                return new ModelSignature(session.inputs(), session.outputs());
            }
        } catch (OrtException e) {
            throw OnnxException.runtime(file.getFileName() + ": " + OnnxSession.message(e), e);
        }
    }

    private OnnxSession session(Path file, SessionOptions options) throws OrtException, OnnxException {
        OrtSession session = ENVIRONMENT.createSession(file.toString(), options);
        try {
            return new OnnxSession(ENVIRONMENT, session, pool);
        } catch (OnnxException | OrtException | RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private static SessionOptions options(int threads) throws OrtException {
        SessionOptions options = new SessionOptions();
        options.setIntraOpNumThreads(threads);
        options.setInterOpNumThreads(1);
        options.addConfigEntry("session.intra_op.allow_spinning", "0");
        options.addConfigEntry("session.inter_op.allow_spinning", "0");
        return options;
    }

    private static void requireFile(Path file) throws OnnxException {
        if (!Files.isRegularFile(file)) {
            throw OnnxException.runtime(file + ": no such file");
        }
    }

    /** Sessions stay valid; the native environment lives as long as the process. */
    @Override
    public void close() {}
}
