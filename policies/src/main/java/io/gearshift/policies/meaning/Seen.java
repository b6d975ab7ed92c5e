package io.gearshift.policies.meaning;

import java.util.List;

/**
 * How one rule met one input.
 *
 * @param matches combinations of facts that match; it fires once for each
 * @param sights its conditions in the order of the text, groups and patterns before what is inside
 */
public record Seen(String rule, int matches, List<Sight> sights) {

    public Seen {
        sights = List.copyOf(sights);
    }

    public boolean isFired() {
        return matches > 0;
    }
}
