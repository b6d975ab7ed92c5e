package io.gearshift.core.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that a person probably meant. */
public final class Nearest {

    /** Longer texts are no mistyped names, and comparing takes the product of the lengths. */
    private static final int MOST_COMPARED = 64;

    private Nearest() {}

    /**
     * The name with the least edits from {@code text}, upper and lower case alike, the first of equals; empty when even
     * that one differs in more than a third of its letters (or two, for short names).
     */
    public static Optional<String> to(String text, Collection<String> names) {
        if (text.length() > MOST_COMPARED) {
            return Optional.empty();
        }
        return names.stream()
                .filter(name -> isNear(distance(text, name), text, name))
                .min(Comparator.comparingInt(name -> distance(text, name)));
    }

    /** Of a name of one or two letters something must be left. */
    private static boolean isNear(int distance, String text, String name) {
        return distance <= Math.max(2, name.length() / 3) && distance < Math.max(text.length(), name.length());
    }

    /** {@code did you mean X?} or nothing. */
    public static String hint(String text, Collection<String> names) {
        return to(text, names).map(name -> "did you mean " + name + "?").orElse("");
    }

    /** {@code did you mean X?}, or the list of what there is; nothing when there is none. */
    public static String hintOrList(String text, Collection<String> names) {
        return to(text, names)
                .map(name -> "did you mean " + name + "?")
                .orElseGet(() -> names.isEmpty() ? "" : "expected one of " + String.join(", ", names));
    }

    /** Edits (insert, delete, replace, swap neighbours) that turn one text into the other. */
    public static int distance(String from, String to) {
        String a = from.toLowerCase(Locale.ROOT);
        String b = to.toLowerCase(Locale.ROOT);
        int[][] edits = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                edits[i][j] = i == 0 || j == 0 ? i + j : cheapest(edits, a, b, i, j);
            }
        }
        return edits[a.length()][b.length()];
    }

    private static int cheapest(int[][] edits, String a, String b, int i, int j) {
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        int best = Math.min(Math.min(edits[i - 1][j], edits[i][j - 1]) + 1, edits[i - 1][j - 1] + (same ? 0 : 1));
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, edits[i - 2][j - 2] + 1) : best;
    }
}
