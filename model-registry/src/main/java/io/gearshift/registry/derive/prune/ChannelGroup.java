package io.gearshift.registry.derive.prune;

import java.util.List;

/**
 * Channels that the same operators make, any of which may go.
 *
 * @param name of the first value that holds them
 * @param channels each a set of places that go together, as {@link Channels#set} names it
 */
public record ChannelGroup(String name, List<Integer> channels) {

    /** Kernels compute blocks of channels: a layer with other numbers of them is smaller, but no faster. */
    private static final int BLOCK = 8;

    /** More make the choice slower, hardly better. */
    private static final int MOST_STEPS = 16;

    /** Below this a layer carries too little for the rest to stand in. */
    private static final double LEAST_KEPT = 0.1;

    public ChannelGroup {
        channels = List.copyOf(channels);
    }

    public int size() {
        return channels.size();
    }

    /** How many go at a time. */
    int step() {
        return size() >= 4 * BLOCK ? Math.max(BLOCK, size() / MOST_STEPS / BLOCK * BLOCK) : 1;
    }

    /** How many may go. */
    int most() {
        int kept = Math.max(1, (int) Math.ceil(LEAST_KEPT * size()));
        return Math.max(0, (size() - kept) / step() * step());
    }
}
