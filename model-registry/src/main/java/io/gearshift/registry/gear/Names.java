package io.gearshift.registry.gear;

import io.gearshift.core.text.Nearest;
import java.util.Collection;

/** Names in answers to clients. */
final class Names {

    private static final int MOST_SHOWN = 64;

    private Names() {}

    /** {@code , did you mean 'x'?} or the list of what there is. */
    static String hint(String text, Collection<String> names) {
        if (names.isEmpty()) {
            return "there are none";
        }
        return Nearest.to(text, names)
                .map(name -> "did you mean '" + name + "'?")
                .orElseGet(() -> "expected: " + String.join(", ", names));
    }

    /** A client's text, short enough to show. */
    static String shown(String text) {
        String clean = text.replaceAll("\\p{Cntrl}", "?");
        return clean.length() <= MOST_SHOWN ? clean : clean.substring(0, MOST_SHOWN) + "...";
    }
}
