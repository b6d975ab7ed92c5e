package io.gearshift.daemon.shell;

import io.gearshift.policies.pack.PackException;
import io.gearshift.policies.pack.PackStore;
import io.gearshift.policies.trial.Trial;
import java.nio.file.Path;
import java.util.List;

/** A bundle in a file that the configuration names, read anew each time. */
record BundleFile(PackStore store, Trial trial, Path file) implements Origin {

    @Override
    public String name() {
        return file.toString();
    }

    @Override
    public Proven load() throws PackException {
        return new BundleOrigin(store, trial, PackStore.bundle(file)).load();
    }

    @Override
    public List<Path> folders() {
        return List.of(file);
    }
}
