package io.gearshift.daemon.shell;

import io.gearshift.core.text.Nearest;
import io.gearshift.policies.pack.BuiltIn;
import io.gearshift.policies.pack.PackStore;
import io.gearshift.policies.trial.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The packs that may be named over the network: those built in, and the folders and bundles right inside the folder that the
 * configuration gives. A path is never taken from a caller: whoever can write a file somewhere and reach the admin
 * interface must not choose the rules, and nobody learns from an error what lies elsewhere on the disk.
 *
 * @param folder null when only the built-in ones may be named
 */
record NamedPacks(PackStore store, Trial trial, @Nullable Path folder) {

    private static final Predicate<String> NAME =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}").asMatchPredicate();

    Optional<Origin> find(String name) {
        if (BuiltIn.isName(name)) {
            return Optional.of(new PackOrigin(store, trial, name, null));
        }
        Path pack = folder == null || !NAME.test(name) ? null : folder.resolve(name);
        if (pack == null || !isInside(pack)) {
            return Optional.empty();
        }
        return Optional.of(
                PackStore.isBundle(pack.toString())
                        ? new BundleFile(store, trial, pack)
                        : new PackOrigin(store, trial, pack.toString(), pack));
    }

    /** A link that leads elsewhere is not inside. */
    private boolean isInside(Path pack) {
        try {
            boolean isPack = PackStore.isBundle(pack.toString())
                    ? Files.isRegularFile(pack)
                    : Files.isRegularFile(pack.resolve("pack.yaml"));
            return folder != null
                    && isPack
                    && folder.toRealPath().equals(pack.toRealPath().getParent());
        } catch (IOException e) {
            return false;
        }
    }

    String expected() {
        return String.join(", ", names());
    }

    String advice(String name) {
        return Nearest.to(name, names())
                .map(near -> "did you mean " + near + "?")
                .orElse(
                        folder == null
                                ? "policy.packs in the configuration names a folder of further packs"
                                : "a pack's folder or a bundle goes into " + folder);
    }

    private List<String> names() {
        List<String> builtIn = BuiltIn.NAMES;
        if (folder == null) {
            return builtIn;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            Stream<String> own = entries.filter(this::isInside)
                    .map(pack -> String.valueOf(pack.getFileName()))
                    .filter(NAME)
                    .sorted();
            return Stream.concat(builtIn.stream(), own).toList();
        } catch (IOException e) {
            return builtIn;
        }
    }
}
