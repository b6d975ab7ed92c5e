package io.gearshift.registry.derive;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.gearshift.registry.derive.calibrate.Tap;
import io.gearshift.registry.derive.graph.DeriveException;
import io.gearshift.registry.derive.prune.Allocation;
import io.gearshift.registry.derive.prune.ChannelGroup;
import io.gearshift.registry.derive.prune.ChannelMap;
import io.gearshift.registry.derive.prune.Costs;
import io.gearshift.registry.derive.prune.Moments;
import io.gearshift.registry.derive.prune.Refit;
import io.gearshift.registry.derive.prune.StandIn;
import io.gearshift.registry.onnx.OnnxException;
import io.gearshift.registry.samples.SampleSet;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds the channels that a model answers best without, removes them and fits the rest. Judged on calibration inputs only,
 * never on test labels.
 */
final class PruneSearch {

    /** More make the fit slower, hardly better. */
    private static final int MOST_SAMPLES = 1024;

    private static final int SENSITIVITY_SAMPLES = 32;

    /** Numbers of channels at which each group is tried alone; the error between them is interpolated. */
    private static final int LEVELS = 4;

    private final Workshop workshop;
    private final ModelProto model;
    private final SampleSet samples;
    private final Watch watch;

    PruneSearch(Workshop workshop, ModelProto model, SampleSet samples, Watch watch) {
        this.workshop = workshop;
        this.model = model;
        this.samples = samples.thinned(MOST_SAMPLES);
        this.watch = watch;
    }

    /** @param ratio share of the weights of convolutions and products, and of their multiply-adds, that is to go; 0..1 */
    Recipe find(double ratio) throws IOException, OnnxException, DeriveException {
        watch.stage("following channels");
        ChannelMap map = ChannelMap.of(model, workshop.shapes(model, samples));
        if (map.groups().isEmpty()) {
            throw nothing(map);
        }
        watch.stage("measuring channels");
        Moments moments = moments(map);
        Map<ChannelGroup, List<Integer>> orders = orders(map, moments);
        if (orders.isEmpty()) {
            throw nothing(map);
        }
        Allocation allocation = new Allocation(map, orders, harms(map, moments, orders));
        Costs all = Costs.of(map, Set.of());
        Costs most = Costs.of(map, everything(orders));
        Set<Integer> gone = allocation
                .choose(ratio)
                .orElseThrow(() -> new DeriveException(
                        String.format(
                                Locale.ROOT,
                                "--prune %s: only %.2f %% of the weights and %.2f %% of the multiply-adds can go (expected: a"
                                        + " share of both that the model can give)",
                                ratio,
                                100 * most.weightsSaved(all),
                                100 * most.multiplyAddsSaved(all)),
                        map.whole().isEmpty()
                                ? ""
                                : "what stays whole: " + map.whole().get(0)));
        watch.stage("fitting what is left");
        ModelProto pruned = new Refit(workshop.runtime(), workshop.folder(), samples, model)
                .fit(map, StandIn.without(map, moments, model, gone), gone, watch);
        Costs left = Costs.of(map, gone);
        String how = String.format(
                Locale.ROOT,
                "pruned: %.1f %% of the weights and %.1f %% of the multiply-adds removed, %d channels of %d groups;"
                        + " the rest fitted on %d samples",
                100 * left.weightsSaved(all),
                100 * left.multiplyAddsSaved(all),
                gone.size(),
                allocation.counts().values().stream().filter(count -> count > 0).count(),
                samples.count());
        return new Recipe(pruned, how, List.of(), map.whole());
    }

    private static DeriveException nothing(ChannelMap map) {
        String reason = map.whole().isEmpty() ? "no FP32 weights" : map.whole().get(0);
        return new DeriveException("no channel can be removed: " + reason, "--int8 makes it smaller, too");
    }

    private static Set<Integer> everything(Map<ChannelGroup, List<Integer>> orders) {
        Set<Integer> gone = new java.util.HashSet<>();
        orders.values().forEach(gone::addAll);
        return gone;
    }

    private Moments moments(ChannelMap map) throws IOException, OnnxException, DeriveException {
        try (Tap tap = Tap.open(workshop.runtime(), model, Moments.values(map), workshop.folder())) {
            return Moments.measure(map, tap, samples, watch);
        }
    }

    private Map<ChannelGroup, List<Integer>> orders(ChannelMap map, Moments moments) throws DeriveException {
        watch.stage("ordering channels");
        Map<ChannelGroup, List<Integer>> orders = new LinkedHashMap<>();
        int done = 0;
        for (ChannelGroup group : map.groups()) {
            watch.require();
            if (moments.isKnown(group)) {
                orders.put(group, moments.order(group));
            }
            watch.at(++done, map.groups().size());
        }
        return orders;
    }

    private Map<ChannelGroup, NavigableMap<Integer, Double>> harms(
            ChannelMap map, Moments moments, Map<ChannelGroup, List<Integer>> orders)
            throws IOException, OnnxException, DeriveException {
        watch.stage("finding what harms accuracy");
        SampleSet few = samples.thinned(SENSITIVITY_SAMPLES);
        Map<ChannelGroup, NavigableMap<Integer, Double>> harms = new LinkedHashMap<>();
        for (Map.Entry<ChannelGroup, List<Integer>> entry : orders.entrySet()) {
            NavigableMap<Integer, Double> curve = new TreeMap<>();
            double worst = 0;
            for (int level = 1; level <= LEVELS; level++) {
                int count = entry.getValue().size() * level / LEVELS;
                Set<Integer> gone = Set.copyOf(entry.getValue().subList(0, count));
                worst = Math.max(
                        worst,
                        workshop.compare(StandIn.without(map, moments, model, gone), few, watch)
                                .errorRatio());
                curve.put(count, worst);
            }
            harms.put(entry.getKey(), curve);
            watch.at(harms.size(), orders.size());
        }
        return harms;
    }
}
