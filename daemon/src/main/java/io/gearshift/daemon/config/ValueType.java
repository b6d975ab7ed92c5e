package io.gearshift.daemon.config;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

/** How the value of a key is read, checked and written. */
interface ValueType<T> {

    /** What a person may write there, e.g. {@code a whole number, 1..65535}. */
    String expected();

    /** Null when the value is refused; the problem then is with {@code at}. */
    @Nullable
    T read(Node node, ReadContext at);

    /** YAML that {@link #read} turns into the same value; further lines are indented by {@code indent}. */
    String write(T value, String indent);
}
