package io.gearshift.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code measure NAME} runs one benchmark and keeps its figures; {@code table [NAME...]} prints those that are kept. */
public final class Benchmarks {

    /** In the order of the table. */
    private static final Map<String, Supplier<Subject>> SUBJECTS = subjects();

    private static final ObjectMapper JSON = new ObjectMapper();

    /** One run of one benchmark. */
    record Result(String name, String at, String java, boolean isSmoke, double loadBefore, List<Figure> figures) {}

    private Benchmarks() {}

    private static Map<String, Supplier<Subject>> subjects() {
        Map<String, Supplier<Subject>> all = new LinkedHashMap<>();
        all.put("decision", Decisions::new);
        all.put("rules", RuleScale::new);
        all.put("authoring", Authoring::new);
        all.put("serving", InProcess::new);
        all.put("loopback", Loopback::new);
        all.put("swap", Swaps::new);
        all.put("tail", SwapTail::new);
        all.put("idle", Idle::new);
        all.put("start", Starts::new);
        all.put("sensors", Sensors::new);
        all.put("derive", Derivations::new);
        all.put("replay", Replays::new);
        return all;
    }

    public static void main(String[] args) throws Exception {
        PrintStream out = System.out;
        Settings settings = Settings.current();
        Path results = settings.root().resolve("benchmarks/results");
        switch (args.length == 0 ? "" : args[0]) {
            case "names" -> SUBJECTS.keySet().forEach(out::println);
            case "measure" -> measure(args[1], settings, results);
            case "table" -> print(out, results, List.of(args).subList(1, args.length));
            default -> throw new IllegalArgumentException("names | measure NAME | table [NAME...]");
        }
        System.exit(0); // the native runtime's and clients' threads do not end by themselves
    }

    private static void measure(String name, Settings settings, Path results) throws Exception {
        Supplier<Subject> subject = SUBJECTS.get(name);
        if (subject == null) {
            throw new IllegalArgumentException(
                    name + ": no such benchmark (expected: one of " + SUBJECTS.keySet() + ")");
        }
        double load = Machine.load();
        List<Figure> figures = subject.get().measure(settings);
        Result result = new Result(
                name, Instant.now().toString(), System.getProperty("java.version"), settings.isSmoke(), load, figures);
        Files.createDirectories(results);
        JSON.writerWithDefaultPrettyPrinter()
                .writeValue(results.resolve(name + ".json").toFile(), result);
    }

    private static void print(PrintStream out, Path results, List<String> names) throws IOException {
        out.printf(
                "| %-58s | %13s | %34s | %7s | %12s | %s |%n", "figure", "value", "baseline", "ratio", "target", "met");
        out.printf("|%s|%n", "---|".repeat(6).substring(0, 23));
        for (String name : SUBJECTS.keySet()) {
            Path file = results.resolve(name + ".json");
            if (Files.exists(file) && (names.isEmpty() || names.contains(name))) {
                Result result = JSON.readValue(file.toFile(), Result.class);
                result.figures().forEach(figure -> print(out, figure));
            }
        }
    }

    private static void print(PrintStream out, Figure f) {
        Double ratio = f.ratio();
        out.printf(
                "| %-58s | %13s | %34s | %7s | %12s | %-3s |%n",
                f.name(),
                Figure.text(f.value()) + " " + f.unit(),
                baseline(f.baseline(), f),
                ratio == null ? "" : Figure.text(ratio),
                f.target(),
                f.isMet() == null ? "" : f.isMet() ? "yes" : "no");
    }

    private static String baseline(@Nullable Double baseline, Figure f) {
        return baseline == null ? "" : f.against() + " " + Figure.text(baseline) + " " + f.unit();
    }
}
