package io.gearshift.policies.language;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.EnumSet;
import java.util.Set;

/**
 * Keeps what a person sees and what a machine reads the same. Names and reasons of rules go to terminals, logs and reviews;
 * control characters there move cursors and rename windows, and characters that turn the direction of writing or have no
 * width show a text that is not the one compiled (Unicode Technical Reports 36 and 39).
 */
public final class Visible {

    private static final Set<UnicodeScript> LOOK_ALIKES =
            EnumSet.of(UnicodeScript.CYRILLIC, UnicodeScript.CHEROKEE, UnicodeScript.ARMENIAN);

    /** Greek letters that look Latin; others, such as the µ of units, stand among Latin ones with good reason. */
    private static final String GREEK_LOOK_ALIKES = "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧορν";

    private Visible() {}

    /** The text with every unseen character spelled out, as {@code \}{@code u{1b}}; harmless on a terminal. */
    public static String of(String text) {
        if (text.codePoints().noneMatch(Visible::isUnseen)) {
            return text;
        }
        StringBuilder shown = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (isUnseen(c)) {
                shown.append("\\u{").append(Integer.toHexString(c)).append('}');
            } else {
                shown.appendCodePoint(c);
            }
        });
        return shown.toString();
    }

    /** Controls, marks of direction, characters without width, odd spaces, halves of characters. */
    static boolean isUnseen(int c) {
        if (c >= ' ' && c < 0x7f) {
            return false;
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SPACE_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> true;
            default -> false;
        };
    }

    /** Whether the name could pass for another: letters of two alphabets in one word, or a second spelling. */
    public static boolean isLookAlike(String name) {
        if (name.chars().allMatch(c -> c < 0x80)) {
            return false;
        }
        if (!Normalizer.isNormalized(name, Normalizer.Form.NFKC)) {
            return true;
        }
        for (String word : name.split("[^\\p{L}\\p{M}]+")) {
            boolean isLatin = word.codePoints().anyMatch(c -> UnicodeScript.of(c) == UnicodeScript.LATIN);
            boolean isOther = word.codePoints()
                    .anyMatch(c -> LOOK_ALIKES.contains(UnicodeScript.of(c)) || GREEK_LOOK_ALIKES.indexOf(c) >= 0);
            if (isLatin && isOther) {
                return true;
            }
        }
        return false;
    }
}
