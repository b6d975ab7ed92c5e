package io.gearshift.daemon.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/** Walks a YAML document along {@link ConfigKeys} and collects values and problems. */
final class ConfigTree {

    private static final List<String> PATHS =
            ConfigKeys.ALL.stream().map(ConfigKey::path).toList();

    private ConfigTree() {}

    /** @param section dotted prefix; empty for the whole document */
    static void read(Node node, String section, ReadContext at, ConfigValues values) {
        if (Nodes.isNull(node)) {
            return;
        }
        if (!(node instanceof MappingNode mapping)) {
            at.refuse(node, Nodes.kind(node) + " (expected: the keys " + String.join(", ", names(section)) + ")", "");
            return;
        }
        for (MappingEntries.Entry entry : MappingEntries.of(mapping, names(section), PATHS, at)) {
            String path = section.isEmpty() ? entry.name() : section + "." + entry.name();
            Optional<ConfigKey<?>> key = find(path);
            if (key.isPresent()) {
                value(key.get(), entry.value(), at.at(path), values);
            } else {
                read(entry.value(), path, at.at(path), values);
            }
        }
    }

    static Optional<ConfigKey<?>> find(String path) {
        return ConfigKeys.ALL.stream().filter(key -> key.path().equals(path)).findFirst();
    }

    static <T> void value(ConfigKey<T> key, Node node, ReadContext at, ConfigValues values) {
        if (Nodes.isNull(node)) {
            if (key.isOptional()) {
                values.clear(key);
            } else {
                at.refuse(
                        node,
                        "no value (expected: " + key.type().expected() + ")",
                        "leave the key out for the default");
            }
            return;
        }
        @Nullable T value = key.type().read(node, at);
        if (value != null) {
            values.put(key, value, at.where(node));
        }
    }

    /** Names that may stand directly below a section. */
    private static Collection<String> names(String section) {
        String prefix = section.isEmpty() ? "" : section + ".";
        Collection<String> names = new LinkedHashSet<>();
        for (String path : PATHS) {
            if (path.startsWith(prefix)) {
                names.add(path.substring(prefix.length()).split("\\.")[0]);
            }
        }
        return new ArrayList<>(names);
    }
}
