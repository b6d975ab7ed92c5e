package io.gearshift.simulator.profile;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of MLPerf Tiny submissions, some of which are a board and a build: {@code NUCLEO_H7A3ZI_int8_min_ram}. */
final class TinyNames {

    private static final Pattern BUILD = Pattern.compile("(.+?)_(float|int8)(_.*)?");

    private TinyNames() {}

    static String board(String submission) {
        Matcher build = BUILD.matcher(submission);
        return build.matches() ? build.group(1) : submission;
    }

    /** {@code submitted} where the name tells no build. */
    static String build(String submission) {
        Matcher build = BUILD.matcher(submission);
        if (!build.matches()) {
            return "submitted";
        }
        return build.group(3) == null
                ? build.group(2)
                : build.group(2) + build.group(3).replace('_', '-');
    }

    static String precision(String submission) {
        Matcher build = BUILD.matcher(submission);
        return build.matches() ? build.group(2) : "";
    }
}
