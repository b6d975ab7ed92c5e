package io.gearshift.registry.derive;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.gearshift.registry.derive.calibrate.Steps;
import io.gearshift.registry.derive.check.Agreement;
import io.gearshift.registry.derive.graph.DeriveException;
import io.gearshift.registry.derive.graph.ModelCheck;
import io.gearshift.registry.derive.graph.OnnxFile;
import io.gearshift.registry.onnx.OnnxException;
import io.gearshift.registry.onnx.OnnxSession;
import io.gearshift.registry.onnx.OrtRuntime;
import io.gearshift.registry.samples.SampleSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where candidates are tried: the runtime, the parent's session, a folder for files that are deleted again.
 *
 * @param folder for temporary files
 */
record Workshop(OrtRuntime runtime, OnnxSession parent, Path folder) {

    private static final int THREADS = 1;

    static OnnxSession load(OrtRuntime runtime, Path file) throws OnnxException {
        return runtime.load(file, "", "cpu", THREADS);
    }

    /** How the candidate's answers to the samples compare with the parent's. */
    Agreement compare(ModelProto candidate, SampleSet samples, Watch watch)
            throws IOException, OnnxException, DeriveException {
        watch.require();
        ModelCheck.require(candidate);
        Path file = Files.createTempFile(folder, "candidate", ".onnx");
        try {
            OnnxFile.write(candidate, file);
            try (OnnxSession session = load(runtime, file)) {
                return Agreement.measure(parent, session, samples, null, Quiet.of(watch));
            }
        } finally {
            Files.delete(file);
        }
    }

    /** Ends with the watch and shows it nothing: the steps that it sees are those of the search. */
    private record Quiet(Watch watch) implements Steps {

        static Quiet of(Watch watch) {
            return new Quiet(watch);
        }

        @Override
        public void at(int done, int total) {}

        @Override
        public void require() throws DeriveException {
            watch.require();
        }
    }
}
