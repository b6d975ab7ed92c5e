package io.gearshift.policies.build;

import static org.assertj.core.api.Assertions.assertThat;

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
}
