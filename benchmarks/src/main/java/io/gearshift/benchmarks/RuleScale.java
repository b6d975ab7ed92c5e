package io.gearshift.benchmarks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;

/** {@link RuleScaleBenchmark} as figures: each size against Java and CEL, and how ten times the rules grow a decision. */
final class RuleScale implements Subject {

    private static final List<String> CANDIDATES = List.of("12", "120");

    private final Map<String, RunResult> results = new HashMap<>();

    @Override
    public List<Figure> measure(Settings settings) throws Exception {
        Jmh.run(RuleScaleBenchmark.class.getName(), settings)
                .forEach(result -> results.put(
                        param(result, "engine") + " " + param(result, "rules") + " " + param(result, "candidates"),
                        result));
        List<Figure> figures = new ArrayList<>();
        for (String candidates : CANDIDATES) {
            figures.addAll(size("20", candidates));
            figures.addAll(size("200", candidates));
            figures.add(growth(candidates));
        }
        return figures;
    }

    private List<Figure> size(String rules, String candidates) {
        RunResult drools = get("DROOLS", rules, candidates);
        RunResult java = get("HAND_CODED", rules, candidates);
        RunResult cel = get("CEL", rules, candidates);
        String name = rules + " rules x " + candidates + " candidates, ";
        return List.of(
                Figure.info(name + "p50", Jmh.at(drools, 50), "µs").over(Jmh.at(java, 50), "by hand"),
                Figure.info(name + "p50", Jmh.at(drools, 50), "µs").over(Jmh.at(cel, 50), "CEL"),
                Figure.info(name + "p99", Jmh.at(drools, 99), "µs").over(Jmh.at(cel, 99), "CEL"),
                Figure.info(name + "allocated", Jmh.bytes(drools) / 1000, "kB").over(Jmh.bytes(java) / 1000, "by hand"),
                Figure.info(name + "allocated", Jmh.bytes(drools) / 1000, "kB").over(Jmh.bytes(cel) / 1000, "CEL"));
    }

    private Figure growth(String candidates) {
        return Figure.info(
                        "200 rules over 20, " + candidates + " candidates, p50",
                        Jmh.at(get("DROOLS", "200", candidates), 50),
                        "µs")
                .over(Jmh.at(get("DROOLS", "20", candidates), 50), "20 rules");
    }

    private RunResult get(String engine, String rules, String candidates) {
        RunResult result = results.get(engine + " " + rules + " " + candidates);
        if (result == null) {
            throw new IllegalStateException("no result (there are: " + results.keySet() + ")");
        }
        return result;
    }

    private static String param(RunResult result, String name) {
        return result.getParams().getParam(name);
    }
}
