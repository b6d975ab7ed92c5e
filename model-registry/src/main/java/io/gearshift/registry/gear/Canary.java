package io.gearshift.registry.gear;

import io.gearshift.core.serve.InferenceException;
import io.gearshift.core.serve.Tensor;
import io.gearshift.core.serve.TensorSpec;
import io.gearshift.core.swap.SwapPhase;
import io.gearshift.registry.manifest.Manifest;
import io.gearshift.registry.manifest.Tolerance;
import io.gearshift.registry.onnx.OnnxException;
import io.gearshift.registry.onnx.RunOutput;
import io.gearshift.registry.onnx.SampleInputs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Tries a new gear on sample inputs before it serves: right names, types and shapes, finite numbers, and agreement with
 * the reference variant within the manifest's tolerance. The reference's answers are computed once. Owned by the thread
 * that swaps.
 */
final class Canary {

    /** More than one, so that no single lucky input decides; each costs one inference. */
    static final int SAMPLES = 3;

    /** A gear under trial. */
    interface Trial {
        RunOutput ask(List<Tensor> inputs) throws OnnxException, InferenceException;
    }

    private final Manifest manifest;
    private final List<List<Tensor>> samples = new ArrayList<>(SAMPLES);
    private @Nullable List<List<double[]>> reference;

    Canary(Manifest manifest) {
        this.manifest = manifest;
        for (int seed = 1; seed <= SAMPLES; seed++) {
            samples.add(SampleInputs.of(manifest, seed));
        }
    }

    List<Tensor> sample() {
        return samples.get(0);
    }

    boolean hasReference() {
        return reference != null;
    }

    /** Checks the reference variant itself and keeps its answers. */
    void learn(Trial trial) throws SwapFailure {
        reference = answers(trial);
    }

    /** Without known answers of the reference only form and finiteness are checked. */
    void check(Trial trial) throws SwapFailure {
        List<List<double[]>> answers = answers(trial);
        List<List<double[]>> expected = reference;
        if (expected == null) {
            return;
        }
        Tolerance tolerance = manifest.tolerance();
        double agreement = Agreement.best(tolerance.metric());
        for (int i = 0; i < SAMPLES; i++) {
            agreement = Agreement.worse(tolerance.metric(), agreement, agreement(expected.get(i), answers.get(i)));
        }
        if (!Agreement.isWithin(tolerance, agreement)) {
            throw failure(String.format(
                    Locale.ROOT,
                    "its answers are not those of the reference variant '%s': %s %.4g (expected: %s %s)",
                    manifest.reference().name(),
                    tolerance.metric(),
                    agreement,
                    tolerance.metric() == Tolerance.Metric.MAX_ABS ? "at most" : "at least",
                    tolerance.value()));
        }
    }

    private double agreement(List<double[]> expected, List<double[]> actual) throws SwapFailure {
        Tolerance.Metric metric = manifest.tolerance().metric();
        double worst = Agreement.best(metric);
        for (int i = 0; i < expected.size(); i++) {
            TensorSpec spec = manifest.outputs().get(i);
            double[] a = expected.get(i);
            double[] b = actual.get(i);
            if (a.length != b.length) {
                throw failure("output '" + spec.name() + "': " + b.length + " elements (expected: " + a.length
                        + " as of the reference variant)");
            }
            worst = Agreement.worse(metric, worst, Agreement.of(metric, a, b, lastDimension(spec, a.length)));
        }
        return worst;
    }

    private static int lastDimension(TensorSpec spec, int elements) {
        int rank = spec.shape().size();
        long last = rank == 0 ? 1 : spec.shape().get(rank - 1);
        return last > 0 ? (int) last : Math.max(1, elements);
    }

    private List<List<double[]>> answers(Trial trial) throws SwapFailure {
        List<List<double[]>> answers = new ArrayList<>(SAMPLES);
        for (List<Tensor> sample : samples) {
            try (RunOutput output = trial.ask(sample)) {
                answers.add(numbers(output.outputs()));
            } catch (OnnxException | InferenceException e) {
                throw new SwapFailure(SwapPhase.CANARY, String.valueOf(e.getMessage()), e);
            }
        }
        return answers;
    }

    private List<double[]> numbers(List<Tensor> outputs) throws SwapFailure {
        List<double[]> numbers = new ArrayList<>(outputs.size());
        for (TensorSpec spec : manifest.outputs()) {
            Tensor output = outputs.stream()
                    .filter(tensor -> tensor.name().equals(spec.name()))
                    .findFirst()
                    .orElseThrow(() -> failure("output '" + spec.name() + "': missing"));
            checkForm(spec, output);
            numbers.add(Numbers.areNumbers(output) ? Numbers.of(output) : new double[0]);
        }
        return numbers;
    }

    private static void checkForm(TensorSpec spec, Tensor output) throws SwapFailure {
        long[] shape = output.shape();
        boolean isFit =
                output.type() == spec.type() && shape.length == spec.shape().size();
        for (int i = 0; isFit && i < shape.length; i++) {
            isFit = spec.shape().get(i) < 0 || spec.shape().get(i) == shape[i];
        }
        if (!isFit) {
            throw failure("output '" + spec.name() + "': " + output.type() + " " + Arrays.toString(shape)
                    + " (expected: " + spec.type() + " " + spec.shape() + ")");
        }
        long at = Numbers.firstNotFinite(output);
        if (at >= 0) {
            throw failure("output '" + spec.name() + "': element " + at + " is not a finite number");
        }
    }

    private static SwapFailure failure(String problem) {
        return new SwapFailure(SwapPhase.CANARY, problem);
    }
}
