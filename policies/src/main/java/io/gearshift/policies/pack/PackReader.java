package io.gearshift.policies.pack;

import io.gearshift.core.text.Nearest;
import io.gearshift.policies.language.Problem;
import io.gearshift.policies.language.Visible;
import io.gearshift.policies.pack.PackManifest.Mention;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads one pack and the packs it extends, one after the other, and keeps every problem of all of them. */
final class PackReader {

    /** Longest chain of packs, the first one included: deeper, nobody can say any more what holds. */
    private static final int DEEPEST = 8;

    private static final int LONGEST_PATH = 400;

    private final List<Problem> problems = new ArrayList<>();

    /** The packs on the way here, as people see them, and by what tells them apart. */
    private final List<String> names = new ArrayList<>();

    private final List<String> identities = new ArrayList<>();

    /** Of the pack that was asked for; labels of other folders are relative to it. */
    private @Nullable Path first;

    PackReading reading(String builtIn) {
        return reading(builtIn, builtIn, null, BuiltIn.files(builtIn));
    }

    PackReading reading(Path given) {
        Path folder = given.toAbsolutePath().normalize();
        first = folder;
        return reading(given.toString(), identity(folder), folder, new PackFolder(folder, "", problems).files());
    }

    private PackReading reading(
            String reference, String identity, @Nullable Path folder, SortedMap<String, byte[]> files) {
        PackSource source = read(identity, folder, "", new TreeMap<>(files), problems.isEmpty());
        return new PackReading(reference, source, files, problems);
    }

    private PackSource ofFolder(Path folder, String label) {
        int before = problems.size();
        SortedMap<String, byte[]> files = new PackFolder(folder, label, problems).files();
        return read(identity(folder), folder, label, files, problems.size() == before);
    }

    /** @param areFilesRead whether nothing is wrong with any of its files as such */
    private PackSource read(
            String identity,
            @Nullable Path folder,
            String label,
            SortedMap<String, byte[]> files,
            boolean areFilesRead) {
        names.add(label.isEmpty() ? "this pack" : label.substring(0, label.length() - 1));
        identities.add(identity);
        byte @Nullable [] yaml = files.remove(PackManifestReader.FILE);
        PackManifest manifest = yaml == null
                ? PackManifest.UNREADABLE
                : PackManifestReader.read(
                        label + PackManifestReader.FILE, new String(yaml, StandardCharsets.UTF_8), problems);
        Mention mention = manifest.parent();
        PackSource parent = mention == null ? null : parent(mention, folder, label);
        if (files.isEmpty() && mention == null && problems.isEmpty()) {
            problems.add(new Problem(
                    label + PackManifestReader.FILE,
                    0,
                    0,
                    "no rules",
                    "add a file ending in " + PackFolder.RULES + ", or extend another pack"));
        }
        boolean isWhole =
                areFilesRead && manifest.isParentKnown() && (mention == null || parent != null && parent.isWhole());
        String hash = PackSource.hash(yaml == null ? new byte[0] : yaml, files, parent);
        return new PackSource(label, folder, manifest, files, parent, isWhole, hash);
    }

    /** Null when there is none, which is said at the key that names it. */
    private @Nullable PackSource parent(Mention mention, @Nullable Path child, String label) {
        String name = mention.text();
        String file = label + PackManifestReader.FILE;
        if (BuiltIn.isName(name)) {
            return isNext(name, mention, file) ? read(name, null, name + "/", BuiltIn.files(name), true) : null;
        }
        Path folder = child == null ? null : folder(name, child, mention, file);
        if (folder == null || !isNext(identity(folder), mention, file)) {
            return null;
        }
        return ofFolder(folder, label(folder));
    }

    private @Nullable Path folder(String name, Path child, Mention mention, String file) {
        boolean isLong = name.length() > LONGEST_PATH;
        if (isLong || !Visible.of(name).equals(name)) {
            problem(
                    file,
                    mention,
                    "extends: " + (isLong ? "a path of " + name.length() : name + " has hidden") + " characters",
                    "name a built-in pack, or a folder such as ../base");
            return null;
        }
        try {
            Path path = Path.of(name);
            Path folder = child.resolve(path).normalize();
            if (path.isAbsolute()) {
                problem(
                        file,
                        mention,
                        "extends: " + name + " is an absolute path",
                        "give it relative to this pack, such as ../base, so that both can move together");
            } else if (!Files.isDirectory(folder)) {
                problem(file, mention, "extends: no policy pack at " + name, advice(name));
            } else {
                return folder;
            }
        } catch (InvalidPathException e) {
            problem(file, mention, "extends: no policy pack at " + name + ": " + e.getReason(), "");
        }
        return null;
    }

    private static String advice(String name) {
        return Nearest.to(name, BuiltIn.NAMES)
                .map(n -> "did you mean " + n + "?")
                .orElse("name a built-in pack (" + String.join(", ", BuiltIn.NAMES)
                        + ") or a folder relative to this pack");
    }

    private boolean isNext(String identity, Mention mention, String file) {
        int before = identities.indexOf(identity);
        if (before >= 0) {
            String circle = String.join(" extends ", names.subList(before, names.size()));
            problem(
                    file,
                    mention,
                    "extends: a circle: " + circle + " extends " + names.get(before),
                    "one of them has to stand alone");
        } else if (identities.size() >= DEEPEST) {
            problem(
                    file,
                    mention,
                    "extends: a chain of over " + DEEPEST + " packs: " + String.join(", ", names),
                    "extend one of the later ones directly");
        }
        return before < 0 && identities.size() < DEEPEST;
    }

    /** Relative to the pack that was asked for; a folder never looks like a built-in pack. */
    private String label(Path folder) {
        String label =
                first == null ? folder.toString() : first.relativize(folder).toString();
        return (BuiltIn.isName(label) ? "./" : "") + label.replace('\\', '/') + "/";
    }

    private static String identity(Path folder) {
        try {
            return folder.toRealPath().toString();
        } catch (IOException e) {
            return folder.toString();
        }
    }

    private void problem(String file, Mention at, String message, String hint) {
        problems.add(at.problem(file, message, hint));
    }
}
