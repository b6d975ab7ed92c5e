package io.gearshift.policies.check;

import io.gearshift.core.text.Nearest;
import io.gearshift.policies.language.Code;
import io.gearshift.policies.language.Problem;
import io.gearshift.policies.language.RuleSyntax;
import io.gearshift.policies.language.Span;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Rules that were meant to replace an inherited one, and miss its name by a letter. */
final class Overrides {

    /** More is another name: "Hot: stay" and "Cool: stay" are two rules. */
    private static final int MOST_EDITS = 2;

    /** Shorter names are close to each other by chance. */
    private static final int SHORTEST = 8;

    private final List<String> inherited;

    /** @param inherited names of the rules of the packs that this one extends */
    Overrides(List<String> inherited) {
        this.inherited = inherited;
    }

    /** Null when the rule replaces one, or is plainly another. */
    @Nullable
    Problem missed(String file, RuleSyntax rule) {
        String name = rule.name();
        if (inherited.contains(name) || name.length() < SHORTEST) {
            return null;
        }
        return inherited.stream()
                .filter(other -> isSlip(name, other))
                .findFirst()
                .map(other -> Problem.warning(
                        file,
                        Span.of(rule.at()),
                        Code.OVERRIDE_MISSED,
                        "\"" + name + "\" replaces no inherited rule; \"" + other + "\" stays in force beside it",
                        "name it \"" + other + "\" to replace that one, or more differently to add a rule"))
                .orElse(null);
    }

    private static boolean isSlip(String name, String other) {
        return words(name).equals(words(other)) || Nearest.distance(name, other) <= MOST_EDITS;
    }

    private static String words(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", " ").strip();
    }
}
