package io.gearshift.registry.gear;

import io.gearshift.registry.manifest.Variant;

/** A variant made ready. Whoever uses it holds a lease. */
abstract class Gear {

    private final GearName name;
    private final String fullName;
    private volatile Variant variant;
    private final GearStats stats;
    private final Leases leases = new Leases();
    private volatile Runnable onDrained = () -> {};

    Gear(GearName name, Variant variant, GearStats stats) {
        this.name = name;
        this.fullName = name.toString();
        this.variant = variant;
        this.stats = stats;
    }

    final GearName name() {
        return name;
    }

    final String fullName() {
        return fullName;
    }

    final Variant variant() {
        return variant;
    }

    /** The manifest says something new of the same build, such as its accuracy. */
    final void describe(Variant same) {
        variant = same;
    }

    final GearStats stats() {
        return stats;
    }

    final boolean acquire() {
        return leases.acquire();
    }

    final void release() {
        if (leases.release()) {
            onDrained.run();
        }
    }

    /** Refuses new leases; {@code onDrained} runs once, when the last one is back, on the thread that gives it back. */
    final void drain(Runnable whenDrained) {
        onDrained = whenDrained;
        if (leases.close()) {
            whenDrained.run();
        }
    }

    final boolean revive() {
        return leases.revive();
    }

    final int leased() {
        return leases.count();
    }

    abstract boolean isLocal();

    /** Gives everything back. Only after draining. */
    abstract void close();

    @Override
    public String toString() {
        return fullName;
    }
}
