package io.gearshift.policies.pack;

import io.gearshift.core.policy.Objective;
import io.gearshift.core.policy.Relaxation;
import io.gearshift.policies.language.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code pack.yaml} says itself; {@link PackSource} says what holds with its parents.
 *
 * @param name letters, digits, {@code -} and {@code _}; metrics and decisions name it. Where something is wrong with the file,
 *     what could not be read is empty or absent here
 * @param objective where no rule sets another; null: as in the pack that this one extends
 * @param relaxation constraints in the order they are given up, each at most once; null: as in the pack that this one
 *     extends
 * @param parent the pack that this one extends: a built-in pack's name, or a folder relative to this pack
 * @param isParentKnown whether {@code parent} says what was meant; not where {@code extends} could not be read
 * @param disable names of rules that are not inherited
 */
public record PackManifest(
        String name,
        String version,
        String description,
        @Nullable Objective objective,
        @Nullable List<Relaxation> relaxation,
        @Nullable Mention parent,
        boolean isParentKnown,
        List<Mention> disable) {

    /** Of a file of which nothing could be read. */
    static final PackManifest UNREADABLE = new PackManifest("", "", "", null, null, null, false, List.of());

    public PackManifest {
        relaxation = relaxation == null ? null : List.copyOf(relaxation);
        disable = List.copyOf(disable);
    }

    /** A name in {@code pack.yaml} and its place there, 1-based, quotes included in its length. */
    public record Mention(String text, int line, int column, int length) {

        /** What is wrong with it. */
        Problem problem(String file, String message, String hint) {
            return new Problem(file, line, column, length, Problem.Severity.ERROR, Problem.INVALID, message, hint);
        }
    }
}
