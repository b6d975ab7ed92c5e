package io.gearshift.registry.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.gearshift.core.serve.Tensor;
import io.gearshift.core.serve.TensorSpec;
import io.gearshift.registry.oip.BufferPool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ONNX Runtime of this process. Thread-safe.
 *
 * <p>Sessions do not spin: on a busy device spinning cost three times the CPU per request and half the throughput.
 */
public final class OrtRuntime implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OrtRuntime.class);

    /** Outputs of a few concurrent requests to each of a handful of models; idle memory that steady serving reuses. */
    private static final long MOST_IDLE_BYTES = 8 << 20;

    /**
     * The native environment exists once a process and is never closed: live sessions hang on it. It is made at its first
     * use, 140 ms and 15 MB: a daemon without models never needs it.
     */
    private static final class Native {
        static final OrtEnvironment ENVIRONMENT = RuntimeStart.environment();
    }

    private static final int SHA256_DIGITS = 64;

    /** The first runs allocate. */
    private static final int WARM_UPS = 3;

    private final BufferPool pool = new BufferPool(MOST_IDLE_BYTES);
    private final @Nullable PrepackCache cache;
    private @Nullable List<ProviderStatus> providers;

    private OrtRuntime(@Nullable Path prepackDir) {
        cache = prepackDir == null ? null : new PrepackCache(prepackDir);
    }

    /** @param prepackDir where optimised models with prepacked weights are kept; null loads every model from its file */
    public static OrtRuntime open(@Nullable Path prepackDir) {
        return new OrtRuntime(prepackDir);
    }

    public String version() {
        return Native.ENVIRONMENT.getVersion();
    }

    /** Probed once, at the first call; CPU first. Takes tens of milliseconds on the CPU, seconds where there is a GPU. */
    public synchronized List<ProviderStatus> providers() {
        if (providers == null) {
            providers = List.copyOf(new ProviderProbe(Native.ENVIRONMENT, this::probeSession).all());
        }
        return providers;
    }

    /**
     * Makes a session. With a cache, the first load of a model on the CPU also writes its prepacked form, which takes a
     * few times as long as a plain load; later loads are several times shorter. Other providers may not fall back to the CPU.
     *
     * @param sha256 of the file, as the manifest states it
     * @param provider lower-case name, as in {@link ProviderStatus#name}
     * @param threads for one inference; the calling thread is one of them
     */
    public OnnxSession load(Path file, String sha256, String provider, int threads) throws OnnxException {
        requireFile(file);
        try {
            if (!provider.equals(Provider.CPU_NAME)) {
                return load(file, Provider.find(Native.ENVIRONMENT, provider), threads);
            }
            OnnxSession prepacked = prepacked(file, sha256, threads);
            return prepacked != null ? prepacked : load(file, Provider.Setup.CPU, threads);
        } catch (OrtException e) {
            throw failure(file, e);
        }
    }

    private OnnxSession load(Path file, Provider.Setup provider, int threads) throws OrtException, OnnxException {
        try (SessionOptions options = options(threads)) {
            provider.addTo(options);
            return session(file, options);
        }
    }

    /** From the cache; null when this model cannot come from there. */
    private @Nullable OnnxSession prepacked(Path file, String sha256, int threads) throws OrtException, OnnxException {
        if (cache == null
                || sha256.length() != SHA256_DIGITS
                || !file.toString().endsWith(".onnx")) {
            return null;
        }
        PrepackKey key;
        try {
            key = PrepackKey.of(file, sha256, version());
        } catch (IOException e) {
            LOG.warn("No prepacked weights for {}: {}", file, e.toString());
            return null;
        }
        Optional<PrepackEntry> found = cache.find(key);
        PrepackEntry entry =
                (found.isPresent() ? found : cache.make(key, file, customise -> write(file, customise))).orElse(null);
        if (entry == null) {
            return null;
        }
        try (SessionOptions options = options(threads)) {
            // It is optimised already.
            options.setOptimizationLevel(SessionOptions.OptLevel.NO_OPT);
            return session(entry.model(), options);
        } catch (OrtException e) {
            LOG.warn("Prepacked weights of {} are refused; loading the model itself: {}", file, OnnxSession.message(e));
            cache.discard(entry);
            return null;
        }
    }

    private static void write(Path file, PrepackCache.SessionAction customise) throws OrtException {
        try (SessionOptions options = options(1)) {
            customise.apply(options);
            Native.ENVIRONMENT.createSession(file.toString(), options).close();
            NativeMemory.trim(file.toFile().length());
        }
    }

    /**
     * Writes the model as the runtime simplifies it for any device: constants folded, batch norms put into convolutions,
     * what does nothing removed. Operators stay those of the standard.
     *
     * @param target written anew
     */
    public void simplify(Path file, Path target) throws OnnxException {
        requireFile(file);
        try (SessionOptions options = options(1)) {
            options.setOptimizationLevel(SessionOptions.OptLevel.BASIC_OPT);
            options.setOptimizedModelFilePath(target.toString());
            session(file, options).close();
        } catch (OrtException e) {
            throw failure(file, e);
        }
    }

    /**
     * What each operator takes, as the runtime itself measures it; that costs about a microsecond an operator.
     *
     * @param isOptimised as served, with operators fused; else each operator of the file by its own name
     * @param runs timed ones, after {@link #WARM_UPS} others
     * @param folder for a temporary file
     */
    public List<OperatorTime> operatorTimes(
            Path file, String provider, int threads, boolean isOptimised, List<Tensor> inputs, int runs, Path folder)
            throws OnnxException, IOException {
        requireFile(file);
        try (SessionOptions options = options(threads)) {
            if (provider.equals(Provider.CPU_NAME)) {
                Provider.Setup.CPU.addTo(options);
            } else {
                Provider.find(Native.ENVIRONMENT, provider).addTo(options);
            }
            if (!isOptimised) {
                options.setOptimizationLevel(SessionOptions.OptLevel.NO_OPT);
            }
            options.enableProfiling(folder.resolve("operators").toString());
            OrtSession session = Native.ENVIRONMENT.createSession(file.toString(), options);
            Path profile;
            try (OnnxSession wrapped = wrap(session, file.toFile().length())) {
                for (int i = 0; i < WARM_UPS + runs; i++) {
                    wrapped.run(inputs, List.of()).close();
                }
                profile = Path.of(session.endProfiling());
            }
            List<OperatorTime> times = OperatorTimes.read(profile, WARM_UPS);
            Files.delete(profile);
            return times;
        } catch (OrtException e) {
            throw failure(file, e);
        }
    }

    /** Outputs of a model file that can be carried to another machine: tensors of types that the protocol has. */
    public List<TensorSpec> carriedOutputs(Path file) throws OnnxException {
        requireFile(file);
        try (SessionOptions options = options(1)) {
            options.setOptimizationLevel(SessionOptions.OptLevel.NO_OPT);
            options.addConfigEntry("session.disable_prepacking", "1");
            try (OrtSession session = Native.ENVIRONMENT.createSession(file.toString(), options)) {
                return session.getOutputInfo().values().stream()
                        .flatMap(node -> ElementTypes.spec(node).stream())
                        .toList();
            }
        } catch (OrtException e) {
            throw failure(file, e);
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
            throw failure(file, e);
        }
    }

    private OnnxSession session(Path file, SessionOptions options) throws OrtException, OnnxException {
        return wrap(
                Native.ENVIRONMENT.createSession(file.toString(), options),
                file.toFile().length());
    }

    private OnnxSession probeSession(byte[] model, Provider.Setup provider) throws OrtException, OnnxException {
        try (SessionOptions options = options(1)) {
            provider.addTo(options);
            return wrap(Native.ENVIRONMENT.createSession(model, options), model.length);
        }
    }

    private OnnxSession wrap(OrtSession session, long modelBytes) throws OrtException, OnnxException {
        try {
            return new OnnxSession(Native.ENVIRONMENT, session, pool, modelBytes);
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
        // Without VNNI, x86 adds two products of bytes in 16 bits, which are too few: answers would be wrong without a
        // word.
        options.addConfigEntry("session.x64quantprecision", "1");
        return options;
    }

    private static OnnxException failure(Path file, OrtException e) {
        return OnnxException.runtime(file.getFileName() + ": " + OnnxSession.message(e), e);
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
