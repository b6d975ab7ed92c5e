package io.gearshift.registry.gear;

import io.gearshift.core.serve.Tensor;
import io.gearshift.registry.manifest.Variant;
import io.gearshift.registry.onnx.OnnxException;
import io.gearshift.registry.onnx.OnnxSession;
import io.gearshift.registry.onnx.OrtRuntime;
import io.gearshift.registry.onnx.RunOutput;
import java.util.List;

/** A loaded local variant. Runs on many threads at once; closed only when none runs. */
interface LocalSession {

    RunOutput run(List<Tensor> inputs, List<String> outputs) throws OnnxException;

    void close();

    /** Makes sessions. */
    interface Loader {
        LocalSession load(Variant variant, String provider, int threads) throws OnnxException;
    }

    static Loader by(OrtRuntime runtime) {
        return (variant, provider, threads) ->
                of(runtime.load(variant.requireFile(), variant.sha256(), provider, threads));
    }

    private static LocalSession of(OnnxSession session) {
        return new LocalSession() {
            @Override
            public RunOutput run(List<Tensor> inputs, List<String> outputs) throws OnnxException {
                return session.run(inputs, outputs);
            }

            @Override
            public void close() {
                session.close();
            }
        };
    }
}
