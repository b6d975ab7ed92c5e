package io.gearshift.registry.derive;

import io.gearshift.core.serve.Tensor;
import io.gearshift.core.serve.TensorSpec;
import io.gearshift.registry.derive.graph.DeriveException;
import io.gearshift.registry.manifest.Manifest;
import io.gearshift.registry.onnx.SampleInputs;
import io.gearshift.registry.samples.Labels;
import io.gearshift.registry.samples.RawInputs;
import io.gearshift.registry.samples.SampleSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The inputs that a derivation works with.
 *
 * @param calibration null when there are none
 * @param test for the comparison with the parent: real ones, else generated
 * @param labels of the test inputs; null when there are none
 */
record Inputs(@Nullable SampleSet calibration, SampleSet test, boolean areReal, int @Nullable [] labels) {

    private static final int GENERATED = 8;

    /** @param specs of the parent's inputs */
    static Inputs of(
            Manifest manifest,
            List<TensorSpec> specs,
            @Nullable Path calibration,
            @Nullable Path testFolder,
            @Nullable Path labelFile)
            throws IOException, DeriveException {
        Path test = testFolder == null ? calibration : testFolder;
        SampleSet calibrating = calibration == null ? null : RawInputs.read(calibration, manifest, specs);
        SampleSet testing = calibrating;
        if (test == null) {
            testing = generated(manifest, specs);
        } else if (testing == null || !test.equals(calibration)) {
            testing = RawInputs.read(test, manifest, specs);
        }
        if (labelFile == null) {
            return new Inputs(calibrating, testing, test != null, null);
        }
        int[] labels = Labels.read(labelFile);
        if (test == null || labels.length != testing.count()) {
            throw new DeriveException(
                    labelFile + ": " + labels.length + " labels for "
                            + (test == null ? "no inputs" : testing.count() + " inputs in " + test)
                            + " (expected: one an input)",
                    "--test names the folder of the inputs that the labels are of");
        }
        return new Inputs(calibrating, testing, true, labels);
    }

    private static SampleSet generated(Manifest manifest, List<TensorSpec> specs) {
        List<List<Tensor>> samples = new ArrayList<>();
        for (int seed = 1; seed <= GENERATED; seed++) {
            samples.add(SampleInputs.of(specs, manifest.sampleShapes(), seed));
        }
        return SampleSet.of(specs, samples);
    }
}
