package io.gearshift.daemon.rollout;

import io.gearshift.policies.bundle.Bundle;
import io.gearshift.policies.staging.Slot;
import io.gearshift.policies.staging.Staging.Phase;
import io.gearshift.policies.staging.Staging.Step;
import io.gearshift.policies.staging.StagingEffect;
import io.gearshift.policies.staging.StagingEffect.News;
import io.gearshift.policies.staging.StagingSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the steps of {@link io.gearshift.policies.staging.Staging} and performs their effects. On the rollout's thread. */
final class Stager {

    private static final Logger LOG = LoggerFactory.getLogger(Stager.class);

    /** While a new bundle is on probation; about twenty looks, not more than ten a second. */
    private static final Duration OFTEN = Duration.ofMillis(100);

    private static final Duration SELDOM = Duration.ofSeconds(5);

    private final PolicySwitch daemon;
    private final Ledger ledger;
    private final StagingSettings settings;
    private final Clock clock;
    private final OneThread thread;
    private @Nullable Bundle pending;
    private boolean isTicking;

    Stager(PolicySwitch daemon, Ledger ledger, StagingSettings settings, Clock clock, OneThread thread) {
        this.daemon = daemon;
        this.ledger = ledger;
        this.settings = settings;
        this.clock = clock;
        this.thread = thread;
    }

    /** The daemon has just started. */
    void restarted() {
        apply(ledger.staging().restarted(clock.instant(), settings));
    }

    /** Takes the bundle in force back, or the one that is staged. */
    void byHand() {
        apply(ledger.staging().byHand());
    }

    /** Of a trusted key. */
    void arrived(Bundle bundle) {
        pending = bundle;
        try {
            apply(ledger.staging().arrived(Slot.of(bundle), settings));
        } finally {
            pending = null;
        }
    }

    private void apply(Step step) {
        ledger.stand(step.next());
        boolean isForward = step.effects().stream()
                .anyMatch(e -> e instanceof StagingEffect.Say say && say.news() == News.ACTIVATED);
        for (StagingEffect effect : step.effects()) {
            if (!perform(effect, isForward)) {
                break;
            }
        }
        ledger.prune();
        tickLater();
    }

    /** @return whether the rest of the step still holds */
    private boolean perform(StagingEffect effect, boolean isForward) {
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
        String problem = bundle == null ? "was not fetched" : daemon.check(bundle);
        if (bundle != null && problem.isEmpty()) {
            problem = ledger.keep(bundle);
        }
        apply(
                problem.isEmpty()
                        ? ledger.staging().passed(slot, clock.instant(), daemon.served(), settings)
                        : ledger.staging().failed(slot, problem));
    }

    private boolean shadow(Slot slot) {
        Optional<Bundle> bundle = ledger.read(slot);
        String problem = bundle.isEmpty() ? "cannot be read" : daemon.startShadow(bundle.get());
        if (!problem.isEmpty()) {
            apply(ledger.staging().without(slot).failed(slot, problem));
        }
        return problem.isEmpty();
    }

    private boolean forward(@Nullable Slot slot) {
        Optional<Bundle> bundle = slot == null ? Optional.empty() : ledger.read(slot);
        String why = bundle.isEmpty() ? "cannot be read" : daemon.activate(bundle.get());
        if (why.isEmpty()) {
            ledger.clear();
        } else {
            apply(ledger.staging().notActivated(why));
        }
        return why.isEmpty();
    }

    /** To the bundle before; when even that is gone, to the configured pack. */
    private boolean back(@Nullable Slot slot) {
        Optional<Bundle> bundle = slot == null ? Optional.empty() : ledger.read(slot);
        String problem = slot != null && bundle.isEmpty() ? "cannot be read" : daemon.activate(bundle.orElse(null));
        if (slot != null && !problem.isEmpty()) {
            ledger.lost(slot, problem);
            problem = daemon.activate(null);
        }
        if (!problem.isEmpty()) {
            LOG.error("policy: nothing to roll back to, the rules in force stay: {}", problem);
        }
        return true;
    }

    private void tickLater() {
        Phase phase = ledger.staging().phase();
        if (isTicking || phase == Phase.STEADY) {
            return;
        }
        isTicking = true;
        Duration span = phase == Phase.SHADOW ? settings.shadow() : settings.watch();
        Duration wait = span.dividedBy(20);
        wait = wait.compareTo(OFTEN) < 0 ? OFTEN : wait.compareTo(SELDOM) > 0 ? SELDOM : wait;
        thread.later(this::tick, wait);
    }

    private void tick() {
        isTicking = false;
        Step step = ledger.staging().tick(clock.instant(), daemon.served(), daemon.shadowFaults(), settings);
        if (step.next().equals(ledger.staging()) && step.effects().isEmpty()) {
            tickLater();
        } else {
            apply(step);
        }
    }
}
