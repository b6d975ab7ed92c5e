package io.gearshift.registry.derive.split;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * The partitions with the fewest bytes on the wire, by maximum flow. A value is one node, so it counts once however many
 * read it: its operator feeds it with as much as it has bytes, it feeds its readers without limit. An edge without limit
 * from each reader back to what it reads keeps what a head needs in the head.
 *
 * <p>Sources: Ford and Fulkerson, Flows in Networks, 1962; Dinic 1970; for closures Picard, Management Science 22, 1976.
 */
final class MinimumCut {

    private static final int SOURCE = 0;
    private static final int SINK = 1;
    private static final int FIRST = 2;

    private final int operators;
    private final List<List<Integer>> edges = new ArrayList<>();
    private final List<Integer> target = new ArrayList<>();
    private final List<Long> room = new ArrayList<>();
    private final int[] level;
    private final int[] next;

    private MinimumCut(Flow flow) {
        operators = flow.operators().size();
        int nodes = FIRST + operators + flow.values().size();
        for (int i = 0; i < nodes; i++) {
            edges.add(new ArrayList<>());
        }
        level = new int[nodes];
        next = new int[nodes];
        for (int i = 0; i < flow.values().size(); i++) {
            Flow.Value value = flow.values().get(i);
            int node = FIRST + operators + i;
            int from = value.producer() < 0 ? SOURCE : FIRST + value.producer();
            edge(from, node, value.bytes());
            for (int reader : value.readers()) {
                edge(node, FIRST + reader, Flow.NEVER);
                if (value.producer() >= 0) {
                    edge(FIRST + reader, FIRST + value.producer(), Flow.NEVER);
                }
            }
        }
    }

    /**
     * @param inHead position of an operator that must be in the head
     * @param inTail position of one that must be in the tail
     * @return the smallest and the largest head of those with the fewest bytes; empty when all send what cannot be sent
     */
    static List<BitSet> through(Flow flow, int inHead, int inTail) {
        MinimumCut cut = new MinimumCut(flow);
        cut.edge(SOURCE, FIRST + inHead, Flow.NEVER);
        cut.edge(FIRST + inTail, SINK, Flow.NEVER);
        if (cut.fill() >= Flow.NEVER) {
            return List.of();
        }
        BitSet smallest = cut.heads(cut.reached(SOURCE, true));
        BitSet beyond = cut.heads(cut.reached(SINK, false));
        BitSet largest = new BitSet();
        largest.set(0, cut.operators);
        largest.andNot(beyond);
        return smallest.equals(largest) ? List.of(smallest) : List.of(smallest, largest);
    }

    private void edge(int from, int to, long limit) {
        half(from, to, limit);
        half(to, from, 0);
    }

    private void half(int from, int to, long limit) {
        edges.get(from).add(target.size());
        target.add(to);
        room.add(limit);
    }

    private long fill() {
        long flow = 0;
        while (flow < Flow.NEVER && levels()) {
            Arrays.fill(next, 0);
            long pushed;
            while (flow < Flow.NEVER && (pushed = push(SOURCE, Flow.NEVER)) > 0) {
                flow += pushed;
            }
        }
        return flow;
    }

    private boolean levels() {
        Arrays.fill(level, -1);
        level[SOURCE] = 0;
        ArrayDeque<Integer> queue = new ArrayDeque<>(List.of(SOURCE));
        while (!queue.isEmpty()) {
            int at = queue.remove();
            for (int edge : edges.get(at)) {
                int to = target.get(edge);
                if (room.get(edge) > 0 && level[to] < 0) {
                    level[to] = level[at] + 1;
                    queue.add(to);
                }
            }
        }
        return level[SINK] >= 0;
    }

    /** One path, each of whose edges leads a level on. */
    private long push(int start, long most) {
        int[] path = new int[level.length];
        int length = 0;
        int at = start;
        while (at != SINK) {
            if (next[at] < edges.get(at).size()) {
                int edge = edges.get(at).get(next[at]);
                if (room.get(edge) > 0 && level[target.get(edge)] == level[at] + 1) {
                    path[length++] = edge;
                    at = target.get(edge);
                } else {
                    next[at]++;
                }
            } else if (length == 0) {
                return 0;
            } else {
                at = target.get(path[--length] ^ 1);
                next[at]++;
            }
        }
        long pushed = most;
        for (int i = 0; i < length; i++) {
            pushed = Math.min(pushed, room.get(path[i]));
        }
        for (int i = 0; i < length; i++) {
            room.set(path[i], room.get(path[i]) - pushed);
            room.set(path[i] ^ 1, room.get(path[i] ^ 1) + pushed);
        }
        return pushed;
    }

    /** Nodes to which room leads from the start; or, backwards, from which it leads to it. */
    private BitSet reached(int start, boolean isForward) {
        BitSet reached = new BitSet();
        reached.set(start);
        ArrayDeque<Integer> queue = new ArrayDeque<>(List.of(start));
        while (!queue.isEmpty()) {
            for (int edge : edges.get(queue.remove())) {
                int to = target.get(edge);
                if (room.get(isForward ? edge : edge ^ 1) > 0 && !reached.get(to)) {
                    reached.set(to);
                    queue.add(to);
                }
            }
        }
        return reached;
    }

    private BitSet heads(BitSet nodes) {
        return nodes.get(FIRST, FIRST + operators);
    }
}
