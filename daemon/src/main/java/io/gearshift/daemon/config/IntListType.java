package io.gearshift.daemon.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** A short list of different whole numbers, {@code [1, 2]}; one number alone is a list of one. */
record IntListType(int min, int max, int longest) implements ValueType<List<Integer>> {

    @Override
    public String expected() {
        return "a list of 1.." + longest + " different whole numbers, each " + min + ".." + max;
    }

    @Override
    public @Nullable List<Integer> read(Node node, ReadContext at) {
        List<Node> items = node instanceof SequenceNode list ? list.getValue() : List.of(node);
        List<Integer> numbers = new ArrayList<>();
        for (Node item : items) {
            Integer number = ValueTypes.integer(min, max).read(item, at);
            if (number == null) {
                return null;
            }
            numbers.add(number);
        }
        boolean isValid = !numbers.isEmpty()
                && numbers.size() <= longest
                && numbers.stream().distinct().count() == numbers.size();
        if (!isValid) {
            at.refuse(node, numbers + " (expected: " + expected() + ")", "");
        }
        return isValid ? List.copyOf(numbers) : null;
    }

    @Override
    public String write(List<Integer> value, String indent) {
        return value.toString();
    }
}
