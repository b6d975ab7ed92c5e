package io.gearshift.daemon.cli;

import io.gearshift.core.policy.Policy;
import io.gearshift.core.policy.PolicyId;
import io.gearshift.daemon.rollout.Rollout;
import io.gearshift.policies.bundle.Bundle;
import io.gearshift.policies.pack.PackException;
import io.gearshift.policies.pack.PackStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Rules by their hash, as a recording names them: built in, built by the daemon, or in a bundle that it follows. Of a bundle
 * the text is used, checked and built here: whose code it carries is the daemon's question.
 *
 * @param state the daemon's state folder
 */
record KeptRules(PackStore store, Path state) {

    static KeptRules in(Path state) {
        return new KeptRules(new PackStore(state), state);
    }

    /**
     * Closed by the caller.
     *
     * @throws PackException when what is kept cannot be trusted or built
     */
    Optional<Policy> find(PolicyId id) throws PackException {
        Optional<Policy> found = store.find(id);
        return found.isPresent() ? found : bundled(id);
    }

    private Optional<Policy> bundled(PolicyId id) throws PackException {
        for (Path file : bundles()) {
            Bundle bundle = read(file);
            if (bundle != null && bundle.head().hash().equals(id.hash())) {
                Policy policy = store.load(bundle);
                if (policy.id().equals(id)) {
                    return Optional.of(policy);
                }
                policy.close();
            }
        }
        return Optional.empty();
    }

    /** Null when it is damaged: it is no longer the one that is sought. */
    private static @Nullable Bundle read(Path file) {
        try {
            return PackStore.bundle(file);
        } catch (PackException e) {
            return null;
        }
    }

    private List<Path> bundles() {
        Path folder = Rollout.folder(state);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(Bundle.SUFFIX))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of(); // as when there are none: the rules are not at hand
        }
    }
}
