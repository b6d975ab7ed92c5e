package io.gearshift.registry.derive;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.gearshift.core.serve.Tensor;
import io.gearshift.registry.derive.check.Latency;
import io.gearshift.registry.derive.graph.DeriveException;
import io.gearshift.registry.derive.graph.Graph;
import io.gearshift.registry.derive.graph.ModelCheck;
import io.gearshift.registry.derive.graph.OnnxFile;
import io.gearshift.registry.derive.split.Cut;
import io.gearshift.registry.derive.split.CutCost;
import io.gearshift.registry.derive.split.Cuts;
import io.gearshift.registry.derive.split.Front;
import io.gearshift.registry.derive.split.Joined;
import io.gearshift.registry.derive.split.OperatorCosts;
import io.gearshift.registry.derive.split.Parts;
import io.gearshift.registry.derive.split.WireValue;
import io.gearshift.registry.derive.split.WireValues;
import io.gearshift.registry.onnx.OnnxException;
import io.gearshift.registry.onnx.OnnxSession;
import io.gearshift.registry.onnx.RunOutput;
import io.gearshift.registry.samples.SampleSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the cuts worth making: on the Pareto front, and answering bit for bit as the whole. A cut in the midst of what the
 * runtime computes as one, such as a layer norm, answers otherwise in the last bits; such cuts are left out, and the front
 * is that of the others.
 */
final class SplitSearch {

    /** Shares of the whole's time that count as equal: about what timing on a busy device can tell apart. */
    private static final double RESOLUTION = 0.05;

    /** Bits differ on the first samples or not at all. */
    private static final int MOST_SAMPLES = 32;

    /** Another batch than one sample, and odd: kernels compute in blocks. */
    private static final int BATCH = 3;

    private final Workshop workshop;
    private final ModelProto model;
    private final SampleSet samples;
    private final double cloudSpeedup;
    private final Watch watch;
    private final List<Tensor> one;
    private final Map<Cut, Optional<CutCost>> tried = new HashMap<>();

    /** @param model simplified */
    SplitSearch(Workshop workshop, ModelProto model, SampleSet samples, double cloudSpeedup, Watch watch) {
        this.workshop = workshop;
        this.model = model;
        this.samples = samples.thinned(MOST_SAMPLES);
        this.cloudSpeedup = cloudSpeedup;
        this.watch = watch;
        this.one = samples.batch(0, samples.batchOf(1));
    }

    /**
     * @param looked number of cuts compared
     * @param different number of cuts that answer otherwise than the whole
     * @param sizes of the model's values
     */
    record Found(int looked, int different, double wholeMs, Map<String, WireValue> sizes, List<CutCost> front) {}

    Found find() throws IOException, OnnxException, DeriveException {
        watch.stage("finding cuts");
        Map<String, WireValue> sizes = WireValues.measure(workshop.runtime(), model, one, workshop.folder());
        List<Cut> cuts = Cuts.of(Graph.of(model), sizes);
        watch.require();
        if (cuts.isEmpty()) {
            throw new DeriveException(
                    "no cut: the model has a single operator, or all that crosses cannot be sent (sequences and the like)",
                    "");
        }
        OperatorCosts costs = OperatorCosts.measure(workshop.runtime(), model, sizes, one, workshop.folder());
        double wholeMs = Latency.medianMs(workshop.parent(), one, watch);
        List<CutCost> estimates = new ArrayList<>();
        for (Cut cut : cuts) {
            double share = costs.headShare(cut);
            estimates.add(new CutCost(cut, false, 0, share * wholeMs, (1 - share) * wholeMs / cloudSpeedup));
        }
        List<CutCost> front = front(estimates, sizes, wholeMs);
        int different = (int) tried.values().stream().filter(Optional::isEmpty).count();
        if (front.isEmpty()) {
            throw new DeriveException(
                    "none of " + cuts.size() + " cuts answers bit for bit as the whole",
                    "does the model answer twice the same? random operators do not");
        }
        return new Found(cuts.size(), different, wholeMs, sizes, front);
    }

    /** Of estimates first, then of what was measured of those on it. */
    private List<CutCost> front(List<CutCost> estimates, Map<String, WireValue> sizes, double wholeMs)
            throws IOException, OnnxException, DeriveException {
        watch.stage("trying cuts");
        Set<Cut> refused = new HashSet<>();
        while (true) {
            List<CutCost> left = estimates.stream()
                    .filter(estimate -> !refused.contains(estimate.cut()))
                    .toList();
            List<CutCost> front = Front.of(left, RESOLUTION * wholeMs);
            List<CutCost> measured = new ArrayList<>();
            for (CutCost estimate : front) {
                Cut cut = estimate.cut();
                if (!tried.containsKey(cut)) {
                    tried.put(cut, measure(cut, sizes));
                }
                tried.get(cut).ifPresentOrElse(measured::add, () -> refused.add(cut));
                watch.at(Math.min(measured.size(), front.size()), front.size());
            }
            if (measured.size() == front.size()) {
                return Front.of(measured, RESOLUTION * wholeMs);
            }
        }
    }

    /** Empty when the two parts do not answer as the whole. */
    private Optional<CutCost> measure(Cut cut, Map<String, WireValue> sizes)
            throws IOException, OnnxException, DeriveException {
        Parts parts = Parts.of(model, cut, sizes);
        Parts kept = parts.withLayoutKept(cut, sizes);
        Optional<CutCost> cost = measure(cut, parts, sizes, false);
        return cost.isPresent() || kept.tail().equals(parts.tail()) ? cost : measure(cut, kept, sizes, true);
    }

    private Optional<CutCost> measure(Cut cut, Parts parts, Map<String, WireValue> sizes, boolean isLayoutKept)
            throws IOException, OnnxException, DeriveException {
        watch.require();
        ModelCheck.require(parts.head());
        ModelCheck.require(parts.tail());
        Path headFile = workshop.folder().resolve("try.head.onnx");
        Path tailFile = workshop.folder().resolve("try.tail.onnx");
        OnnxFile.write(parts.head(), headFile);
        OnnxFile.write(parts.tail(), tailFile);
        try (OnnxSession head = Workshop.load(workshop.runtime(), headFile);
                OnnxSession tail = Workshop.load(workshop.runtime(), tailFile)) {
            Joined joined = new Joined(head, tail);
            return isSame(joined) ? Optional.of(cost(cut, joined, sizes, isLayoutKept)) : Optional.empty();
        } finally {
            Files.deleteIfExists(headFile);
            Files.deleteIfExists(tailFile);
        }
    }

    private boolean isSame(Joined joined) throws OnnxException, DeriveException {
        int step = samples.batchOf(1);
        for (int from = 0; from < samples.count(); from += step) {
            watch.require();
            if (!joined.isSame(workshop.parent(), samples.batch(from, from + step))) {
                return false;
            }
        }
        int batch = samples.batchOf(BATCH);
        return batch == step || joined.isSame(workshop.parent(), samples.batch(0, batch));
    }

    private CutCost cost(Cut cut, Joined joined, Map<String, WireValue> sizes, boolean isLayoutKept)
            throws OnnxException, DeriveException {
        List<Tensor> ofHead = joined.ofHead(one);
        double deviceMs = Latency.medianMs(joined.head(), ofHead, watch);
        double cloudMs;
        try (RunOutput given = joined.head().run(ofHead, List.of())) {
            cloudMs = Latency.medianMs(joined.tail(), joined.ofTail(one, given.outputs()), watch);
        }
        long answerBytes = joined.tail().outputs().stream()
                .mapToLong(output -> Optional.ofNullable(sizes.get(output.name()))
                        .map(WireValue::bytes)
                        .orElse(0L))
                .sum();
        return new CutCost(cut, isLayoutKept, answerBytes, deviceMs, cloudMs / cloudSpeedup);
    }
}
