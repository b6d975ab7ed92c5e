package io.gearshift.registry.derive.split;

import java.util.BitSet;
import java.util.List;

/**
 * A model in two parts: the head's operators need nothing that the tail's give.
 *
 * @param head positions among the model's operators that hang on its inputs, in topological order; never all, never none
 * @param wire names of the values that the tail reads and the head gives, or that are inputs of the model
 * @param wireBytes of one sample
 */
public record Cut(BitSet head, List<String> wire, long wireBytes) {

    public Cut {
        head = (BitSet) head.clone();
        wire = List.copyOf(wire);
    }

    @Override
    public BitSet head() {
        return (BitSet) head.clone();
    }

    /** Number of operators in the head. */
    public int size() {
        return head.cardinality();
    }
}
