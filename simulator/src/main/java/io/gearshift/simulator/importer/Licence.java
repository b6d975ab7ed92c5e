package io.gearshift.simulator.importer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The terms under which a log came, as far as the folder it lies in tells: a file {@code LICENSE} or {@code COPYING}, else the part of its
 * README under the heading "Licence".
 *
 * @param name as SPDX writes it where it is known, else the first words
 * @param file that says so
 * @param isCopyleft what is made of it must keep these terms when it is passed on
 */
public record Licence(String name, String file, boolean isCopyleft) {

    private static final int MOST_CHARS = 60_000;
    private static final int MOST_WORDS = 80;

    private static final Pattern FILE = Pattern.compile("(?i)(licen[sc]e|copying)(\\.(txt|md))?");
    private static final Pattern README = Pattern.compile("(?i)readme(\\.(txt|md))?");
    private static final Pattern SECTION = Pattern.compile("(?im)^#+\\s*licen[sc]e\\s*$\\s*(\\S[^\\n]*)");

    /** The most particular first. */
    private static final Map<Pattern, String> KNOWN = new LinkedHashMap<>();

    static {
        known("affero general public license", "AGPL-3.0");
        known("lesser general public license", "LGPL");
        known("gnu general public license\\s+version 2", "GPL-2.0");
        known("gnu general public license\\s+version 3", "GPL-3.0");
        known("attribution-sharealike 4.0", "CC-BY-SA-4.0");
        known("attribution 4.0", "CC-BY-4.0");
        known("open database license", "ODbL-1.0");
        known("mozilla public license", "MPL-2.0");
        known("apache license\\s+version 2.0", "Apache-2.0");
        known("mit license", "MIT");
        known("bsd 2-clause", "BSD-2-Clause");
        known("bsd 3-clause", "BSD-3-Clause");
        known("cc0 1.0", "CC0-1.0");
    }

    private static final Pattern COPYLEFT =
            Pattern.compile("(?i)GPL|general public|\\bBY-SA\\b|share-?alike|ODbL|open database|MPL");

    private static void known(String pattern, String name) {
        KNOWN.put(Pattern.compile(pattern), name);
    }

    /** Null when the folder says nothing. */
    public static @Nullable Licence beside(Path log) throws IOException {
        Path folder = log.toAbsolutePath().getParent();
        if (folder == null) {
            return null;
        }
        try (Stream<Path> list = Files.list(folder)) {
            List<Path> files = list.filter(Files::isRegularFile).sorted().toList();
            for (Path file : files) {
                if (FILE.matcher(file.getFileName().toString()).matches()) {
                    return of(text(file), file);
                }
            }
            for (Path file : files) {
                Matcher section = SECTION.matcher(
                        README.matcher(file.getFileName().toString()).matches() ? text(file) : "");
                if (section.find()) {
                    return of(section.group(1), file);
                }
            }
            return null;
        }
    }

    private static String text(Path file) throws IOException {
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        return text.length() > MOST_CHARS ? text.substring(0, MOST_CHARS) : text;
    }

    private static Licence of(String text, Path file) {
        String where = String.valueOf(file.getFileName());
        String begin = text.substring(0, Math.min(text.length(), 400)).toLowerCase(Locale.ROOT);
        for (Map.Entry<Pattern, String> known : KNOWN.entrySet()) {
            if (known.getKey().matcher(begin).find()) {
                return new Licence(known.getValue(), where, isCopyleft(known.getValue()));
            }
        }
        String words = text.strip().lines().findFirst().orElse("").strip();
        String name = words.length() > MOST_WORDS ? words.substring(0, MOST_WORDS) : words;
        return new Licence(name.split(" \\(|, |\\. ", 2)[0].strip(), where, isCopyleft(words));
    }

    private static boolean isCopyleft(String text) {
        return COPYLEFT.matcher(text).find();
    }
}
