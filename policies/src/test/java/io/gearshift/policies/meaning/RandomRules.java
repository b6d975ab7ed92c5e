package io.gearshift.policies.meaning;

import io.gearshift.policies.language.RuleReader;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Random rules that the reader accepts. */
final class RandomRules {

    private static final List<String> MISSABLE =
            List.of("temperatureC", "headroomC", "secondsToTrip", "batteryRatio", "loadRatio", "rttMs");
    private static final Map<String, List<String>> BANDS = new TreeMap<>(Map.of(
            "heat", List.of("UNKNOWN", "COOL", "HOT", "Heat.CRITICAL"),
            "battery", List.of("UNKNOWN", "LOW", "CRITICAL"),
            "cpu", List.of("UNKNOWN", "BUSY", "Pressure.SATURATED"),
            "network", List.of("UNKNOWN", "OFFLINE", "Network.METERED")));
    private static final List<String> ORDER = List.of("<", "<=", ">", ">=", "==", "!=");

    private final Random random;

    RandomRules(Random random) {
        this.random = random;
    }

    String file(int rules) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < rules; i++) {
            String rule = rule(i);
            while (!RuleReader.read("", rule).problems().isEmpty()) {
                rule = rule(i);
            }
            text.append(rule);
        }
        return text.toString();
    }

    /** A rule that matches a mode only inserts later ones: a circle never ends. */
    private String rule(int i) {
        String body = body();
        boolean isFree =
                IntStream.range(i % 7, 8).noneMatch(mode -> body.contains("  Mode( name == \"m" + mode + "\""));
        return "rule \"r" + i + "\"" + (random.nextInt(4) == 0 ? " salience " + (random.nextInt(5) - 2) : "")
                + "\nwhen\n"
                + body + "then\n  "
                + action(body.contains("  $c : Candidate( ") || body.contains("$c : Candidate( model == $n"))
                + (isFree && random.nextInt(3) == 0 ? "  insert(new Mode(\"m" + i % 7 + "\"));\n" : "") + "end\n";
    }

    private String action(boolean hasCandidate) {
        List<String> actions = hasCandidate
                ? List.of(
                        "policy.forbid($c, \"why\")",
                        "policy.pin($c, \"of \" + $c.threads() + \" threads\")",
                        "policy.prefer($c, $c.accuracy() * 0.5 - 0.2, \"with \" + $c.energyMj() + \" mJ\")",
                        "policy.limit(MEMORY_BYTES, $c.memoryBytes() + 1024, \"as much as it has\")")
                : List.of(
                        "policy.objective(ENERGY, \"why\")",
                        "policy.limit(POWER_W, 3.5, \"why\")",
                        "policy.limit(Budget.POWER_W, 7 / 2, \"whole numbers stay whole\")");
        return pick(actions) + ";\n";
    }

    private String body() {
        return switch (random.nextInt(13)) {
            case 0, 1, 2 -> "  Device( " + device(0) + " )\n";
            case 3 -> "  Device( " + device(1) + ", " + device(1) + " )\n  $c : Candidate( " + candidate(0) + " )\n";
            case 4 ->
                "  $c : Candidate( " + candidate(1) + ", $m : model, $e : energyMj )\n  " + quantifier()
                        + "Candidate( model == $m, " + candidate(1) + ", energyMj " + order() + " $e * 0.5 )\n";
            case 5 ->
                "  $d : Device( " + device(1) + " )\n  Candidate( threads " + order() + " $d.cores, " + candidate(1)
                        + " )\n  Model( priority > 10 )\n";
            case 6 ->
                "  ( Device( " + device(1) + " ) and $c : Candidate( " + candidate(1) + " )\n    or $c : Candidate( "
                        + candidate(1) + " ) )\n  Model( name == $c.model )\n";
            case 7 -> "  " + quantifier() + "( Device( " + device(1) + " ) and Candidate( " + candidate(1) + " ) )\n";
            case 8 -> "  Mode( name == \"m" + random.nextInt(8) + "\" )\n  Device( " + device(0) + " )\n";
            case 9 -> "  not Mode( name in (\"m" + random.nextInt(8) + "\", \"m9\") )\n  Scene( " + scene() + " )\n";
            case 10 ->
                "  Model( $n : name, $h : latencyObjectiveMs " + order() + " 20, missRatio " + order() + " 0.1 )\n"
                        + "  $c : Candidate( model == $n, latencyMs " + order() + " 10 )\n";
            case 11 -> "  Model( $p : priority )\n  Candidate( threads " + order() + " $p / 30, " + whole() + " )\n";
            default ->
                "  Scene( " + scene() + " )\n  Device( " + device(0) + " ) or " + quantifier() + "Candidate( "
                        + candidate(0) + " )\n";
        };
    }

    private String quantifier() {
        return pick(List.of("not ", "exists ", "exists ", "not "));
    }

    private String whole() {
        return pick(List.of(
                "threads * 1000000000 > 0",
                "7 / threads == 3",
                "-7 % threads == -1",
                "threads / 2 * 2 == threads",
                "threads - 2 < 0 && energyMj / (threads - 2) < 0",
                "energyMj / accuracyLoss " + order() + " 100",
                "energyMj / accuracyLoss == energyMj / accuracyLoss",
                "energyMj / accuracyLoss - 1 != -energyMj / accuracyLoss",
                "-threads < -2"));
    }

    private String scene() {
        return pick(List.of(
                "isPrivate",
                "!isPrivate",
                "attention == BACKGROUND",
                "latencyObjectiveMs < 50",
                "latencyObjectiveMs == null",
                "minAccuracy != null && minAccuracy * 2 > 1",
                "name == \"camera\"",
                "name not in (\"camera\", \"music\")"));
    }

    private String candidate(int depth) {
        return switch (random.nextInt(depth > 2 ? 5 : 8)) {
            case 0 -> pick(List.of("isLocal", "!isLightest", "isActive", "isReachable == false", "!isLoaded"));
            case 1 -> pick(List.of("precision == INT8", "precision in (FP32, FP16)", "location != LOCAL"));
            case 2 ->
                pick(List.of("energyMj", "latencyMs", "memoryBytes / 1e6", "threads")) + " " + order() + " "
                        + random.nextInt(8);
            case 3 -> pick(List.of("model", "gear", "provider")) + pick(List.of(" == ", " != ")) + "\"b\"";
            case 4 -> whole();
            case 5 -> "(" + candidate(depth + 1) + " && " + candidate(depth + 1) + ")";
            case 6 -> "(" + candidate(depth + 1) + " || " + candidate(depth + 1) + ")";
            default -> "!(" + candidate(depth + 1) + ")";
        };
    }

    private String device(int depth) {
        String number = pick(MISSABLE);
        String band = pick(List.copyOf(BANDS.keySet()));
        List<String> constants = BANDS.get(band);
        return switch (random.nextInt(depth > 2 ? 6 : 9)) {
            case 0 -> number + " " + order() + " " + (random.nextInt(24) - 4) * 5;
            case 1 -> random.nextInt(40) / 4.0 + " " + order() + " " + number;
            case 2 -> band + pick(List.of(" == ", " != ")) + pick(constants);
            case 3 -> band + pick(List.of(" in (", " not in (")) + pick(constants) + ", " + pick(constants) + ")";
            case 4 -> pick(List.of("isThrottled", "!isCharging", "isCharging == false", "hasBattery != true"));
            case 5 ->
                pick(List.of(
                        "hotForMs / 1000 " + order() + " 3",
                        "hotForMs % 7 == 3",
                        "1000 / cores " + order() + " 250",
                        "hotForMs > 0 && 10000 / hotForMs > 2",
                        "cores * 2 - 1 >= 3.5",
                        "-cores < 3",
                        "hottestZone == \"cpu\"",
                        "hottestZone not in (\"a\", \"b\")",
                        number + " == null",
                        number + " != null && " + number + " % 7 + 1 < 4",
                        number + " " + order() + " " + pick(MISSABLE),
                        "staleSensors contains \"temp{a}\"",
                        "staleSensors not contains \"temp{a}\"",
                        "heat >= WARM",
                        "cpu > CALM",
                        "LOW == battery"));
            case 6 -> "(" + device(depth + 1) + " && " + device(depth + 1) + ")";
            case 7 -> "(" + device(depth + 1) + " || " + device(depth + 1) + ")";
            default -> "!(" + device(depth + 1) + ")";
        };
    }

    private String order() {
        return pick(ORDER);
    }

    private String pick(List<String> values) {
        return values.get(random.nextInt(values.size()));
    }
}
