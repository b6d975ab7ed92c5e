package io.gearshift.registry.gear;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loaded gears of one model: the one in force, others kept resident, and those that drain. Requests only read the one
 * in force; every change is made under this object's lock.
 */
final class GearSet {

    private static final Logger LOG = LoggerFactory.getLogger(GearSet.class);

    private final Executor executor;
    private final Map<String, Gear> resident = new TreeMap<>();
    private final List<Gear> draining = new ArrayList<>();
    private volatile @Nullable InForce inForce;
    private boolean isClosed;

    /** @param executor closes gears, which takes a while */
    GearSet(Executor executor) {
        this.executor = executor;
    }

    /** Null until the first cut-over and after closing. */
    @Nullable
    InForce inForce() {
        return inForce;
    }

    synchronized List<String> names() {
        return List.copyOf(resident.keySet());
    }

    synchronized List<Gear> resident() {
        return List.copyOf(resident.values());
    }

    /** The resident local gear with the smallest file. */
    synchronized Optional<Gear> lightestLocal() {
        return resident.values().stream()
                .filter(Gear::isLocal)
                .min(Comparator.comparingLong(gear -> gear.variant().bytes()));
    }

    synchronized boolean holds(Gear gear) {
        return resident.get(gear.fullName()) == gear;
    }

    /** A resident gear, or one that still drains and comes back; only of a build that {@code isCurrent}. */
    synchronized Optional<Gear> find(String gear, Predicate<Gear> isCurrent) {
        Gear ready = resident.get(gear);
        if (ready != null) {
            return Optional.of(ready).filter(isCurrent);
        }
        for (Gear back : draining) {
            if (back.fullName().equals(gear) && isCurrent.test(back) && back.revive()) {
                draining.remove(back);
                resident.put(gear, back);
                refresh();
                return Optional.of(back);
            }
        }
        return Optional.empty();
    }

    /** Keeps a gear resident beside the one in force; another build of it leaves. */
    synchronized void add(Gear gear) {
        if (isClosed) {
            gear.close();
            return;
        }
        Gear replaced = resident.put(gear.fullName(), gear);
        refresh();
        if (replaced != null && replaced != gear) {
            retire(replaced);
        }
    }

    /** One write puts the gear in force; gears that are not kept drain behind it. False, and closed, after closing. */
    synchronized boolean cutOver(Gear gear, String decision, Set<String> keep) {
        if (isClosed) {
            if (!draining.contains(gear)) {
                gear.close();
            }
            return false;
        }
        Gear replaced = resident.put(gear.fullName(), gear);
        List<Gear> leaving = new ArrayList<>();
        if (replaced != null && replaced != gear) {
            leaving.add(replaced);
        }
        resident.values().removeIf(other -> {
            boolean isLeaving = other != gear && !keep.contains(other.fullName());
            return isLeaving && leaving.add(other);
        });
        inForce = new InForce(gear, decision, locals());
        leaving.forEach(this::retire);
        return true;
    }

    /** Drains and closes resident gears, but never the one in force. */
    synchronized void drop(Predicate<Gear> isLeaving) {
        InForce now = inForce;
        List<Gear> leaving = resident.values().stream()
                .filter(gear -> (now == null || gear != now.active()) && isLeaving.test(gear))
                .toList();
        resident.values().removeAll(leaving);
        refresh();
        leaving.forEach(this::retire);
    }

    private void refresh() {
        InForce now = inForce;
        if (now != null) {
            inForce = new InForce(now.active(), now.decision(), locals());
        }
    }

    private List<LocalGear> locals() {
        return resident.values().stream()
                .filter(LocalGear.class::isInstance)
                .map(LocalGear.class::cast)
                .toList();
    }

    /** No longer resident; closed after its last lease, never on the thread that gives the lease back. */
    private void retire(Gear gear) {
        draining.add(gear);
        gear.drain(() -> {
            try {
                executor.execute(() -> close(gear));
            } catch (RejectedExecutionException e) {
                close(gear);
            }
        });
    }

    private void close(Gear gear) {
        try {
            gear.close();
        } catch (RuntimeException e) {
            LOG.warn("closing {} failed", gear, e);
        } finally {
            synchronized (this) {
                draining.remove(gear);
                notifyAll();
            }
        }
    }

    /** Nothing is in force any more; all gears close after their last lease. */
    synchronized void close() {
        isClosed = true;
        inForce = null;
        List<Gear> all = resident();
        resident.clear();
        all.forEach(this::retire);
    }

    /** False when leases were still out at the end of the time. */
    synchronized boolean awaitDrained(long untilNanos) throws InterruptedException {
        long leftMs = (untilNanos - System.nanoTime()) / 1_000_000;
        while (!draining.isEmpty() && leftMs > 0) {
            wait(leftMs);
            leftMs = (untilNanos - System.nanoTime()) / 1_000_000;
        }
        return draining.isEmpty();
    }
}
