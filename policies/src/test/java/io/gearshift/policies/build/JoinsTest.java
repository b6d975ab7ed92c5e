package io.gearshift.policies.build;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JoinsTest {

    @Test
    void candidates_threeJoined_areRefusedAtTheirRule() {
        String rules = rule("fine", "$a : Candidate( ) Candidate( )")
                + rule("wide", "$a:Candidate( ) $b : Candidate( ) Candidate( )");

        assertThat(Joins.tooMany("a.drl", rules)).singleElement().satisfies(problem -> {
            assertThat(problem.line()).isEqualTo(6);
            assertThat(problem.message()).contains("\"wide\" combines 3 candidates");
        });
    }

    @Test
    void facts_fiveJoined_areRefused() {
        String conditions = "$m : Model( ) Mode( ) Mode( ) Mode( ) Candidate( )";

        assertThat(Joins.tooMany("a.drl", rule("wide", conditions))).hasSize(1);
    }

    @Test
    void facts_onlyAskedFor_areNotJoined() {
        String conditions =
                "$c : Candidate( gear == \"Candidate( Candidate( Candidate(\" ) exists Candidate( ) not Candidate( )"
                        + " exists Candidate( ) Device( ) Scene( )";

        assertThat(Joins.tooMany("a.drl", rule("fine", conditions))).isEmpty();
    }

    private static String rule(String name, String conditions) {
        return "rule \"" + name + "\"\nwhen\n" + conditions + "\nthen\nend\n";
    }
}
