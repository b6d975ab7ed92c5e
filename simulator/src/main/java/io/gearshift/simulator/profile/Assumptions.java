package io.gearshift.simulator.profile;

import io.gearshift.core.text.Nearest;
import io.gearshift.policies.document.Documents;
import io.gearshift.policies.document.Section;
import io.gearshift.policies.document.Value;
import io.gearshift.policies.language.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is assumed: {@code backend=npu,powerW=1.2}, or a YAML file with a list {@code assume} of such maps. The narrower assumption
 * goes first, of two alike the later one.
 */
public final class Assumptions {

    private static final List<String> SELECTORS =
            List.of("model", "variant", "runtime", "backend", "precision", "conditions");
    private static final List<Figure> FIGURES = List.of(
            Figure.ENERGY_MJ,
            Figure.POWER_W,
            Figure.MEMORY_BYTES,
            Figure.ACCURACY,
            Figure.LOAD_MS,
            Figure.LATENCY_P95_MS);
    private static final int MOST_THREADS = 256;

    private final List<Assumption> all = new ArrayList<>();

    /** Selectors alone. */
    static Map<String, String> selectors(String option, String text) throws ProfileException {
        Assumption read = of(option, pairs(option, text));
        if (!read.figures().isEmpty()
                || read.threads() > 0
                || read.computes() != null
                || read.selectors().isEmpty()) {
            throw new ProfileException(
                    option + " " + text + ": no choice of rows", "expected one of " + String.join(", ", SELECTORS));
        }
        return read.selectors();
    }

    /** @param option as it was written, such as {@code --assume} */
    public void add(String option, String text) throws ProfileException {
        Assumption read = of(option + " " + text, pairs(option, text));
        requireFigure(option + " " + text, read);
        all.add(read);
    }

    /** @param file how messages name it */
    public void addFile(String file, String text) throws ProfileException {
        List<Problem> problems = new ArrayList<>();
        Value root = Documents.read(file, text, problems);
        Section top = root == null ? null : root.section("assumptions", List.of("assume"));
        Value list = top == null ? null : top.get("assume");
        List<Assumption> read = new ArrayList<>();
        for (Value item : list == null ? List.<Value>of() : list.items("assume")) {
            Section pairs = item.names("assume");
            if (pairs != null) {
                Map<String, String> told = new LinkedHashMap<>();
                pairs.keys().forEach(key -> told.put(key, raw(pairs.get(key))));
                String place = file + ":" + item.line();
                read.add(of(place, told));
                requireFigure(place, read.get(read.size() - 1));
            }
        }
        if (!problems.isEmpty()) {
            throw new ProfileException(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")), "");
        }
        if (list == null || read.isEmpty()) {
            throw new ProfileException(file + ":1: no list assume in it", "docs/profiles.md shows one");
        }
        all.addAll(read);
    }

    private static String raw(@Nullable Value value) {
        return value == null ? "" : value.raw();
    }

    /** Those of a row, the narrowest first. */
    List<Assumption> of(ProfileKey key, Backend backend) {
        List<Assumption> found = new ArrayList<>();
        for (int i = all.size() - 1; i >= 0; i--) {
            if (all.get(i).isOf(key, backend)) {
                found.add(all.get(i));
            }
        }
        found.sort((a, b) -> Integer.compare(b.selectors().size(), a.selectors().size()));
        return found;
    }

    private static void requireFigure(String from, Assumption read) throws ProfileException {
        if (read.figures().isEmpty() && read.threads() == 0 && read.computes() == null) {
            throw new ProfileException(
                    from + ": it says which rows, and nothing of them", "add one of " + String.join(", ", keys()));
        }
    }

    private static Map<String, String> pairs(String option, String text) throws ProfileException {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String pair : text.split(",")) {
            int at = pair.indexOf('=');
            if (at < 1) {
                throw new ProfileException(
                        option + " " + text + ": '" + pair + "' (expected: key=value)",
                        "for example " + option + " backend=npu,powerW=1.2");
            }
            pairs.put(pair.substring(0, at).strip(), pair.substring(at + 1).strip());
        }
        return pairs;
    }

    private static List<String> keys() {
        List<String> keys = new ArrayList<>(FIGURES.stream().map(Figure::label).toList());
        keys.addAll(List.of("threads", "computes"));
        return keys;
    }

    private static Assumption of(String from, Map<String, String> pairs) throws ProfileException {
        Map<String, String> selectors = new TreeMap<>();
        Map<Figure, Double> figures = new EnumMap<>(Figure.class);
        int threads = 0;
        Backend computes = null;
        for (Map.Entry<String, String> pair : pairs.entrySet()) {
            String key = pair.getKey();
            String value = pair.getValue();
            if (SELECTORS.contains(key)) {
                selectors.put(key, value);
            } else if (key.equals("threads")) {
                threads = threads(from, value);
            } else if (key.equals("computes")) {
                computes = backend(from, value);
            } else {
                Figure figure = figure(from, key);
                figures.put(figure, value(from, figure, value));
            }
        }
        return new Assumption(from, selectors, figures, threads, computes);
    }

    private static Figure figure(String from, String key) throws ProfileException {
        List<String> known = new ArrayList<>(keys());
        known.addAll(SELECTORS);
        return FIGURES.stream()
                .filter(one -> one.label().equals(key))
                .findFirst()
                .orElseThrow(() -> new ProfileException(from + ": unknown " + key, Nearest.hintOrList(key, known)));
    }

    private static int threads(String from, String value) throws ProfileException {
        if (!value.matches("\\d{1,3}") || Integer.parseInt(value) < 1 || Integer.parseInt(value) > MOST_THREADS) {
            throw new ProfileException(from + ": threads " + value + " (expected: 1.." + MOST_THREADS + ")", "");
        }
        return Integer.parseInt(value);
    }

    private static Backend backend(String from, String value) throws ProfileException {
        List<Backend> known = List.of(Backend.CPU, Backend.GPU, Backend.NPU, Backend.REMOTE);
        return known.stream()
                .filter(one -> one.provider().equals(value))
                .findFirst()
                .orElseThrow(() -> new ProfileException(
                        from + ": computes " + value + " (expected: "
                                + Arrays.toString(
                                        known.stream().map(Backend::provider).toArray()) + ")",
                        ""));
    }

    private static double value(String from, Figure figure, String text) throws ProfileException {
        try {
            String unit = figure.unit().equals("bytes") ? "B" : figure.unit().equals("ratio") ? "" : figure.unit();
            double value = unit.isEmpty()
                    ? text.endsWith("%")
                            ? Amount.parse(text, "%").orElse(Double.NaN)
                            : Amount.number(text).orElse(Double.NaN)
                    : Amount.parse(text, unit).orElse(Double.NaN);
            if (figure.isPlausible(value)) {
                return value;
            }
        } catch (Amount.Unreadable e) {
            throw new ProfileException(from + ": " + figure.label() + ": " + e.why(), "write it in " + figure.unit());
        }
        throw new ProfileException(
                from + ": " + figure.label() + " " + text + " (expected: " + figure.range() + ")", "");
    }
}
