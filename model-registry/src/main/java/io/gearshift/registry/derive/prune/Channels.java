package io.gearshift.registry.derive.prune;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which channels can only go together: a union-find over the places (slot, index) of all channels that are followed. A set
 * that is pinned anywhere stays whole everywhere. Not thread-safe.
 *
 * <p>Places, not slots, are united, so that offsets of a concatenation, blocks of a reshape and rows of a grouped
 * convolution need nothing of their own.
 */
final class Channels {

    private final Map<Slot, Integer> bases = new LinkedHashMap<>();
    private final Map<Slot, Integer> sizes = new HashMap<>();
    private final Map<String, String> pinnedTensors = new HashMap<>();
    private int[] parents = new int[256];
    private @Nullable String[] pins = new @Nullable String[256];
    private int count;

    /** The slot, followed from now on. */
    Slot open(String tensor, int axis, int size) {
        Slot slot = new Slot(tensor, axis);
        if (!bases.containsKey(slot)) {
            bases.put(slot, count);
            sizes.put(slot, size);
            if (count + size > parents.length) {
                int length = Math.max(2 * parents.length, count + size);
                parents = Arrays.copyOf(parents, length);
                pins = Arrays.copyOf(pins, length);
            }
            for (int i = 0; i < size; i++, count++) {
                parents[count] = count;
            }
            String reason = pinnedTensors.get(tensor);
            if (reason != null) {
                pin(slot, reason);
            }
        }
        return slot;
    }

    boolean has(Slot slot) {
        return bases.containsKey(slot);
    }

    int size(Slot slot) {
        return sizes.getOrDefault(slot, 0);
    }

    /** All of them, in the order in which they were opened. */
    List<Slot> slots() {
        return List.copyOf(bases.keySet());
    }

    /** Those of one tensor. */
    List<Slot> slots(String tensor) {
        List<Slot> found = new ArrayList<>();
        // No tensor has more dimensions than the runtime's own limit.
        for (int axis = 0; axis < 8; axis++) {
            Slot slot = new Slot(tensor, axis);
            if (has(slot)) {
                found.add(slot);
            }
        }
        return found;
    }

    /** Index by index. */
    void unite(Slot a, Slot b) {
        if (size(a) != size(b)) {
            pin(a, "meets " + size(b) + " channels of " + b.tensor());
            pin(b, "meets " + size(a) + " channels of " + a.tensor());
            return;
        }
        for (int i = 0; i < size(a); i++) {
            unite(a, i, b, i);
        }
    }

    void unite(Slot a, int i, Slot b, int j) {
        int from = set(a, i);
        int to = set(b, j);
        if (from != to) {
            parents[from] = to;
            pins[to] = pins[to] == null ? pins[from] : pins[to];
        }
    }

    /** The set that a channel belongs to; valid until the next union. */
    int set(Slot slot, int index) {
        int at = bases.getOrDefault(slot, 0) + index;
        while (parents[at] != at) {
            parents[at] = parents[parents[at]];
            at = parents[at];
        }
        return at;
    }

    /** Keeps all channels of the slot, and what they are united with. */
    void pin(Slot slot, String reason) {
        for (int i = 0; i < size(slot); i++) {
            int set = set(slot, i);
            pins[set] = pins[set] == null ? reason : pins[set];
        }
    }

    /** Keeps all that is or will be followed of a tensor. */
    void pin(String tensor, String reason) {
        pinnedTensors.putIfAbsent(tensor, reason);
        slots(tensor).forEach(slot -> pin(slot, reason));
    }

    /** Why a set stays; empty when it may go. */
    Optional<String> pinned(int set) {
        return Optional.ofNullable(pins[set]);
    }
}
