package io.gearshift.registry.derive.prune;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;

/**
 * How many channels each group gives: step by step those go whose loss harms the answers least for what it saves in weights
 * and multiply-adds, until the share of both has gone. Not thread-safe.
 */
public final class Allocation {

    private final ChannelMap map;
    private final Map<ChannelGroup, List<Integer>> orders;
    private final Map<ChannelGroup, NavigableMap<Integer, Double>> harms;
    private final Map<ChannelGroup, Integer> counts = new LinkedHashMap<>();
    private final Costs all;

    /**
     * @param orders of the channels of each group, the first to go first
     * @param harms error of the model's answers by number of channels gone, the group's alone
     */
    public Allocation(
            ChannelMap map,
            Map<ChannelGroup, List<Integer>> orders,
            Map<ChannelGroup, NavigableMap<Integer, Double>> harms) {
        this.map = map;
        this.orders = orders;
        this.harms = harms;
        this.all = Costs.of(map, Set.of());
        orders.keySet().forEach(group -> counts.put(group, 0));
    }

    /**
     * @param ratio share of the weights, and of the multiply-adds, that is to go at least; 0..1
     * @return the channels that go; empty when all that may go are less
     */
    public Optional<Set<Integer>> choose(double ratio) {
        while (Costs.of(map, gone()).saved(all) < ratio) {
            Optional<ChannelGroup> next = next(ratio);
            if (next.isEmpty()) {
                return Optional.empty();
            }
            counts.merge(next.get(), next.get().step(), Integer::sum);
        }
        return Optional.of(gone());
    }

    /** How many of each group have gone. */
    public Map<ChannelGroup, Integer> counts() {
        return counts;
    }

    private Optional<ChannelGroup> next(double ratio) {
        double now = progress(ratio);
        ChannelGroup best = null;
        double least = Double.POSITIVE_INFINITY;
        for (ChannelGroup group : orders.keySet()) {
            int count = counts.getOrDefault(group, 0);
            if (count + group.step() > orders.getOrDefault(group, List.of()).size()) {
                continue;
            }
            counts.put(group, count + group.step());
            double saved = progress(ratio) - now;
            counts.put(group, count);
            double price = (harm(group, count + group.step()) - harm(group, count)) / Math.max(saved, 1e-12);
            if (best == null || price < least) {
                least = price;
                best = group;
            }
        }
        return Optional.ofNullable(best);
    }

    /** Of either share only what is asked for counts. */
    private double progress(double ratio) {
        Costs costs = Costs.of(map, gone());
        return Math.min(ratio, costs.weightsSaved(all)) + Math.min(ratio, costs.multiplyAddsSaved(all));
    }

    private double harm(ChannelGroup group, int count) {
        NavigableMap<Integer, Double> curve = harms.getOrDefault(group, new java.util.TreeMap<>());
        Map.Entry<Integer, Double> below = curve.floorEntry(count);
        Map.Entry<Integer, Double> above = curve.ceilingEntry(count);
        int from = below == null ? 0 : below.getKey();
        double low = below == null ? 0 : below.getValue();
        if (above == null || above.getKey() == from) {
            return low;
        }
        return low + (above.getValue() - low) * (count - from) / (above.getKey() - from);
    }

    private Set<Integer> gone() {
        Set<Integer> gone = new HashSet<>();
        counts.forEach((group, count) ->
                gone.addAll(orders.getOrDefault(group, List.of()).subList(0, count)));
        return gone;
    }
}
