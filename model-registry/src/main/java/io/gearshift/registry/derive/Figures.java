package io.gearshift.registry.derive;

import io.gearshift.registry.derive.check.Agreement;
import io.gearshift.registry.derive.check.Cost;
import io.gearshift.registry.derive.check.Packed;
import io.gearshift.registry.derive.check.Speed;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What was measured of a derived variant.
 *
 * @param speed in turns with the parent
 * @param parentCost null when it cannot be measured
 * @param cost as {@code parentCost}
 * @param packed of a sparse variant; null for others, which pack hardly better than they are
 * @param areInputsReal whether the agreement was measured on real inputs, not on generated ones
 */
public record Figures(
        Agreement agreement,
        Speed speed,
        @Nullable Cost parentCost,
        @Nullable Cost cost,
        @Nullable Packed packed,
        boolean areInputsReal) {

    /** What the manifest says. */
    String how(Request request, Recipe recipe, double smaller) {
        String parent = request.parent().name();
        StringBuilder how = new StringBuilder(request.tool() + ": " + recipe.how());
        how.append(String.format(
                Locale.ROOT, "; %.2f times smaller, %.2f times as fast with one thread", smaller, speed.speedup()));
        if (packed != null) {
            how.append(String.format(
                    Locale.ROOT,
                    "; with gzip %.2f MB, %.2f times smaller than %s with gzip",
                    packed.bytes() / 1e6,
                    packed.compression(),
                    parent));
        }
        if (cost != null) {
            how.append("; ").append(cost.text());
        }
        how.append(String.format(
                Locale.ROOT,
                "; cosine with %s %.5f on %d %s inputs",
                parent,
                agreement.meanCosine(),
                agreement.samples(),
                areInputsReal ? "real" : "generated"));
        if (agreement.accuracy() != null && agreement.parentAccuracy() != null) {
            how.append(String.format(
                    Locale.ROOT,
                    "; %.4f right of them, %s %.4f",
                    agreement.accuracy(),
                    parent,
                    agreement.parentAccuracy()));
        } else {
            how.append("; accuracy estimated from the answers that changed");
        }
        return how.toString();
    }
}
