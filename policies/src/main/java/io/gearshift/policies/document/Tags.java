package io.gearshift.policies.document;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A tag asks for an object of a class; only those that plain values have by themselves mean anything here. */
public final class Tags {

    private static final Set<Tag> PLAIN =
            Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.TIMESTAMP, Tag.MERGE, Tag.MAP, Tag.SEQ);

    private Tags() {}

    /** The first node, in no certain order, that asks for something else. Each node is looked at once, however often it is used. */
    public static Optional<Node> odd(Node root) {
        Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Node> left = new ArrayDeque<>();
        left.add(root);
        while (!left.isEmpty()) {
            Node node = left.pop();
            if (!seen.add(node)) {
                continue;
            }
            if (!PLAIN.contains(node.getTag())) {
                return Optional.of(node);
            }
            if (node instanceof SequenceNode list) {
                left.addAll(list.getValue());
            } else if (node instanceof MappingNode map) {
                map.getValue().forEach(tuple -> {
                    left.add(tuple.getKeyNode());
                    left.add(tuple.getValueNode());
                });
            }
        }
        return Optional.empty();
    }

    /** For people. */
    public static String said(Node odd) {
        return "the tag " + odd.getTag().getValue() + " is not allowed";
    }
}
