package io.gearshift.registry.gear;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that a client probably meant. */
final class Names {

    private static final int MAX_COMPARED = 64;

    private Names() {}

    /** {@code , did you mean 'x'?} or the list of what there is. */
    static String hint(String text, Collection<String> names) {
        if (names.isEmpty()) {
            return "there are none";
        }
        Optional<String> nearest = text.length() > MAX_COMPARED
                ? Optional.empty()
                : names.stream()
                        .filter(name -> distance(text, name) <= Math.max(2, name.length() / 3))
                        .min(Comparator.comparingInt(name -> distance(text, name)));
        return nearest.map(name -> "did you mean '" + name + "'?")
                .orElseGet(() -> "expected: " + String.join(", ", names));
    }

    /** A client's text, short enough to show. */
    static String shown(String text) {
        String clean = text.replaceAll("\\p{Cntrl}", "?");
        return clean.length() <= MAX_COMPARED ? clean : clean.substring(0, MAX_COMPARED) + "...";
    }

    private static int distance(String from, String to) {
        String a = from.toLowerCase(Locale.ROOT);
        String b = to.toLowerCase(Locale.ROOT);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
