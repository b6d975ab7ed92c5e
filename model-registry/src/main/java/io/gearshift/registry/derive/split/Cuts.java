package io.gearshift.registry.derive.split;

import io.gearshift.registry.derive.graph.Graph;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The cuts of a model that are worth a look. All partitions are too many: their number grows exponentially with parallel
 * branches. Looked at are
 *
 * <ul>
 *   <li>each prefix of the topological order, so every split of the device's time is there, and on a chain every cut;
 *   <li>for each edge, from a value to an operator that reads it, the cuts with the fewest bytes among all that cross it: the
 *       one with the smallest head and the one with the largest. Every cut crosses an edge, so nothing sends fewer bytes
 *       than these, with the model as a whole or with any value on the wire.
 * </ul>
 */
public final class Cuts {

    private Cuts() {}

    /** Each once, by the size of the head. */
    public static List<Cut> of(Graph graph, Map<String, WireValue> sizes) {
        Flow flow = Flow.of(graph, sizes);
        Map<BitSet, Cut> cuts = new LinkedHashMap<>();
        BitSet prefix = new BitSet();
        for (int i = 0; i < flow.operators().size() - 1; i++) {
            prefix.set(i);
            add(flow, (BitSet) prefix.clone(), cuts);
        }
        for (Flow.Value value : flow.values()) {
            for (int reader : value.readers()) {
                if (value.producer() >= 0 && value.bytes() < Flow.NEVER) {
                    MinimumCut.through(flow, value.producer(), reader).forEach(head -> add(flow, head, cuts));
                }
            }
        }
        List<Cut> sorted = new ArrayList<>(cuts.values());
        sorted.sort(java.util.Comparator.comparingInt(Cut::size).thenComparingLong(Cut::wireBytes));
        return sorted;
    }

    /** How many operators the cuts part: those that hang on an input, and an output on them. */
    public static int operators(Graph graph, Map<String, WireValue> sizes) {
        return Flow.of(graph, sizes).operators().size();
    }

    private static void add(Flow flow, BitSet head, Map<BitSet, Cut> cuts) {
        if (!cuts.containsKey(head)) {
            cut(flow, head).ifPresent(cut -> cuts.put(head, cut));
        }
    }

    /** Empty when one of the parts has no operator, or what crosses cannot be sent. */
    static Optional<Cut> cut(Flow flow, BitSet head) {
        if (head.isEmpty() || head.cardinality() == flow.operators().size()) {
            return Optional.empty();
        }
        List<String> wire = new ArrayList<>();
        long bytes = 0;
        for (Flow.Value value : flow.values()) {
            boolean isGiven = value.producer() < 0 || head.get(value.producer());
            if (isGiven && value.readers().stream().anyMatch(reader -> !head.get(reader))) {
                if (value.bytes() >= Flow.NEVER) {
                    return Optional.empty();
                }
                wire.add(value.name());
                bytes += value.bytes();
            }
        }
        return Optional.of(new Cut(head, wire, bytes));
    }
}
