package io.gearshift.benchmarks;

import io.gearshift.policies.pack.PackStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * What an author waits for, with 20 and 200 rules: check and test as commands, against a command that does nothing; and a
 * reload, with changed text (compiled by a child process) and with text that was built before.
 */
final class Authoring implements Subject {

    private static final int CASES = 1000;

    @Override
    public List<Figure> measure(Settings settings) throws Exception {
        List<Figure> figures = new ArrayList<>();
        Path work = settings.work("authoring");
        for (int rules : new int[] {20, 200}) {
            Path pack = RuleScaleBenchmark.pack(work, rules);
            cases(pack, rules);
            int rounds = settings.rounds(5);
            double nothing = command(settings, work, rounds, "policy", "--help");
            double check = command(settings, work, rounds, "policy", "check", pack.toString());
            double test = command(settings, work, rounds, "policy", "test", pack.toString());
            String name = rules + " rules: ";
            figures.add(Figure.info(name + "policy check", check, "ms").over(nothing, "policy --help"));
            figures.add(Figure.info(name + "policy test, " + CASES + " cases", test, "ms")
                    .over(nothing, "policy --help"));
            figures.addAll(reload(pack, work, name, settings));
        }
        return figures;
    }

    /** Cases that each look at one rule; half of the temperatures are above its bound. */
    private static void cases(Path pack, int rules) throws IOException {
        RuleShape rule = RuleShape.of(rules).get(1); // asks nothing of threads
        StringBuilder text = new StringBuilder("tests:\n  - name: heat\n    cases:\n");
        for (int i = 0; i < CASES; i++) {
            boolean fires = i % 2 == 0;
            text.append("      - {temperatureC: ")
                    .append(rule.bound() + (fires ? 0.01 : -0.01) * (i + 1))
                    .append(", ")
                    .append(fires ? "fired" : "notFired")
                    .append(": \"")
                    .append(rule.name())
                    .append("\"}\n");
        }
        Files.writeString(Files.createDirectories(pack.resolve("tests")).resolve("heat.yaml"), text.toString());
    }

    private static double command(Settings settings, Path work, int rounds, String... arguments) throws Exception {
        List<Double> times = new ArrayList<>();
        for (int i = -1; i < rounds; i++) { // the first fills the caches
            List<String> command =
                    new ArrayList<>(List.of(settings.root().resolve("gearshift").toString()));
            command.addAll(List.of(arguments));
            Path output = work.resolve("output.txt");
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().put("GEARSHIFT_SKIP_BUILD", "1");
            long begin = System.nanoTime();
            int exit = builder.start().waitFor();
            if (exit != 0) {
                throw new IllegalStateException(command + " ended with " + exit + ":\n" + Files.readString(output));
            }
            if (i >= 0) {
                times.add((System.nanoTime() - begin) / 1e6);
            }
        }
        return Times.median(times);
    }

    private static List<Figure> reload(Path pack, Path work, String name, Settings settings) throws Exception {
        List<Double> changed = new ArrayList<>();
        List<Double> known = new ArrayList<>();
        PackStore store = new PackStore(work.resolve("state"));
        for (int i = 0; i < settings.rounds(5); i++) {
            Files.writeString(pack.resolve("rules-0.drl"), "// " + System.nanoTime() + "\n", StandardOpenOption.APPEND);
            changed.add(load(store, pack));
            known.add(load(store, pack));
        }
        return List.of(
                Figure.info(name + "reload, changed text", Times.median(changed), "ms")
                        .over(Times.median(known), "built before"),
                Figure.info(name + "reload, built before", Times.median(known), "ms"));
    }

    private static double load(PackStore store, Path pack) throws Exception {
        long begin = System.nanoTime();
        store.load(pack.toString()).close();
        return (System.nanoTime() - begin) / 1e6;
    }
}
