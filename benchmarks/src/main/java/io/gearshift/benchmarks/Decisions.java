package io.gearshift.benchmarks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;

/** {@link DecisionBenchmark} as figures. */
final class Decisions implements Subject {

    @Override
    public List<Figure> measure(Settings settings) throws Exception {
        Map<String, RunResult> results = new HashMap<>();
        Jmh.run(DecisionBenchmark.class.getName(), settings).forEach(result -> results.put(key(result), result));
        List<Figure> figures = new ArrayList<>();
        figures.addAll(figures(results, "12", 5, true));
        figures.addAll(figures(results, "120", 25, false));
        return figures;
    }

    private static String key(RunResult result) {
        return Jmh.method(result) + " " + result.getParams().getParam("engine") + " "
                + result.getParams().getParam("candidates");
    }

    private static List<Figure> figures(
            Map<String, RunResult> results, String candidates, double most, boolean isAllocationJudged) {
        String rules = "rules, " + candidates + " candidates, ";
        RunResult drools = get(results, "rules DROOLS " + candidates);
        RunResult java = get(results, "rules HAND_CODED " + candidates);
        RunResult turn = get(results, "turn DROOLS " + candidates);
        RunResult turnJava = get(results, "turn HAND_CODED " + candidates);
        Figure allocated = isAllocationJudged
                ? Figure.most(rules + "allocated", Jmh.bytes(drools) / 1000, "kB", 10)
                : Figure.info(rules + "allocated", Jmh.bytes(drools) / 1000, "kB");
        return List.of(
                Figure.most(rules + "p50", Jmh.at(drools, 50), "µs", most).over(Jmh.at(java, 50), "by hand"),
                Figure.most(rules + "p99", Jmh.at(drools, 99), "µs", 250).over(Jmh.at(java, 99), "by hand"),
                allocated.over(Jmh.bytes(java) / 1000, "by hand"),
                Figure.info("whole turn of the loop, " + candidates + " candidates, p50", Jmh.at(turn, 50), "µs")
                        .over(Jmh.at(turnJava, 50), "rules by hand"));
    }

    private static RunResult get(Map<String, RunResult> results, String key) {
        RunResult result = results.get(key);
        if (result == null) {
            throw new IllegalStateException(key + ": no result (there are: " + results.keySet() + ")");
        }
        return result;
    }
}
