package io.gearshift.daemon.rollout;

import io.gearshift.policies.bundle.Bundle;
import io.gearshift.policies.bundle.BundleException;
import io.gearshift.policies.staging.Slot;
import io.gearshift.policies.staging.Staging;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the change of bundles stands, on the {@link Shelf} and in memory. Written by the rollout's thread, read by any. */
final class Ledger {

    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);

    private final Shelf shelf;
    private final String runtime;
    private final String url;
    private volatile Kept kept;
    private volatile String problem = "";

    /** @param runtime engine and vocabulary of this process */
    Ledger(Shelf shelf, String runtime, String url) {
        this.shelf = shelf;
        this.runtime = runtime;
        this.url = url;
        this.kept = Kept.initial(runtime, url);
    }

    Staging staging() {
        return kept.staging();
    }

    String etag() {
        return kept.etag();
    }

    /** Why a bundle that was in force no longer is; empty when that did not happen. */
    String problem() {
        return problem;
    }

    /** What an earlier run left: the bundle that was in force, if it still is good. */
    Optional<Bundle> restore() {
        try {
            kept = shelf.state().map(this::ofNow).orElse(kept);
        } catch (IOException e) {
            LOG.warn("policy bundles: what was kept cannot be read, everything begins anew: {}", e.toString());
        }
        Slot active = kept.staging().active();
        return active == null ? Optional.empty() : read(active);
    }

    private Kept ofNow(Kept before) {
        Kept now = before;
        if (!now.runtime().equals(runtime)) {
            Staging old = now.staging();
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
            now = new Kept(runtime, now.url(), "", again);
        }
        return now.url().equals(url) ? now : new Kept(runtime, url, "", now.staging());
    }

    Optional<Bundle> read(Slot slot) {
        try {
            return Optional.of(shelf.bundle(slot));
        } catch (BundleException e) {
            lost(slot, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** The bundle cannot be used any more. */
    void lost(Slot slot, String why) {
        LOG.warn("policy bundle {} is not used: {}", slot.shown(), why);
        problem = slot.shown() + " is not used: " + why;
        kept = kept.with(kept.staging().without(slot)).with("");
    }

    /** A bundle is in force, and good. */
    void clear() {
        problem = "";
    }

    void stand(Staging next) {
        kept = kept.with(next);
        save();
    }

    void fetched(String etag) {
        kept = kept.with(etag);
        save();
    }

    private void save() {
        try {
            shelf.write(kept);
        } catch (IOException e) {
            LOG.warn("policy bundles: the state cannot be kept, a restart will not know it: {}", e.toString());
        }
    }

    boolean isTrusted(Bundle bundle) {
        return shelf.isTrusted(bundle);
    }

    /** @return why it cannot be kept; empty when it is */
    String keep(Bundle bundle) {
        try {
            shelf.keep(bundle);
            return "";
        } catch (IOException e) {
            return "cannot be kept: " + e;
        }
    }

    /** Removes the bundles that are not needed. */
    void prune() {
        try {
            shelf.prune(kept.staging().needed());
        } catch (IOException e) {
            LOG.debug("policy bundles: an old file stays", e);
        }
    }
}
