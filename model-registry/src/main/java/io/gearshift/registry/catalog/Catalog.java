package io.gearshift.registry.catalog;

import io.gearshift.registry.manifest.Manifest;
import io.gearshift.registry.manifest.ManifestReader;
import io.gearshift.registry.manifest.Problem;
import io.gearshift.registry.onnx.OrtRuntime;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The models of a registry folder: one sub-folder with a {@code model.yaml} each. Removing that file, or the folder, removes
 * the model; a manifest or a file gone bad leaves the model as it was. Folders whose names begin with a dot are not looked
 * at, so a model may be prepared in one and renamed. Thread-safe; reads files, so not for an event loop.
 */
public final class Catalog {

    private final Path folder;
    private final ManifestReader reader = new ManifestReader();
    private final Proofs proofs;
    private final FileChecks checks;
    private final SortedMap<String, ModelFolder> known = new TreeMap<>();
    private final List<Problem> strays = new ArrayList<>();
    private @Nullable Scan last;

    /** Reads every model file at the first look. */
    public Catalog(Path folder, OrtRuntime runtime) {
        this(folder, runtime, null);
    }

    /** @param proofs file that remembers over restarts which model files were found good; null to read them all again */
    public Catalog(Path folder, OrtRuntime runtime, @Nullable Path proofs) {
        this.folder = folder.toAbsolutePath().normalize();
        this.proofs = new Proofs(proofs);
        this.checks = new FileChecks(runtime, this.proofs);
    }

    /**
     * Looks at the registry. The first look reads every model file once; later ones only what has changed, and cost a few
     * file attributes otherwise.
     */
    public synchronized Scan scan() {
        List<Problem> problems = new ArrayList<>();
        try {
            look();
        } catch (IOException e) {
            // Perhaps not mounted: what was registered stays.
            problems.add(whole(folder, "the registry cannot be read: " + e, "see models.dir in the configuration"));
        }
        problems.addAll(strays);
        SortedMap<String, Manifest> models = new TreeMap<>();
        known.forEach((name, model) -> {
            problems.addAll(model.problems());
            Manifest manifest = model.inForce();
            if (manifest != null) {
                models.put(name, manifest);
            }
        });
        Scan before = last;
        boolean isChanged = before == null
                || !before.models().equals(models)
                || !before.problems().equals(problems);
        last = new Scan(models, problems, isChanged);
        return last;
    }

    private void look() throws IOException {
        Path real = folder.toRealPath();
        Set<String> names = new HashSet<>();
        strays.clear();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (name.startsWith(".") || !Files.isDirectory(entry)) {
                    continue;
                }
                if (Files.exists(entry.resolve(ManifestReader.FILE_NAME))) {
                    names.add(name);
                    look(entry, name, real);
                } else {
                    Strays.in(entry).ifPresent(strays::add);
                }
            }
        }
        known.keySet().retainAll(names);
        Set<Path> files = new HashSet<>();
        known.values().forEach(model -> files.addAll(model.files()));
        checks.keepOnly(files);
        proofs.save();
    }

    private void look(Path entry, String name, Path realRegistry) {
        ModelFolder model = known.computeIfAbsent(name, n -> new ModelFolder(entry));
        try {
            Path realEntry = entry.toRealPath();
            if (realEntry.startsWith(realRegistry)) {
                model.look(reader, checks);
            } else {
                model.refuse(whole(
                        entry,
                        "a link to " + realEntry + " (expected: a folder inside the registry)",
                        "copy the folder instead, or set models.dir to where it lies"));
            }
        } catch (IOException e) {
            // Removed while looking, or not to be read.
            model.refuse(whole(entry, "cannot be read: " + e, ""));
        }
    }

    private static Problem whole(Path path, String message, String hint) {
        return new Problem(path.toString(), 0, 0, "", message, hint);
    }
}
