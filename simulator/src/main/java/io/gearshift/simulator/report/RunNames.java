package io.gearshift.simulator.report;

import io.gearshift.core.text.Nearest;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which run a person means. */
final class RunNames {

    private static final Pattern STATIC = Pattern.compile("static\\s*\\(\\s*(.+?)\\s*\\)", Pattern.CASE_INSENSITIVE);
    private static final String STATIC_PREFIX = "static ";

    private RunNames() {}

    /**
     * @param written a run's name, its beginning for the references ({@code alert}), or {@code static(NAME)} with a gear's or a
     *     variant's name, or for several models {@code model=gear, other=gear}
     */
    static String find(String expression, String written, List<String> names) throws Requirement.Mistake {
        Matcher matcher = STATIC.matcher(written);
        if (matcher.matches()) {
            return ofStatic(expression, matcher.group(1), names);
        }
        for (String name : names) {
            if (name.equalsIgnoreCase(written) || name.equalsIgnoreCase(written + "-style")) {
                return name;
            }
        }
        throw new Requirement.Mistake(
                "'" + expression + "': no run " + written + " here (there are: " + String.join("; ", names) + ")",
                Nearest.to(written, names)
                        .map(name -> "did you mean " + name + "?")
                        .orElse("--against adds runs: static, thresholds, alert, or another pack"));
    }

    private static String ofStatic(String expression, String gear, List<String> names) throws Requirement.Mistake {
        List<String> all =
                names.stream().filter(name -> name.startsWith(STATIC_PREFIX)).toList();
        List<String> exact =
                all.stream().filter(name -> gears(name).equals(gear)).toList();
        List<String> found = exact.isEmpty()
                ? all.stream()
                        .filter(name -> Arrays.stream(gears(name).split(", ")).allMatch(one -> isMeant(one, gear)))
                        .toList()
                : exact;
        if (found.size() == 1) {
            return found.get(0);
        }
        List<String> choices = found.isEmpty() ? all : found;
        throw new Requirement.Mistake(
                "'" + expression + "': " + (found.isEmpty() ? "no" : "more than one") + " static run of " + gear
                        + " here (there are: "
                        + String.join(
                                "; ", choices.stream().map(RunNames::gears).toList()) + ")",
                all.isEmpty() ? "--against static adds them" : "static(" + gears(choices.get(0)) + ") names one");
    }

    private static String gears(String name) {
        return name.substring(STATIC_PREFIX.length());
    }

    /** @param one {@code model=variant@provider:threads} */
    private static boolean isMeant(String one, String gear) {
        String bare = one.substring(one.indexOf('=') + 1);
        int at = bare.lastIndexOf('@');
        return bare.equals(gear) || at > 0 && bare.substring(0, at).equals(gear);
    }
}
