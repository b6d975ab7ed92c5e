package io.gearshift.daemon.shell;

import io.gearshift.daemon.rollout.NotNowException;
import io.gearshift.daemon.rollout.PolicySwitch;
import io.gearshift.metrics.GearshiftMeters;
import io.gearshift.metrics.meters.BundleMeters;
import io.gearshift.metrics.recent.Totals;
import io.gearshift.policies.bundle.Bundle;
import io.gearshift.policies.pack.PackException;
import io.gearshift.policies.pack.PackStore;
import io.gearshift.policies.staging.Served;
import io.gearshift.policies.staging.Slot;
import io.gearshift.policies.staging.StagingEffect;
import io.gearshift.policies.trial.Trial;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The daemon as a rollout of bundles sees it. Blocks the rollout's thread, and no other, until what it asks for is done. */
final class BundleSwitch implements PolicySwitch {

    private static final Logger LOG = LoggerFactory.getLogger(BundleSwitch.class);

    private final PackStore store;
    private final Trial trial;
    private final Rules rules;
    private final ShadowTurns shadowTurns;
    private final Shadow shadow;
    private final GearshiftMeters meters;
    private final BundleMeters counts;
    private final EventStream events;
    private final Clock clock;
    private volatile @Nullable News last;

    /** What last became of a bundle. */
    record News(
            Instant at, StagingEffect.News change, @Nullable Slot slot, String text) {

        Map<String, Object> json() {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("at", at);
            json.put("change", change.name().toLowerCase(Locale.ROOT));
            json.put("bundle", slot);
            json.put("text", text);
            return json;
        }
    }

    BundleSwitch(
            PackStore store,
            Trial trial,
            Rules rules,
            ShadowTurns shadowTurns,
            Shadow shadow,
            GearshiftMeters meters,
            EventStream events,
            Clock clock) {
        this.store = store;
        this.trial = trial;
        this.rules = rules;
        this.shadowTurns = shadowTurns;
        this.shadow = shadow;
        this.meters = meters;
        this.counts = meters.bundles(Pull.values(), StagingEffect.News.values());
        this.events = events;
        this.clock = clock;
    }

    Origin origin(Bundle bundle) {
        return new BundleOrigin(store, trial, bundle);
    }

    @Override
    public String check(Bundle bundle) {
        Origin origin = origin(bundle);
        return await(CompletableFuture.supplyAsync(() -> problem(origin), rules.thread()));
    }

    private static String problem(Origin origin) {
        try {
            origin.load().policy().close();
            return "";
        } catch (PackException e) {
            String problem = String.valueOf(e.getMessage());
            if (e.isPassing()) {
                throw new NotNowException(origin.name() + " could not be tried: " + problem);
            }
            return problem;
        }
    }

    @Override
    public String startShadow(Bundle bundle) {
        Reload reload = await(shadowTurns.stage(origin(bundle)));
        if (!reload.isGood()) {
            shadowTurns.unstage();
        }
        return reload.problem();
    }

    @Override
    public void stopShadow() {
        shadowTurns.unstage();
    }

    @Override
    public long shadowFaults() {
        Shadow.View now = shadow.view();
        return now == null || shadowTurns.staged() == null ? 0 : now.tally().errors();
    }

    @Override
    public String activate(@Nullable Bundle bundle) {
        return await(rules.putInForce(bundle == null ? rules.configured() : origin(bundle)))
                .problem();
    }

    @Override
    public Served served() {
        Totals totals = meters.totals();
        return new Served(totals.answers(), totals.misses(), totals.policyFaults());
    }

    @Override
    public void say(StagingEffect.News change, @Nullable Slot slot, String text) {
        News news = new News(clock.instant(), change, slot, text);
        last = news;
        counts.changed(change);
        events.send("bundle", news::json);
        String line = "policy bundle " + (slot == null ? "" : slot.shown() + " ") + "{}: {}";
        String what = change.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        switch (change) {
            case REFUSED, ROLLED_BACK -> LOG.warn(line, what, text);
            case STAGED, ACTIVATED, KEPT -> LOG.info(line, what, text);
        }
    }

    @Override
    public void pulled(Pull outcome, String problem) {
        counts.pulled(outcome, clock.instant(), problem.isEmpty());
    }

    /** Null before the first. */
    @Nullable
    News last() {
        return last;
    }

    private static <T> T await(CompletableFuture<T> done) {
        try {
            return done.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof NotNowException notNow
                    ? notNow
                    : new IllegalStateException(String.valueOf(e.getCause()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotNowException("the daemon is stopping");
        }
    }
}
