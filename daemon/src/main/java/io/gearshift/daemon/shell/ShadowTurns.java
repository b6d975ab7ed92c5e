package io.gearshift.daemon.shell;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Who has the shadow: the pack that the operator chose, or a bundle that is being staged. The bundle goes first; afterwards
 * the operator's pack runs again. Any thread; returns at once.
 */
final class ShadowTurns {

    private final Shadow shadow;
    private @Nullable Chosen chosen;
    private @Nullable Origin staged;

    /** What the operator wants to run. */
    private record Chosen(Origin origin, Shadow.Watching watching) {}

    ShadowTurns(Shadow shadow) {
        this.shadow = shadow;
    }

    /** The bundle that has the shadow now; null when none has. */
    synchronized @Nullable Origin staged() {
        return staged;
    }

    /** What the configuration says; it is wanted even while it is not good. */
    synchronized void configure(Origin origin, Shadow.Watching watching) {
        chosen = new Chosen(origin, watching);
        shadow.run(origin, watching);
    }

    /**
     * What the operator says; only a good pack takes the place of the one before.
     *
     * @return null while a bundle is being staged: nothing happens then
     */
    synchronized @Nullable CompletableFuture<Reload> choose(Origin origin, Shadow.Watching watching) {
        return staged != null
                ? null
                : shadow.run(origin, watching).thenApply(reload -> {
                    if (reload.isGood()) {
                        chosen(new Chosen(origin, watching));
                    }
                    return reload;
                });
    }

    private synchronized void chosen(Chosen next) {
        chosen = next;
    }

    /**
     * The operator wants no shadow.
     *
     * @return false while a bundle is being staged: nothing happens then
     */
    synchronized boolean stop() {
        if (staged != null) {
            return false;
        }
        chosen = null;
        shadow.stop();
        return true;
    }

    /** A bundle takes the shadow, with a tally of its own. */
    synchronized CompletableFuture<Reload> stage(Origin bundle) {
        staged = bundle;
        shadow.stop();
        return shadow.run(bundle);
    }

    /** It gives the shadow back. */
    synchronized void unstage() {
        staged = null;
        shadow.stop();
        if (chosen != null) {
            shadow.run(chosen.origin(), chosen.watching());
        }
    }
}
