package io.gearshift.policies.vary;

/**
 * A number that a rule says.
 *
 * @param place among the numbers of its rule as they are written, from 1
 * @param file its place among the pack's files of rules
 * @param before what its comparison says before it, blanks left out: {@code secondsToTrip<}; of an argument the verb
 * @param after what its comparison says after it, blanks left out
 * @param start offset in the file's text, its sign included
 * @param written as it is written, blanks left out
 */
public record RuleNumber(
        String rule, int place, int file, String before, String after, int start, int end, String written) {

    /** For people: {@code secondsToTrip < 30}. */
    public String shown() {
        return shown(written);
    }

    /** The same with another number and its rule: {@code rule "Warm": secondsToTrip < 60}. */
    public String with(String other) {
        return "rule \"" + rule + "\": " + shown(other);
    }

    private String shown(String number) {
        return spaced(before) + " " + number + (after.isEmpty() ? "" : " " + spaced(after));
    }

    /** What names it among the numbers of its rule, when no other one has the same. */
    public String label() {
        return spaced(before) + (after.isEmpty() ? "" : " _ " + spaced(after));
    }

    private static String spaced(String code) {
        return code.replaceAll("\\s*(<=|>=|==|!=|<|>|\\*|/)\\s*", " $1 ").strip();
    }
}
