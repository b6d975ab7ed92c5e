package io.gearshift.registry.manifest;

import java.util.Optional;
import java.util.regex.Pattern;

/** Names of models and variants: they become parts of paths, addresses, gears ({@code variant@provider}) and labels. */
final class Names {

    private static final int LONGEST = 64;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    private Names() {}

    /** What is wrong with a name. */
    static Optional<String> problem(String name) {
        if (!NAME.matcher(name).matches()) {
            return Optional.of(
                    "not a name (expected: letters, digits, '.', '_', '-', beginning with a letter or digit)");
        }
        return name.length() > LONGEST
                ? Optional.of(name.length() + " letters (expected: at most " + LONGEST + ")")
                : Optional.empty();
    }
}
