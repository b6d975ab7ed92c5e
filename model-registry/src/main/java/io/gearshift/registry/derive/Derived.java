package io.gearshift.registry.derive;

import io.gearshift.registry.derive.check.Agreement;
import io.gearshift.registry.manifest.Variant;
import java.util.List;

/**
 * A variant that was made, checked and registered.
 *
 * @param how in words, with the parameters that were chosen
 * @param parentBytes size of the parent's file
 * @param left first outputs of the operators that compute in float
 * @param whole first outputs of the operators that keep all their channels, with the reason
 */
public record Derived(
        Variant variant, String how, long parentBytes, List<String> left, List<String> whole, Figures figures) {

    public Derived {
        left = List.copyOf(left);
        whole = List.copyOf(whole);
    }

    public Agreement agreement() {
        return figures.agreement();
    }

    /** How many times smaller the file is. */
    public double compression() {
        return (double) parentBytes / variant.bytes();
    }
}
