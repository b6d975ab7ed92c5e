package io.gearshift.daemon.rollout;

import io.gearshift.daemon.rollout.PolicySwitch.Pull;
import io.gearshift.policies.bundle.Bundle;
import io.gearshift.policies.bundle.BundleException;
import io.gearshift.policies.pack.PackSource;
import io.gearshift.policies.staging.Slot;
import io.gearshift.policies.staging.Staging;
import io.gearshift.policies.staging.Staging.Phase;
import io.gearshift.policies.staging.Staging.Step;
import io.gearshift.policies.staging.StagingEffect;
import io.gearshift.policies.staging.StagingEffect.News;
import io.gearshift.policies.staging.StagingSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Drives {@link Staging}: asks the server, performs effects, keeps the state. One thread of its own does all of it. */
public final class Rollout implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Rollout.class);

    /** While a new bundle is on probation; about twenty looks, not more than ten a second. */
    private static final Duration OFTEN = Duration.ofMillis(100);

    private static final Duration SELDOM = Duration.ofSeconds(5);

    private final BundleSource source;
    private final Shelf shelf;
    private final StagingSettings settings;
    private final Duration interval;
    private final Clock clock;
    private final RandomGenerator random;
    private final ScheduledExecutorService thread;
    private final String runtime;
    private @Nullable PolicySwitch target;
    private @Nullable Bundle pending;
    private int failures;
    private boolean isTicking;
    private volatile Kept kept;
    private volatile Look look = new Look(null, null, null, "");
    private volatile String problem = "";

    /**
     * The latest look at the server.
     *
     * @param at null before the first
     * @param goodAt when the server last answered with a trusted bundle, or that nothing changed
     * @param outcome null before the first
     * @param problem empty when it was good
     */
    public record Look(
            @Nullable Instant at,
            @Nullable Instant goodAt,
            @Nullable Pull outcome,
            String problem) {}

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
        this.shelf = shelf;
        this.settings = settings;
        this.interval = interval;
        this.clock = clock;
        this.random = random;
        this.thread = thread;
        this.runtime = runtime;
        this.kept = Kept.initial(runtime, source.url().toString());
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
        try {
            kept = shelf.state().map(this::ofNow).orElse(kept);
        } catch (IOException e) {
            LOG.warn("policy bundles: what was kept cannot be read, everything begins anew: {}", e.toString());
        }
        Slot active = kept.staging().active();
        return active == null ? Optional.empty() : read(active);
    }

    private Kept ofNow(Kept before) {
        Kept kept = before;
        if (!kept.runtime().equals(runtime)) {
            Staging old = kept.staging();
            Staging again = new Staging(
                    old.active(),
                    old.previous(),
                    old.candidate(),
                    old.phase(),
                    old.since(),
                    old.mark(),
                    old.before(),
                    old.starts(),
                    List.of());
            kept = new Kept(runtime, kept.url(), "", again);
        }
        boolean isSame = kept.url().equals(source.url().toString());
        return isSame ? kept : new Kept(runtime, source.url().toString(), "", kept.staging());
    }

    private Optional<Bundle> read(Slot slot) {
        try {
            return Optional.of(shelf.bundle(slot));
        } catch (BundleException e) {
            lost(slot, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** The bundle cannot be used any more; what is in force instead is the caller's care. */
    public void lost(Slot slot, String why) {
        LOG.warn("policy bundle {} is not used: {}", slot.shown(), why);
        problem = slot.shown() + " is not used: " + why;
        kept = kept.with(kept.staging().without(slot)).with("");
    }

    /** From now on, the server is asked and bundles take over. */
    public void start(PolicySwitch daemon) {
        target = daemon;
        run(() -> {
            apply(kept.staging().restarted(clock.instant(), settings));
            pull();
        });
    }

    /** Asks the server now. Any thread. */
    public void pullNow() {
        run(this::look);
    }

    /** Takes the bundle in force back, or the one that is staged, by hand. Any thread. */
    public void rollBack() {
        run(() -> apply(kept.staging().byHand()));
    }

    public Staging staging() {
        return kept.staging();
    }

    /** Why a bundle that was in force no longer is; empty when that did not happen. */
    public String problem() {
        return problem;
    }

    public Look lastLook() {
        return look;
    }

    public StagingSettings settings() {
        return settings;
    }

    public String url() {
        return source.url().toString();
    }

    private void pull() {
        try {
            look();
        } finally {
            later(this::pull, Backoff.next(interval, failures, random.nextDouble()));
        }
    }

    /** Not while a bundle is on probation: what comes next is compared with it, once it is known to be good. */
    private void look() {
        if (kept.staging().phase() == Phase.WATCH) {
            return;
        }
        try {
            BundleSource.Reply reply = source.fetch(kept.etag());
            byte[] bytes = reply.bytes();
            if (bytes == null) {
                seen(Pull.UNCHANGED, "");
                return;
            }
            Bundle bundle = Bundle.read(bytes);
            if (!shelf.isTrusted(bundle)) {
                throw new BundleException(
                        bundle.isSigned() ? "signed by no key in policy.bundle.publicKeyFile" : "not signed", "");
            }
            int failedBefore = failures;
            seen(Pull.FETCHED, "");
            failures = failedBefore; // it counts once it could be tried
            arrived(bundle);
            failures = 0;
            kept = kept.with(reply.etag());
            save();
        } catch (FetchException e) {
            seen(Pull.FAILED, String.valueOf(e.getMessage()));
        } catch (BundleException e) {
            seen(Pull.UNTRUSTED, "what the server sent cannot be used: " + e.getMessage());
        } catch (NotNowException e) {
            seen(Pull.FAILED, String.valueOf(e.getMessage()));
        }
    }

    private void seen(Pull outcome, String problem) {
        failures = problem.isEmpty() ? 0 : failures + 1;
        Instant now = clock.instant();
        if (!problem.isEmpty() && !problem.equals(look.problem())) {
            LOG.warn("policy bundle from {}: {}\nThe rules in force have not changed.", url(), problem);
        } else if (problem.isEmpty() && !look.problem().isEmpty()) {
            LOG.info("policy bundle from {}: answers again", url());
        }
        look = new Look(now, problem.isEmpty() ? now : look.goodAt(), outcome, problem);
        daemon().pulled(outcome, problem);
    }

    private void arrived(Bundle bundle) {
        pending = bundle;
        try {
            apply(kept.staging().arrived(Slot.of(bundle), settings));
        } finally {
            pending = null;
        }
    }

    private void apply(Step step) {
        kept = kept.with(step.next());
        save();
        boolean isForward = step.effects().stream()
                .anyMatch(e -> e instanceof StagingEffect.Say say && say.news() == News.ACTIVATED);
        for (StagingEffect effect : step.effects()) {
            if (!perform(effect, isForward)) {
                break;
            }
        }
        prune();
        tickLater();
    }

    /** @return whether the rest of the step still holds */
    private boolean perform(StagingEffect effect, boolean isForward) {
        PolicySwitch daemon = daemon();
        if (effect instanceof StagingEffect.Say say) {
            daemon.say(say.news(), say.slot(), say.text());
        } else if (effect instanceof StagingEffect.StopShadow) {
            daemon.stopShadow();
        } else if (effect instanceof StagingEffect.Check check) {
            check(check.slot());
        } else if (effect instanceof StagingEffect.StartShadow shadow) {
            return shadow(shadow.slot());
        } else if (effect instanceof StagingEffect.Activate activate) {
            return isForward ? forward(activate.slot()) : back(activate.slot());
        }
        return true;
    }

    private void check(Slot slot) {
        Bundle bundle = pending;
        String problem = bundle == null ? "was not fetched" : daemon().check(bundle);
        if (bundle != null && problem.isEmpty()) {
            problem = keep(bundle);
        }
        apply(
                problem.isEmpty()
                        ? kept.staging().passed(slot, clock.instant(), daemon().served(), settings)
                        : kept.staging().failed(slot, problem));
    }

    private String keep(Bundle bundle) {
        try {
            shelf.keep(bundle);
            return "";
        } catch (IOException e) {
            return "cannot be kept: " + e;
        }
    }

    private boolean shadow(Slot slot) {
        Optional<Bundle> bundle = read(slot);
        String problem = bundle.isEmpty() ? "cannot be read" : daemon().startShadow(bundle.get());
        if (!problem.isEmpty()) {
            apply(kept.staging().without(slot).failed(slot, problem));
        }
        return problem.isEmpty();
    }

    private boolean forward(@Nullable Slot slot) {
        Optional<Bundle> bundle = slot == null ? Optional.empty() : read(slot);
        String why = bundle.isEmpty() ? "cannot be read" : daemon().activate(bundle.get());
        if (why.isEmpty()) {
            problem = "";
        } else {
            apply(kept.staging().notActivated(why));
        }
        return why.isEmpty();
    }

    /** To the bundle before; when even that is gone, to the configured pack. */
    private boolean back(@Nullable Slot slot) {
        Optional<Bundle> bundle = slot == null ? Optional.empty() : read(slot);
        String problem = slot != null && bundle.isEmpty() ? "cannot be read" : daemon().activate(bundle.orElse(null));
        if (slot != null && !problem.isEmpty()) {
            lost(slot, problem);
            problem = daemon().activate(null);
        }
        if (!problem.isEmpty()) {
            LOG.error("policy: nothing to roll back to, the rules in force stay: {}", problem);
        }
        return true;
    }

    private void tickLater() {
        if (isTicking || kept.staging().phase() == Phase.STEADY) {
            return;
        }
        isTicking = true;
        Duration span = kept.staging().phase() == Phase.SHADOW ? settings.shadow() : settings.watch();
        Duration wait = span.dividedBy(20);
        wait = wait.compareTo(OFTEN) < 0 ? OFTEN : wait.compareTo(SELDOM) > 0 ? SELDOM : wait;
        later(
                () -> {
                    isTicking = false;
                    PolicySwitch daemon = daemon();
                    Step step = kept.staging().tick(clock.instant(), daemon.served(), daemon.shadowFaults(), settings);
                    if (step.next().equals(kept.staging()) && step.effects().isEmpty()) {
                        tickLater();
                    } else {
                        apply(step);
                    }
                },
                wait);
    }

    private void save() {
        try {
            shelf.write(kept);
        } catch (IOException e) {
            LOG.warn("policy bundles: the state cannot be kept, a restart will not know it: {}", e.toString());
        }
    }

    private void prune() {
        try {
            shelf.prune(kept.staging().needed());
        } catch (IOException e) {
            LOG.debug("policy bundles: an old file stays", e);
        }
    }

    private PolicySwitch daemon() {
        if (target == null) {
            throw new IllegalStateException("not started");
        }
        return target;
    }

    private void later(Runnable task, Duration wait) {
        try {
            thread.schedule(() -> guarded(task), wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // the daemon stops
        }
    }

    private void run(Runnable task) {
        later(task, Duration.ZERO);
    }

    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            if (thread.isShutdown()) {
                LOG.debug("policy bundles: {}", e.toString()); // the daemon stops in the middle of it
            } else {
                LOG.error("policy bundles: {}", e.toString(), e);
            }
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(5, TimeUnit.SECONDS)) {
                LOG.warn("stopping: a policy bundle is still being worked on; left behind");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        source.close();
    }
}
