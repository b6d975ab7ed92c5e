package io.gearshift.policies.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.gearshift.policies.code.CodeCheck;
import io.gearshift.policies.language.Problem;
import io.gearshift.policies.table.Places;
import io.gearshift.policies.table.RuleFile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What only the compiler refuses: the reader is left out here, since it would say these itself. */
class RefusalsTest {

    private static final String RULES = """
            rule "good"
            when
              Device( )
            then
              insert(new Mode("x"));
            end

            rule "unknown field"
            when
              Device( temprature > 80 )
            then
              insert(new Mode("x"));
            end

            rule "unknown verb"
            when
              $c : Candidate( )
            then
              policy.forbit($c, "hot");
            end
            """;

    @Test
    void rules_severalRefused_areEachSaidAtTheirPlace() {
        System.setProperty("drools.externaliseCanonicalModelLambda", "true");
        Map<RuleFile, String> files = Map.of(new RuleFile("rules.drl", RULES, Places.SAME), RULES);

        List<Problem> problems =
                Refusals.of(files, Drools.compile(files.values()).messages());

        assertThat(problems).extracting(Problem::file).containsOnly("rules.drl");
        assertThat(problems).hasSize(2);
        assertThat(problems.get(0).line()).isBetween(8, 13);
        assertThat(problems.get(0).message()).contains("\"unknown field\"").contains("temprature");
        assertThat(problems.get(1).line()).isBetween(15, 20);
        assertThat(problems.get(1).message()).contains("\"unknown verb\"").contains("forbit");
        assertThat(problems.toString())
                .doesNotContain(".java")
                .doesNotContain("LambdaConsequence")
                .doesNotContain("gearshift.pack");
    }

    @Test
    void code_ofOneRule_isSaidAtItsPlaceAndTheOthersAreNot() {
        System.setProperty("drools.externaliseCanonicalModelLambda", "true");
        String rules = """
                rule "good"
                when
                  Device( )
                then
                  insert(new Mode("x"));
                end

                rule "computes"
                when
                  $c : Candidate( )
                then
                  policy.prefer($c, Math.abs(-1), "x");
                end
                """;
        Map<RuleFile, String> files = Map.of(new RuleFile("rules.drl", rules, Places.SAME), rules);
        List<String> refused = CodeCheck.refusals(Drools.compile(files.values()).classes());

        List<Problem> problems = Refusals.ofCode(files, refused);

        assertThat(problems).hasSize(1);
        assertThat(problems.get(0).toString())
                .startsWith(
                        "rules.drl:8:1: the rule \"computes\" compiles to what no rule may do: it calls java.lang.Math.abs")
                .doesNotContain("gearshift.pack");
        assertThat(problems.get(0).code()).isEqualTo("compiler");
    }
}
