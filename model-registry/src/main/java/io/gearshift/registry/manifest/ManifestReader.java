package io.gearshift.registry.manifest;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Reads {@code model.yaml}. Strict: what is unknown, missing, of a wrong type or outside the model's folder is a problem
 * with its line and column, and one reading finds them all. Whether the model files are what the manifest says is for the
 * catalogue.
 */
public final class ManifestReader {

    public static final String FILE_NAME = "model.yaml";

    /** A manifest has a page of text; one of this size is a mistake, or an attack on the parser. */
    private static final long MOST_BYTES = 1 << 20;

    public Manifest read(Path folder) throws ManifestException {
        return draft(folder).require();
    }

    /** What could be read, with all problems so far. */
    public Draft draft(Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        Path file = absolute.resolve(FILE_NAME);
        Places places = new Places(file.toString());
        Optional<String> text = text(file, places);
        return draft(absolute, text.isEmpty() ? null : compose(text.get(), places), places);
    }

    /** As {@link #read}, of a text that is not in the folder yet; the files that it names are. */
    public Manifest read(Path folder, String text) throws ManifestException {
        Path absolute = folder.toAbsolutePath().normalize();
        Places places = new Places(absolute.resolve(FILE_NAME).toString());
        return draft(absolute, compose(text, places), places).require();
    }

    private static Draft draft(Path absolute, @Nullable Node root, Places places) {
        if (root == null) {
            return new Draft(null, Map.of(), Map.of(), Map.of(), places);
        }
        places.note("", root);
        return Section.of(root, "", places, ModelFields.KEYS)
                .map(section -> new ModelFields(absolute, section, places).draft())
                .orElseGet(() -> new Draft(null, Map.of(), Map.of(), Map.of(), places));
    }

    private static Optional<String> text(Path file, Places places) {
        try {
            long bytes = Files.size(file);
            if (bytes > MOST_BYTES) {
                places.add("", bytes + " bytes (expected: at most " + MOST_BYTES + ")", "");
                return Optional.empty();
            }
            return Optional.of(Files.readString(file));
        } catch (NoSuchFileException e) {
            places.add("", "missing (expected: the model's manifest)", "see samples/models for examples");
        } catch (CharacterCodingException e) {
            places.add("", "not UTF-8 text", "save it as UTF-8");
        } catch (IOException e) {
            places.add("", "cannot be read: " + e, "");
        }
        return Optional.empty();
    }

    private static @Nullable Node compose(String text, Places places) {
        try {
            Node root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
            if (root == null) {
                places.add("", "empty (expected: task, inputs, outputs, accuracy, variants)", "");
            }
            return root;
        } catch (MarkedYAMLException e) {
            String message = "not YAML: " + e.getProblem();
            if (e.getProblemMark() == null) {
                places.add("", message, "");
            } else {
                places.add(e.getProblemMark(), "", message, "");
            }
        } catch (YAMLException e) {
            places.add("", "not YAML: " + e.getMessage(), "");
        }
        return null;
    }
}
