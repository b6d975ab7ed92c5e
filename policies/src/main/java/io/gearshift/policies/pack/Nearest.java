package io.gearshift.policies.pack;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The valid word that a wrong one was probably meant to be. */
final class Nearest {

    private Nearest() {}

    /** Within a third of the word's length, at least 2 edits, case aside. */
    static Optional<String> to(String word, Collection<String> valid) {
        String lower = word.toLowerCase(Locale.ROOT);
        return valid.stream()
                .filter(v -> distance(lower, v.toLowerCase(Locale.ROOT)) <= Math.max(2, word.length() / 3))
                .min(Comparator.comparingInt((String v) -> distance(lower, v.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replace = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replace, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
