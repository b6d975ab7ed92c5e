package io.gearshift.daemon.config;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** A value that is one word. {@code parse} gets the text and the folder that relative paths start from. */
record ScalarType<T>(String expected, BiFunction<String, Path, Optional<T>> parse, Function<T, String> format)
        implements ValueType<T> {

    @Override
    public @Nullable T read(Node node, ReadContext at) {
        if (!(node instanceof ScalarNode scalar)) {
            at.refuse(node, Nodes.kind(node) + " (expected: " + expected + ")", "");
            return null;
        }
        Optional<T> value = parse.apply(scalar.getValue(), at.base());
        if (value.isEmpty()) {
            at.refuse(node, Nodes.shown(scalar.getValue()) + " (expected: " + expected + ")", "");
        }
        return value.orElse(null);
    }

    @Override
    public String write(T value, String indent) {
        return Nodes.quoted(format.apply(value));
    }
}
