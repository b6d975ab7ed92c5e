package io.gearshift.daemon.shell;

import io.gearshift.policies.pack.PackException;
import java.nio.file.Path;
import java.util.List;

/** Where rules come from: a pack by name or folder, or a bundle. */
interface Origin {

    /** As people name it. */
    String name();

    /**
     * A new policy, built, loaded, and proven by the pack's own tests; the caller closes it. Blocks, for seconds when
     * something must be built.
     *
     * @throws PackException with everything that is wrong; nothing is left open then
     */
    Proven load() throws PackException;

    /** Files, and folders whose files, {@link #load} reads; empty when there is nothing to watch. */
    default List<Path> folders() {
        return List.of();
    }
}
