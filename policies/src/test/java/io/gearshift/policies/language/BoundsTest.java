package io.gearshift.policies.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BoundsTest {

    private static final String OR = "( Device( isCharging ) or Scene( name == \"a\" ) ) ";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Candidate( ) Candidate( )",
                "$m : Model( ) $a : Candidate( model == $m.name ) $b : Candidate( model == $m.name )",
                "$a : Candidate( ) $b : Candidate( ) not Candidate( energyMj < $a.energyMj )",
                "$a : Candidate( gear == \"Candidate( Candidate(\" ) exists Candidate( ) not Candidate( ) exists Candidate( )",
                "Mode( name == \"a\" ) Mode( name == \"b\" ) Mode( name == \"c\" ) Candidate( )",
            })
    void rule_ofModestWork_isTaken(String conditions) {
        assertThat(messages(conditions)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        Candidate( ) Candidate( ) Candidate( )                                      | combines too many facts
        $a:Candidate( ) Candidate( ) not Candidate( ) not Candidate( )              | combines too many facts
        exists ( Candidate( ) and Candidate( ) and Candidate( ) )                   | combines too many facts
        Mode( ) Mode( ) Mode( ) Candidate( )                                        | combines too many facts
        Candidate( ) Candidate( ) Model( ) Mode( )                                  | combines too many facts
        """)
    void rule_ofMuchWork_isRefusedAtItsPlace(String conditions, String message) {
        Checked checked = read(conditions);

        assertThat(checked.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.line()).isEqualTo(1);
            assertThat(problem.message()).contains(message);
        });
    }

    @Test
    void alternatives_multiplied_areBounded() {
        assertThat(messages(OR.repeat(4))).isEmpty();
        assertThat(messages(OR.repeat(5))).singleElement().asString().contains("32 alternatives");
        assertThat(messages(OR.repeat(8))).hasSize(1);
    }

    @Test
    void comparisons_ofManyFacts_areCountedWithoutOverflow() {
        assertThat(messages("Candidate( ) ".repeat(5000))).anyMatch(message -> message.contains("combines too many"));
    }

    private static List<String> messages(String conditions) {
        return read(conditions).problems().stream().map(Problem::message).toList();
    }

    private static Checked read(String conditions) {
        return RuleReader.read(
                "a.drl", "rule \"r\" when " + conditions + "\nthen\n  policy.objective(ENERGY, \"x\");\nend\n");
    }
}
