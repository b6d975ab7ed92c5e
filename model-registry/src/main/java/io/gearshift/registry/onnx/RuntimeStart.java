package io.gearshift.registry.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Makes the native environment on a thread of its own that has room for it. */
final class RuntimeStart {

    /**
     * Looking for devices, version 1.29.0 matches text by recursion, one frame a character: 5 800 frames were counted,
     * 1 MB of stack was too little and the process died without a word, 8 MB sufficed. Only what is touched is taken.
     */
    private static final long STACK_BYTES = 32L << 20;

    private RuntimeStart() {}

    /** Every error comes back as an exception too, so the runtime itself need not write it to standard error. */
    static OrtEnvironment environment() {
        CompletableFuture<OrtEnvironment> made = new CompletableFuture<>();
        Runnable make = () -> {
            try {
                made.complete(OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "gearshift"));
            } catch (Throwable e) {
                made.completeExceptionally(e);
            }
        };
        new Thread(null, make, "onnxruntime-start", STACK_BYTES).start();
        try {
            return made.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e;
        }
    }
}
