package io.gearshift.daemon.shell;

import io.gearshift.core.policy.Policy;
import io.gearshift.policies.pack.PackException;
import io.gearshift.policies.pack.PackSource;
import io.gearshift.policies.pack.PackStore;
import io.gearshift.policies.trial.Trial;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pack on this device.
 *
 * @param reference a built-in pack's name, or a folder
 * @param folder null for a built-in pack
 */
record PackOrigin(
        PackStore store,
        Trial trial,
        String reference,
        @Nullable Path folder) implements Origin {

    @Override
    public String name() {
        return reference;
    }

    @Override
    public Proven load() throws PackException {
        Policy policy = store.load(reference);
        if (folder == null) {
            return new Proven(policy, 0); // Gearshift's own build has tried it
        }
        try {
            return new Proven(policy, trial.run(folder, policy.id().hash()));
        } catch (PackException e) {
            policy.close();
            throw e;
        }
    }

    @Override
    public List<Path> folders() {
        if (folder == null) {
            return List.of();
        }
        List<Path> folders = new ArrayList<>(List.of(folder));
        try {
            for (PackSource pack = PackSource.of(reference).parent(); pack != null; pack = pack.parent()) {
                if (pack.folder() != null) {
                    folders.add(pack.folder());
                }
            }
        } catch (PackException e) {
            return folders; // broken for now: its own folder is where it is mended
        }
        return folders;
    }
}
