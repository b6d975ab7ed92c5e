package io.gearshift.policies.pack;

import io.gearshift.core.policy.Objective;
import io.gearshift.core.policy.Relaxation;
import io.gearshift.core.text.Digest;
import io.gearshift.core.text.Nearest;
import io.gearshift.policies.language.Problem;
import io.gearshift.policies.rules.Vocabulary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBase;

/**
 * A pack as its author wrote it, with the packs it extends, read once.
 *
 * @param label what people see before the names of its files: empty for the pack that was asked for, {@code default/} for
 *     a built-in parent, {@code ../base/} for a folder
 * @param folder where it lies, absolute; null for a built-in pack
 * @param manifest what its own {@code pack.yaml} says
 * @param files its own rule files and decision tables by name, sorted; the arrays are not to be changed
 * @param parent the pack it extends; null also when that could not be read
 * @param isWhole whether all of its rules and those of its parents are here: no file and no parent was unreadable
 * @param hash of every byte of it and its parents, the rule engine and the vocabulary, hex: equal hashes build equal
 *     policies
 */
public record PackSource(
        String label,
        @Nullable Path folder,
        PackManifest manifest,
        SortedMap<String, byte[]> files,
        @Nullable PackSource parent,
        boolean isWhole,
        String hash) {

    /** Changes when the build turns the same text into something else. */
    private static final String BUILD = "8";

    public PackSource {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    /**
     * @param reference a built-in pack's name, or a folder with {@code pack.yaml}
     * @throws PackException with every problem
     */
    public static PackSource of(String reference) throws PackException {
        return reading(reference).whole();
    }

    /**
     * As much of it as can be read.
     *
     * @param reference a built-in pack's name, or a folder
     * @throws PackException when there is no such pack
     */
    public static PackReading reading(String reference) throws PackException {
        return BuiltIn.isName(reference)
                ? new PackReader().reading(reference)
                : new PackReader().reading(existing(reference));
    }

    private static Path existing(String reference) throws PackException {
        try {
            Path folder = Path.of(reference);
            if (Files.isDirectory(folder)) {
                return folder;
            }
            throw new PackException("no policy pack at " + reference, advice(reference));
        } catch (InvalidPathException e) {
            throw new PackException("no policy pack at " + reference + ": " + e.getReason(), advice(reference));
        }
    }

    /**
     * @throws PackException with every problem
     */
    public static PackSource read(Path folder) throws PackException {
        if (!Files.isDirectory(folder)) {
            throw new PackException("no policy pack at " + folder, advice(folder.toString()));
        }
        return new PackReader().reading(folder).whole();
    }

    /**
     * Where the pack in this folder says that the pack lies which it extends, relative to itself; empty when that is a
     * built-in one, or none, or when it cannot be read.
     */
    public static Optional<String> parentFolder(Path folder) {
        try {
            String yaml = Files.readString(folder.resolve(PackManifestReader.FILE), StandardCharsets.UTF_8);
            PackManifest manifest = PackManifestReader.read(PackManifestReader.FILE, yaml, new ArrayList<>());
            PackManifest.Mention parent = manifest.parent();
            return parent == null || BuiltIn.isName(parent.text()) ? Optional.empty() : Optional.of(parent.text());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** What to give instead of a reference that names no pack. */
    private static String advice(String reference) {
        if (PackStore.isBundle(reference)) {
            return "a bundle is made to be run, not to be built on: give the folder it was built from";
        }
        return Nearest.to(reference, BuiltIn.NAMES)
                .map(name -> "did you mean " + name + "? Otherwise give a folder with pack.yaml")
                .orElse("give a folder with pack.yaml, or one of " + String.join(", ", BuiltIn.NAMES));
    }

    /** The objective where no rule sets another: its own or inherited. */
    public Objective objective() {
        if (manifest.objective() != null) {
            return manifest.objective();
        }
        return parent == null ? Objective.BALANCED : parent.objective();
    }

    /** The order in which constraints are given up: its own or inherited. */
    public List<Relaxation> relaxation() {
        if (manifest.relaxation() != null) {
            return manifest.relaxation();
        }
        return parent == null ? List.of(Relaxation.values()) : parent.relaxation();
    }

    /** From this pack to the one that extends nothing. */
    public List<PackSource> chain() {
        List<PackSource> chain = new ArrayList<>();
        for (PackSource pack = this; pack != null; pack = pack.parent) {
            chain.add(pack);
        }
        return chain;
    }

    /** The folders on which its meaning depends: what to watch for changes. */
    public List<Path> folders() {
        List<Path> folders = new ArrayList<>();
        for (PackSource pack : chain()) {
            if (pack.folder != null) {
                folders.add(pack.folder);
            }
        }
        return folders;
    }

    /** A file of text, such as {@code .drl}. */
    public String text(String file) {
        byte[] bytes = files.get(file);
        if (bytes == null) {
            throw new IllegalArgumentException("no file " + file + " in " + manifest.name());
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** A problem in its {@code pack.yaml}. */
    public Problem problem(PackManifest.Mention at, String message, String hint) {
        return at.problem(label + PackManifestReader.FILE, message, hint);
    }

    static String hash(byte[] manifest, SortedMap<String, byte[]> files, @Nullable PackSource parent) {
        Digest digest = new Digest().add(BUILD).add(runtime()).add(manifest);
        files.forEach((name, bytes) -> digest.add(name).add(bytes));
        return parent == null
                ? digest.hex()
                : digest.add("extends").add(parent.hash()).hex();
    }

    /** What a built pack links to: engine and vocabulary. */
    public static String runtime() {
        return new Digest()
                .add(String.valueOf(KieBase.class.getPackage().getImplementationVersion()))
                .add(Vocabulary.signature())
                .hex();
    }
}
