package io.gearshift.daemon.rollout;

import io.gearshift.policies.bundle.Bundle;
import io.gearshift.policies.pack.PackSource;
import io.gearshift.policies.staging.Slot;
import io.gearshift.policies.staging.Staging;
import io.gearshift.policies.staging.StagingSettings;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Bundles from a server: {@link Puller} asks for them, {@link Stager} performs {@link Staging}, {@link Ledger} keeps where it
 * stands. One thread of its own does all of it.
 */
public final class Rollout implements AutoCloseable {

    private final BundleSource source;
    private final StagingSettings settings;
    private final Duration interval;
    private final Clock clock;
    private final RandomGenerator random;
    private final OneThread thread;
    private final Ledger ledger;
    private volatile @Nullable Started started;

    private record Started(Stager stager, Puller puller) {}

    /** @param runtime engine and vocabulary of this process */
    Rollout(
            BundleSource source,
            Shelf shelf,
            StagingSettings settings,
            Duration interval,
            Clock clock,
            RandomGenerator random,
            ScheduledExecutorService thread,
            String runtime) {
        this.source = source;
        this.settings = settings;
        this.interval = interval;
        this.clock = clock;
        this.random = random;
        this.thread = new OneThread(thread);
        this.ledger = new Ledger(shelf, runtime, source.url().toString());
    }

    /**
     * @param folder keeps bundles and state; made when missing
     * @param trusted whose signature counts
     * @param thread of this rollout alone; ended with it
     */
    public static Rollout of(
            BundleSource source,
            Path folder,
            List<PublicKey> trusted,
            StagingSettings settings,
            Duration interval,
            ScheduledExecutorService thread) {
        return new Rollout(
                source,
                new Shelf(folder, trusted),
                settings,
                interval,
                Clock.systemUTC(),
                new SplittableRandom(),
                thread,
                PackSource.runtime());
    }

    /** Where the bundles lie that a daemon follows. */
    public static Path folder(Path stateDir) {
        return stateDir.resolve("bundles");
    }

    /** What an earlier run left: the bundle that was in force, if it still is good. Before {@link #start}. */
    public Optional<Bundle> restore() {
        return ledger.restore();
    }

    /** The bundle cannot be used any more; what is in force instead is the caller's care. */
    public void lost(Slot slot, String why) {
        ledger.lost(slot, why);
    }

    /** From now on, the server is asked and bundles take over. */
    public void start(PolicySwitch daemon) {
        Stager stager = new Stager(daemon, ledger, settings, clock, thread);
        Puller puller = new Puller(source, ledger, stager, daemon, interval, clock, random, thread);
        started = new Started(stager, puller);
        thread.run(() -> {
            stager.restarted();
            puller.pull();
        });
    }

    /** Asks the server now. Any thread. */
    public void pullNow() {
        run(now -> now.puller().look());
    }

    /** Takes the bundle in force back, or the one that is staged, by hand. Any thread. */
    public void rollBack() {
        run(now -> now.stager().byHand());
    }

    private void run(Consumer<Started> task) {
        thread.run(() -> task.accept(started()));
    }

    private Started started() {
        Started now = started;
        if (now == null) {
            throw new IllegalStateException("not started");
        }
        return now;
    }

    public Staging staging() {
        return ledger.staging();
    }

    /** Why a bundle that was in force no longer is; empty when that did not happen. */
    public String problem() {
        return ledger.problem();
    }

    public Look lastLook() {
        Started now = started;
        return now == null ? Look.NONE : now.puller().last();
    }

    public StagingSettings settings() {
        return settings;
    }

    public String url() {
        return source.url().toString();
    }

    @Override
    public void close() {
        thread.close();
        source.close();
    }
}
