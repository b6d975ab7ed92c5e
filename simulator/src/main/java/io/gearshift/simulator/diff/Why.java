package io.gearshift.simulator.diff;

import java.util.List;

/**
 * Why two policies differ at a moment.
 *
 * @param a the decision of the first in one sentence
 * @param b the decision of the second
 * @param onlyA what only rules of the first said about the model
 * @param onlyB what only rules of the second said about it
 * @param rivalInA how the second's gear stands with the first; empty when {@code a} says it
 * @param rivalInB how the first's gear stands with the second; empty when {@code b} says it
 */
public record Why(String a, String b, List<Said> onlyA, List<Said> onlyB, String rivalInA, String rivalInB) {
    public Why {
        onlyA = List.copyOf(onlyA);
        onlyB = List.copyOf(onlyB);
    }
}
