package io.gearshift.policies.test;

/**
 * Where a test and the pack differ.
 *
 * @param at the place, {@code tests/heat.yaml:12}, and in a series the time; empty for what is not at one place
 * @param what is compared, such as {@code gear}; for a test that cannot be evaluated, why
 * @param expected empty together with {@code got} where there is nothing to compare
 */
public record Mismatch(String at, String what, String expected, String got) {

    /** Longer than this, expected and got stand below each other. */
    private static final int LINE = 110;

    static Mismatch error(String why) {
        return new Mismatch("", why, "", "");
    }

    Mismatch in(String place) {
        return new Mismatch(place, what, expected, got);
    }

    private String head() {
        return (at.isEmpty() ? "" : at + ": ") + what;
    }

    private boolean isCompared() {
        return !expected.isEmpty() || !got.isEmpty();
    }

    /** On one line. */
    @Override
    public String toString() {
        return isCompared() ? head() + ": expected " + expected + ", got " + got : head();
    }

    /** For eyes, in as many lines as it takes. */
    String pretty(String indent) {
        return !isCompared() || toString().length() <= LINE
                ? indent + this
                : indent + head() + "\n" + indent + "  expected  " + expected + "\n" + indent + "  got       " + got;
    }
}
