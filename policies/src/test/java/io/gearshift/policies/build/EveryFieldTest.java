package io.gearshift.policies.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.gearshift.core.policy.Heat;
import io.gearshift.policies.language.Dictionary;
import io.gearshift.policies.language.Problem;
import io.gearshift.policies.language.RuleReader;
import io.gearshift.policies.language.Type;
import io.gearshift.policies.pack.PackSource;
import io.gearshift.policies.pack.TestingPacks;
import io.gearshift.policies.rules.DroolsPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the language accepts of a field, in a condition or an action, is compiled, passes the check of its code and runs. */
class EveryFieldTest {

    private static final List<String> ORDER = List.of("<", "<=", ">", ">=", "==", "!=");

    static List<String> facts() {
        return List.copyOf(Dictionary.FACTS.keySet());
    }

    @ParameterizedTest
    @MethodSource("facts")
    void field_inEveryPlace_isPermittedAndRuns(String fact, @TempDir Path folder) throws Exception {
        System.setProperty("drools.externaliseCanonicalModelLambda", "true");
        List<String> rules = new ArrayList<>();
        Dictionary.fields(Dictionary.FACTS.get(fact)).forEach((field, type) -> {
            int before = rules.size();
            rules(fact, field, type).forEach(body -> accepted(rules, "rule \"r" + rules.size() + "\"\n" + body));
            assertThat(rules.size() - before).as(fact + "." + field).isGreaterThan(3);
        });
        for (int from = 0; from < rules.size(); from += 150) {
            String text = String.join("", rules.subList(from, Math.min(rules.size(), from + 150)));
            Path pack = TestingPacks.write(folder.resolve("p" + from), text);
            try (DroolsPolicy policy = DroolsPolicy.of(PackCompiler.compile(PackSource.read(pack)))) {
                assertThat(policy.evaluate(TestingPacks.input(TestingPacks.device(Heat.HOT, 40.0)))
                                .fault())
                        .isNull();
                assertThat(policy.evaluate(TestingPacks.input(TestingPacks.device(Heat.UNKNOWN, null)))
                                .fault())
                        .isNull();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("facts")
    void field_inATable_isPermitted(String fact, @TempDir Path folder) throws Exception {
        System.setProperty("drools.externaliseCanonicalModelLambda", "true");
        StringBuilder head = new StringBuilder("RuleTable T\nNAME");
        StringBuilder facts = new StringBuilder();
        StringBuilder text = new StringBuilder();
        StringBuilder row = new StringBuilder("r");
        Dictionary.fields(Dictionary.FACTS.get(fact)).forEach((field, type) -> {
            if (type.is(Type.Kind.NUMBER) || type.is(Type.Kind.ENUM)) {
                head.append(",CONDITION");
                facts.append(",").append(fact).append("( )...");
                text.append(",").append(field).append(type.is(Type.Kind.NUMBER) ? " != $param" : " == $param");
                row.append(",")
                        .append(
                                type.is(Type.Kind.NUMBER)
                                        ? "0.5"
                                        : type.constants().get(1));
            }
        });
        if (row.length() == 1) {
            return; // Mode, which has a name alone
        }
        TestingPacks.write(folder, "");
        Files.delete(folder.resolve("rules.drl"));
        Files.writeString(
                folder.resolve("t.csv"),
                head + ",ACTION\n" + facts + ",\n" + text
                        + ",\"policy.limit(POWER_W, $param, \"\"at most $param W\"\");\"\n"
                        + "for people"
                        + ",x".repeat((int) head.chars().filter(c -> c == ',').count() + 1) + "\n" + row
                        + ",4\n");
        try (DroolsPolicy policy = DroolsPolicy.of(PackCompiler.compile(PackSource.read(folder)))) {
            assertThat(policy.evaluate(TestingPacks.input(TestingPacks.device(Heat.HOT, 40.0)))
                            .fault())
                    .isNull();
        }
    }

    /** What the language refuses is not of interest here. */
    private static void accepted(List<String> rules, String rule) {
        if (RuleReader.read("r.drl", rule).problems().stream().noneMatch(Problem::isError)) {
            rules.add(rule);
        }
    }

    private static List<String> rules(String fact, String field, Type type) {
        List<String> bodies = new ArrayList<>();
        conditions(field, type).forEach(condition -> bodies.add(body(fact + "( " + condition + " )", "\"why\"")));
        bodies.add(body("not " + fact + "( " + conditions(field, type).get(0) + " )", "\"why\""));
        bodies.add(body("exists " + fact + "( " + conditions(field, type).get(0) + " )", "\"why\""));
        String bound = fact + "( $v : " + field + " )";
        for (String reason : List.of("\"a \" + $v", "$v + \" b\"", "\"a \" + $v + \" b \" + $v", "\"a\" + 1 + $v")) {
            bodies.add(body(bound, reason));
        }
        bodies.add(body("$f : " + fact + "( )", "\"a \" + $f." + field + "() + \" b\""));
        if (type.is(Type.Kind.NUMBER)) {
            String there = fact + "( $v : " + field + " >= 0 )";
            bodies.add(body(there, "\"a \" + $v"));
            bodies.add(body(there, "\"a \" + $v * 2 + \" \" + (-$v) + \" \" + ($v - 1) / 3"));
            bodies.add(body(there + "\n Candidate( energyMj > $v * 0.5 )", "\"why\""));
            bodies.add("when\n " + there + "\nthen\n policy.limit(POWER_W, $v + 1, \"at most \" + $v);\n"
                    + " policy.limit(MEMORY_BYTES, $v + 1, \"b\" + $v);\nend\n");
            bodies.add("when\n " + there + "\n $c : Candidate( )\nthen\n policy.prefer($c, $v * 0, $c.gear() + $v);\n"
                    + " policy.prefer($c, $v * 0.0, \"b\");\nend\n");
        }
        bodies.add("when\n " + bound + "\n $c : Candidate( )\n $m : Model( )\nthen\n policy.forbid($c, \"f \" + $v);\n"
                + " policy.pin($c, \"p \" + $v + $c.precision());\n policy.prefer($c, 0.1, \"q \" + $v);\n"
                + " policy.objective(LATENCY, \"o \" + $v);\n policy.objective($m, ENERGY, \"m \" + $v);\n"
                + " insert(new Mode(\"x\"));\nend\n");
        return bodies;
    }

    private static String body(String condition, String reason) {
        return "when\n " + condition + "\nthen\n policy.objective(ENERGY, " + reason + ");\nend\n";
    }

    private static List<String> conditions(String field, Type type) {
        List<String> all = new ArrayList<>();
        switch (type.kind()) {
            case NUMBER -> {
                ORDER.forEach(operator -> all.add(field + " " + operator + " 0.5"));
                ORDER.forEach(operator -> all.add(field + " " + operator + " 1"));
                all.add(field + " != null && " + field + " * 2 + 1 > 3");
                all.add(field + " == null");
                all.add(field + " != null");
                all.add(field + " in (1, 2)");
            }
            case ENUM -> {
                ORDER.forEach(operator ->
                        all.add(field + " " + operator + " " + type.constants().get(1)));
                all.add(field + " in (" + String.join(", ", type.constants()) + ")");
                all.add(field + " not in (" + type.constants().get(0) + ")");
            }
            case BOOLEAN -> all.addAll(List.of(field, "!" + field, field + " == true", field + " != false"));
            case TEXT ->
                all.addAll(List.of(
                        field + " == \"a\"",
                        field + " != \"a\"",
                        field + " in (\"a\", \"b\")",
                        field + " not in (\"a\")"));
            default -> all.addAll(List.of(field + " contains \"a\"", field + " not contains \"a\""));
        }
        return all;
    }
}
