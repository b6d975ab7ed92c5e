package io.gearshift.registry.derive;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.gearshift.registry.derive.calibrate.Calibration;
import io.gearshift.registry.derive.calibrate.Observer;
import io.gearshift.registry.derive.calibrate.Range;
import io.gearshift.registry.derive.calibrate.Tap;
import io.gearshift.registry.derive.check.Agreement;
import io.gearshift.registry.derive.graph.DeriveException;
import io.gearshift.registry.derive.graph.Graph;
import io.gearshift.registry.derive.quantise.BiasCorrection;
import io.gearshift.registry.derive.quantise.StaticQuantiser;
import io.gearshift.registry.onnx.OnnxException;
import io.gearshift.registry.samples.SampleSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the ranges and the operators to leave in float with which a statically quantised model answers as its parent does.
 * All on bytes comes first; when that changes too many answers, the operators that do most harm alone are left in float,
 * their weights still bytes, until few enough answers change. Judged on calibration inputs only, never on test labels.
 */
final class StaticSearch {

    /** More make the search slower, not its choice better. */
    private static final int MOST_SAMPLES = 512;

    /** For one operator alone the error is a mean over many values: few samples tell. */
    private static final int SENSITIVITY_SAMPLES = 32;

    /** Tried first, and for the sensitivities: the best single choice on all sample models. */
    private static final Observer USUAL = Observer.MSE;

    /** A layer's shift is also that of the layers before it: all of it at once may be too much. */
    private static final List<Double> BIAS_SHARES = List.of(1.0, 0.5);

    private final Workshop workshop;
    private final ModelProto model;
    private final SampleSet samples;
    private final double mostLossPoints;
    private final Watch watch;
    private final Map<Observer, Map<String, Range>> ranges = new EnumMap<>(Observer.class);

    /** @param mostLossPoints accuracy points that may be lost */
    StaticSearch(Workshop workshop, ModelProto model, SampleSet samples, double mostLossPoints, Watch watch) {
        this.workshop = workshop;
        this.model = model;
        this.samples = samples;
        this.mostLossPoints = mostLossPoints;
        this.watch = watch;
    }

    Recipe find() throws IOException, OnnxException, DeriveException {
        List<String> operators = StaticQuantiser.operators(Graph.of(model));
        if (operators.isEmpty()) {
            throw new DeriveException(
                    "no convolution or matrix product with constant FP32 weights: nothing to quantise", "");
        }
        calibrate();
        List<String> left = leave(operators);
        Observer observer = best(left);
        ModelProto plain = quantised(observer, Set.copyOf(left), Set.of());
        Optional<ModelProto> corrected = corrected(plain, observer, left);
        String how = String.format(
                Locale.ROOT,
                "static int8, weights per channel, activations uint8, ranges %s over %d samples, %s%d of %d operators in float",
                observer.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                samples.count(),
                corrected.isPresent() ? "biases corrected, " : "",
                left.size(),
                operators.size());
        return Recipe.of(corrected.orElse(plain), how, left);
    }

    /** With other biases, when the model then answers more like its parent than without; less of it may be better. */
    private Optional<ModelProto> corrected(ModelProto plain, Observer observer, List<String> left)
            throws IOException, OnnxException, DeriveException {
        watch.stage("correcting biases");
        SampleSet some = samples.thinned(MOST_SAMPLES);
        BiasCorrection correction = new BiasCorrection(model);
        if (correction.values().isEmpty()) {
            return Optional.empty();
        }
        Map<String, double[]> expected = means(correction, model, some);
        Map<String, double[]> actual = means(correction, plain, some);
        double least = workshop.compare(plain, some, watch).errorRatio();
        ModelProto best = null;
        for (double share : BIAS_SHARES) {
            ModelProto candidate = quantised(
                    new BiasCorrection(model).apply(expected, actual, share), observer, Set.copyOf(left), Set.of());
            double error = workshop.compare(candidate, some, watch).errorRatio();
            if (error < least) {
                least = error;
                best = candidate;
            }
        }
        return Optional.ofNullable(best);
    }

    private Map<String, double[]> means(BiasCorrection correction, ModelProto of, SampleSet some)
            throws IOException, OnnxException, DeriveException {
        try (Tap tap = Tap.open(workshop.runtime(), of, correction.values(), workshop.folder())) {
            return correction.means(tap, some, watch);
        }
    }

    private void calibrate() throws IOException, OnnxException, DeriveException {
        watch.stage("calibrating");
        Set<String> values = StaticQuantiser.values(Graph.of(model));
        try (Tap tap = Tap.open(workshop.runtime(), model, values, workshop.folder())) {
            Calibration calibration = Calibration.run(tap, samples, watch);
            for (Observer observer : Observer.values()) {
                ranges.put(observer, calibration.ranges(observer));
            }
        }
    }

    private ModelProto quantised(Observer observer, Set<String> left, Set<String> kept) {
        return quantised(model, observer, left, kept);
    }

    private ModelProto quantised(ModelProto of, Observer observer, Set<String> left, Set<String> kept) {
        Graph graph = Graph.of(of);
        StaticQuantiser.apply(graph, ranges.getOrDefault(observer, Map.of()), left, kept);
        return graph.toModel();
    }

    /** The operators to leave in float, the most harmful first. */
    private List<String> leave(List<String> operators) throws IOException, OnnxException, DeriveException {
        SampleSet some = samples.thinned(MOST_SAMPLES);
        watch.stage("trying all on 8 bits");
        if (isClose(workshop.compare(quantised(USUAL, Set.of(), Set.of()), some, watch))) {
            return List.of();
        }
        List<String> harmful = byHarm(operators);
        watch.stage("leaving the most harmful in float");
        for (int count = 1; count < harmful.size(); count += Math.max(1, count / 3)) {
            List<String> left = harmful.subList(0, count);
            watch.at(count, harmful.size());
            if (isClose(workshop.compare(quantised(USUAL, Set.copyOf(left), Set.of()), some, watch))) {
                return List.copyOf(left);
            }
        }
        return List.copyOf(harmful);
    }

    /**
     * An answer near the border of two classes changes as often to the right one as away from it, so that of the changed
     * ones at most half are lost; and one sample more or less is chance.
     */
    private boolean isClose(Agreement agreement) {
        double oneSample = 100.0 / agreement.samples();
        return agreement.changedPoints() <= 2 * mostLossPoints + (agreement.sameClass() == null ? 0 : oneSample);
    }

    private List<String> byHarm(List<String> operators) throws IOException, OnnxException, DeriveException {
        watch.stage("finding what harms accuracy");
        SampleSet few = samples.thinned(SENSITIVITY_SAMPLES);
        Map<String, Double> harm = new LinkedHashMap<>();
        for (String operator : operators) {
            Set<String> others = new HashSet<>(operators);
            others.remove(operator);
            harm.put(
                    operator,
                    workshop.compare(quantised(USUAL, Set.of(), others), few, watch)
                            .errorRatio());
            watch.at(harm.size(), operators.size());
        }
        List<String> sorted = new ArrayList<>(operators);
        sorted.sort(Comparator.comparing((String operator) -> -harm.getOrDefault(operator, 0.0)));
        return sorted;
    }

    private Observer best(List<String> left) throws IOException, OnnxException, DeriveException {
        watch.stage("choosing ranges");
        SampleSet some = samples.thinned(MOST_SAMPLES);
        Observer best = USUAL;
        double least = Double.POSITIVE_INFINITY;
        for (Observer observer : Observer.values()) {
            double error = workshop.compare(quantised(observer, Set.copyOf(left), Set.of()), some, watch)
                    .errorRatio();
            watch.at(observer.ordinal() + 1, Observer.values().length);
            if (error < least) {
                least = error;
                best = observer;
            }
        }
        return best;
    }
}
