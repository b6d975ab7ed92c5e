package io.gearshift.policies.bundle;

import java.math.BigInteger;
import java.util.regex.Pattern;

/** The order of versions: parts between dots, - and _, numbers by their value. A word comes before nothing, nothing before a number: 1.0-rc1, 1.0, 1.0.1. */
public final class Versions {

    private static final Pattern BETWEEN = Pattern.compile("[._-]+|(?<=\\d)(?=[A-Za-z])|(?<=[A-Za-z])(?=\\d)");
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private Versions() {}

    /** Negative when {@code a} is older. */
    public static int compare(String a, String b) {
        String[] left = BETWEEN.split(a);
        String[] right = BETWEEN.split(b);
        for (int i = 0; i < Math.max(left.length, right.length); i++) {
            int order = part(i < left.length ? left[i] : "", i < right.length ? right[i] : "");
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static int part(String a, String b) {
        boolean isA = NUMBER.matcher(a).matches();
        boolean isB = NUMBER.matcher(b).matches();
        if (isA && isB) {
            return new BigInteger(a).compareTo(new BigInteger(b));
        }
        return rank(a, isA) == rank(b, isB) ? a.compareTo(b) : rank(a, isA) - rank(b, isB);
    }

    /** 1.0-rc1 is before 1.0, and 1.0 before 1.0.1. */
    private static int rank(String part, boolean isNumber) {
        if (isNumber) {
            return 2;
        }
        return part.isEmpty() ? 1 : 0;
    }
}
