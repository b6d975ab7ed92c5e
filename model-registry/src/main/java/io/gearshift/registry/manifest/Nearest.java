package io.gearshift.registry.manifest;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Finds the name that a person probably meant. */
final class Nearest {

    /** Longer texts are no mistyped names, and comparing takes the product of the lengths. */
    private static final int MOST_COMPARED = 64;

    private Nearest() {}

    /** {@code did you mean X?}, or the list of what there is. */
    static String hint(String text, Collection<String> names) {
        return names.stream()
                .filter(name -> distance(text, name) <= Math.max(2, name.length() / 3))
                .min(Comparator.comparingInt(name -> distance(text, name)))
                .map(name -> "did you mean " + name + "?")
                .orElseGet(() -> names.isEmpty() ? "" : "expected one of " + String.join(", ", names));
    }

    /** Edits (insert, delete, replace) that turn one text into the other, upper and lower case alike. */
    private static int distance(String from, String to) {
        if (from.length() > MOST_COMPARED) {
            return Integer.MAX_VALUE;
        }
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
