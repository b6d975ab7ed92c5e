package io.gearshift.simulator.profile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sentences about gears, each said once with all gears it is about. */
final class Shortfall {

    private static final int SHOWN = 4;

    private final Map<String, List<String>> gears = new LinkedHashMap<>();

    void add(String sentence, String gear) {
        gears.computeIfAbsent(sentence, key -> new ArrayList<>()).add(gear);
    }

    boolean isEmpty() {
        return gears.isEmpty();
    }

    List<String> sentences() {
        List<String> all = new ArrayList<>();
        gears.forEach((sentence, of) -> {
            String more = of.size() > SHOWN ? " and " + (of.size() - SHOWN) + " more" : "";
            all.add(sentence + " (" + String.join(", ", of.subList(0, Math.min(SHOWN, of.size()))) + more + ")");
        });
        return all;
    }
}
