package io.gearshift.simulator.clock;

import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** What is due on virtual time, by (time, sequence): things due at the same instant keep the order they are given. */
public final class Agenda<T> {

    /** Behind everything with a sequence of its own. */
    public static final long LAST = Long.MAX_VALUE;

    private record Entry<T>(Instant at, long sequence, long added, T what) {}

    private final PriorityQueue<Entry<T>> entries =
            new PriorityQueue<>(Comparator.<Entry<T>, Instant>comparing(Entry::at)
                    .thenComparing(Entry::sequence)
                    .thenComparing(Entry::added));
    private long added;

    public void add(Instant at, long sequence, T what) {
        entries.add(new Entry<>(at, sequence, added++, what));
    }

    /** Takes what is due before (time, sequence); null when nothing is. */
    public @Nullable T nextBefore(Instant at, long sequence) {
        Entry<T> first = entries.peek();
        if (first == null || first.at.isAfter(at) || (first.at.equals(at) && first.sequence >= sequence)) {
            return null;
        }
        return entries.remove().what;
    }
}
