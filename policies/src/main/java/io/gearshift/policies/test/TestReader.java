package io.gearshift.policies.test;

import io.gearshift.policies.document.Documents;
import io.gearshift.policies.document.Section;
import io.gearshift.policies.document.Value;
import io.gearshift.policies.language.Problem;
import io.gearshift.policies.situation.Given;
import io.gearshift.policies.situation.SituationReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads one file of tests. */
final class TestReader {

    private static final List<String> FILE = List.of("given", "tick", "tests");
    private static final List<String> TEST = Stream.concat(
                    Stream.of("name", "given", "expect", "table", "cases"), SeriesReader.KEYS.stream())
            .toList();

    private final String file;
    private final List<String> rules;
    private final List<Problem> problems = new ArrayList<>();
    private final List<PackTest> tests = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private int told;

    private TestReader(String file, List<String> rules) {
        this.file = file;
        this.rules = rules;
    }

    /** @param rules names of the pack's rules */
    static List<PackTest> read(String file, String text, List<String> rules) {
        TestReader reader = new TestReader(file, rules);
        reader.read(text);
        return reader.tests;
    }

    private void read(String text) {
        Value root = Documents.read(file, text, problems);
        Section top = root == null ? null : root.section("tests", FILE);
        Value list = top == null ? null : top.get("tests");
        if (top != null && list == null && !top.isMisspelt("tests")) {
            top.whole().problem("missing", "tests: is missing", "write tests: and a list of tests below");
        }
        Section shared = top == null ? null : given(top);
        List<Value> items = list == null ? List.of() : list.items("tests");
        wholeFile();
        for (Value item : items) {
            test(item, top, shared);
        }
    }

    private static @Nullable Section given(Section section) {
        Value given = section.get("given");
        return given == null ? null : given.section("given", SituationReader.KEYS);
    }

    /** Problems outside any test are an error of their own. */
    private void wholeFile() {
        if (problems.size() > told) {
            int line = problems.get(told).line();
            tests.add(new PackTest("(file)", "(file) " + file, file, line, 1, null, List.of(), null, news()));
        }
    }

    private List<Problem> news() {
        List<Problem> news = List.copyOf(problems.subList(told, problems.size()));
        told = problems.size();
        return news;
    }

    private void test(Value item, @Nullable Section top, @Nullable Section shared) {
        Section test = item.section("test", TEST);
        List<Section> layers = new ArrayList<>();
        if (shared != null) {
            layers.add(shared);
        }
        if (test == null) {
            add("(test at line " + item.line() + ")", item, null, List.of(), null);
            return;
        }
        Value nameValue = test.get("name");
        String name = nameValue == null ? null : nameValue.text("name");
        if (nameValue == null && !test.isMisspelt("name")) {
            item.problem("missing", "name: is missing", "every test is named, e.g. name: hot device takes int8");
        }
        Section own = given(test);
        if (own != null) {
            layers.add(own);
        }
        one(name == null ? "(test at line " + item.line() + ")" : name, item, test, layers, top);
    }

    private void one(String name, Value item, Section test, List<Section> layers, @Nullable Section top) {
        boolean isSeries = SeriesReader.isSeries(test);
        if (isSeries && (test.has("table") || test.has("cases"))) {
            test.key("series").problem("ambiguous", "a series and cases in one test", "make two tests of them");
        }
        if (isSeries) {
            Given given = SituationReader.read(layers);
            Series series = new SeriesReader(test, given, known(given), top).read();
            add(name, item, null, List.of(), series);
        } else if (test.has("table") || test.has("cases")) {
            List<Section> rows = Rows.of(test);
            if (rows.isEmpty() && problems.size() == told) {
                item.problem("missing", "no case is given", "add a row");
            }
            wholeTest(name, item);
            rows.forEach(row -> row(name, row, test, layers));
        } else {
            Given given = SituationReader.read(layers);
            add(name, item, given, claims(test.get("expect"), null, item, known(given)), null);
        }
    }

    private void wholeTest(String name, Value item) {
        if (problems.size() > told) {
            add(name, item, null, List.of(), null);
        }
    }

    private Known known(Given given) {
        return new Known(given.models(), rules);
    }

    private void row(String test, Section row, Section whole, List<Section> layers) {
        List<Section> all = new ArrayList<>(layers);
        all.add(row);
        Given given = SituationReader.read(all);
        Value expect = row.has("expect") ? row.get("expect") : whole.get("expect");
        List<Claim> claims = claims(expect, row, row.whole(), known(given));
        add(test + " [" + Rows.label(row) + "]", test, row.whole(), given, claims, null);
    }

    private List<Claim> claims(@Nullable Value expect, @Nullable Section row, Value at, Known known) {
        ClaimReader reader = new ClaimReader(known);
        List<Claim> claims = new ArrayList<>(expect == null ? List.of() : reader.read(expect));
        if (row != null && Rows.EXPECTED.stream().anyMatch(row::has)) {
            Map<String, Value> values = new LinkedHashMap<>();
            Rows.EXPECTED.forEach(key -> {
                Value value = row.get(key);
                if (value != null) {
                    values.put(key, value);
                }
            });
            claims.addAll(reader.read(Section.ofRow(row.whole(), values)));
        }
        if (claims.isEmpty() && problems.size() == told) {
            at.problem("missing", "expect: is missing", "say what should come out, e.g. expect: int8");
        }
        return claims;
    }

    private void add(String name, Value at, @Nullable Given given, List<Claim> claims, @Nullable Series series) {
        add(name, name, at, given, claims, series);
    }

    private void add(
            String name, String group, Value at, @Nullable Given given, List<Claim> claims, @Nullable Series series) {
        String unique = name;
        for (int i = 2; !names.add(unique); i++) {
            unique = name + " #" + i;
        }
        if (!unique.equals(name) && !name.startsWith("(")) {
            at.problem(
                    "repeated",
                    "a second test named \"" + name + "\"",
                    name.equals(group)
                            ? "names are unique in a file"
                            : "names are unique in a file: join the rows, or give each a name");
        }
        tests.add(new PackTest(unique, group, file, at.line(), at.column(), given, claims, series, news()));
    }
}
