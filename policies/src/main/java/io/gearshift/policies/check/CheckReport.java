package io.gearshift.policies.check;

import io.gearshift.policies.language.Code;
import io.gearshift.policies.language.Problem;
import io.gearshift.policies.pack.BuiltIn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that is wrong with a pack.
 *
 * @param pack as it was asked for
 * @param folder where it lies; null for a built-in pack
 * @param rules how many it has, inherited ones included
 * @param problems by file and place
 * @param texts of the files that problems can be in and that are text, by name
 */
public record CheckReport(
        String pack, @Nullable Path folder, int rules, List<Problem> problems, Map<String, String> texts) {

    public CheckReport {
        problems = List.copyOf(problems);
        texts = Map.copyOf(texts);
    }

    /** Of a pack that is not there, or cannot be read at all: nothing but why. */
    public static CheckReport without(String pack, String message, String hint) {
        Problem problem = new Problem(pack, 0, 0, message, hint).as(Code.PACK);
        return new CheckReport(pack, null, 0, List.of(problem), Map.of());
    }

    public long errors() {
        return problems.stream().filter(Problem::isError).count();
    }

    public long warnings() {
        return problems.size() - errors();
    }

    /** The line or cell that a problem is in; null when it is in none that can be shown. */
    public @Nullable String line(Problem problem) {
        if (problem.excerpt() != null) {
            return problem.excerpt().text();
        }
        String text = texts.get(problem.file());
        if (text == null || problem.line() < 1) {
            return null;
        }
        String[] lines = text.split("\n", -1);
        return problem.line() > lines.length
                ? null
                : lines[problem.line() - 1].replace("\r", "").replace("\ufeff", "");
    }

    /** Where the file lies, from the current folder when it is below that; the name alone for a built-in pack. */
    public String path(Problem problem) {
        if (folder == null) {
            return problem.file();
        }
        Path file = folder.toAbsolutePath().resolve(problem.file()).normalize();
        Path here = Path.of("").toAbsolutePath();
        int slash = problem.file().indexOf('/');
        if (slash > 0 && BuiltIn.isName(problem.file().substring(0, slash)) && !Files.exists(file)) {
            return problem.file(); // of a built-in parent
        }
        return (file.startsWith(here) ? here.relativize(file) : file).toString().replace('\\', '/');
    }
}
