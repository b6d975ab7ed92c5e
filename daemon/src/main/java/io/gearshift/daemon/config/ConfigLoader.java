package io.gearshift.daemon.config;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads the configuration once, whole, and either gives it complete or says everything that is wrong with it. */
public final class ConfigLoader {

    private ConfigLoader() {}

    /**
     * @param file without one, every key has its default
     * @param overrides stronger than the file, later ones stronger than earlier ones
     * @throws ConfigException with all problems at once
     */
    public static Config load(Optional<Path> file, List<ConfigOverride> overrides) throws ConfigException {
        return load(file, overrides, Home.locate());
    }

    /** The same with the defaults of another place than this process's. */
    public static Config load(Optional<Path> file, List<ConfigOverride> overrides, Home home) throws ConfigException {
        List<Problem> problems = new ArrayList<>();
        ConfigValues values = new ConfigValues(home);
        file.ifPresent(path -> readFile(path, values, problems));
        overrides.forEach(override -> apply(override, values, problems));
        ConfigChecks.check(values, problems);
        if (!problems.isEmpty()) {
            problems.sort(Problem.BY_POSITION);
            throw new ConfigException(problems);
        }
        return values.build();
    }

    private static void readFile(Path file, ConfigValues values, List<Problem> problems) {
        Path absolute = file.toAbsolutePath();
        Path base = absolute.getParent() == null ? absolute : absolute.getParent();
        ReadContext at = new ReadContext(file.toString(), true, base, "", problems);
        try {
            Node document = compose(Files.readString(file));
            if (document != null) {
                ConfigTree.read(document, "", at, values);
            }
        } catch (NoSuchFileException e) {
            problems.add(
                    new Problem(file.toString(), "", "no such file", "without --config every key has its default"));
        } catch (CharacterCodingException e) {
            problems.add(new Problem(file.toString(), "", "not UTF-8 text (expected: a YAML file)", ""));
        } catch (IOException e) {
            problems.add(new Problem(file.toString(), "", "cannot be read: " + e.getMessage(), ""));
        } catch (MarkedYAMLException e) {
            problems.add(new Problem(where(e.getProblemMark(), at), "", "not YAML: " + e.getProblem(), context(e)));
        } catch (YAMLException e) {
            problems.add(new Problem(file.toString(), "", "not YAML: " + e.getMessage(), ""));
        }
    }

    private static @Nullable Node compose(String text) {
        return new Yaml(new LoaderOptions()).compose(new StringReader(text));
    }

    private static String where(@Nullable Mark mark, ReadContext at) {
        return mark == null ? at.source() : at.where(mark.getLine(), mark.getColumn());
    }

    private static String context(MarkedYAMLException e) {
        return e.getContext() == null ? "" : e.getContext();
    }

    private static void apply(ConfigOverride override, ConfigValues values, List<Problem> problems) {
        ReadContext at =
                new ReadContext(override.option(), false, Path.of("").toAbsolutePath(), override.key(), problems);
        ConfigKey<?> key = ConfigTree.find(override.key())
                .orElseThrow(() -> new IllegalArgumentException("no such key: " + override.key()));
        ConfigTree.value(key, node(override.value()), at, values);
    }

    private static Node node(String value) {
        Node list = value.startsWith("[") ? compose(value) : null;
        return list != null ? list : new ScalarNode(Tag.STR, value, null, null, DumperOptions.ScalarStyle.PLAIN);
    }
}
