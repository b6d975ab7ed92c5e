package io.gearshift.simulator.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gearshift.simulator.closedloop.Figures;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequirementTest {

    private static final List<Figures> RUNS = List.of(
            figures("oracle", 10, 0.9, 0, 4, 0),
            figures("mine", 10.5, 0.85, 0.02, 6, 30),
            figures("static m=full@cpu:1", 20, 0.8, 0.1, 1, 90),
            figures("static m=int8@cpu:1", 8, 0.7, 0.2, 1, 0),
            figures("static m=int8@cpu:2", 9, 0.7, 0.2, 1, 0),
            figures("thresholds", 15, 0.8, 0.05, 20, 0),
            figures("ALERT-style", 11, 0.88, 0.01, 9, 0),
            figures("mine 2.0", 9, 0.8, 0.02, 2, 0));

    private static Figures figures(
            String policy, double energyJ, double accuracy, double missRatio, int swaps, double throttledS) {
        return new Figures(policy, 3600, 100, energyJ, 50, accuracy, missRatio, 0, swaps, throttledS, 60, 1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "energy<=1.05*oracle | true",
                "energy<1.05*oracle | false",
                "energy <= oracle * 1.05 | true",
                "energy<=1.04*oracle | false",
                "Energy >= oracle | true",
                "energy<=10.5 | true",
                "energy<10.5 | false",
                "energy<=1.05e1 | true",
                "misses<=.02 | true",
                "misses<0.02 | false",
                "misses<=2*alert | true",
                "misses<ALERT-style | false",
                "accuracy>=static(full) | true",
                "accuracy>=static( m=full@cpu:1 ) | true",
                "accuracy>static(full@cpu:1) | true",
                "energy<static(int8@cpu:2) | false",
                "accuracy>=1*oracle | false",
                "swaps<=0.5*thresholds | true",
                "swaps>6 | false",
                "swaps>=6 | true",
                "throttled<1 | false",
                "throttled<=static(full) | true",
                "energy<=mine 2.0 | false",
                "energy<=2*mine 2.0 | true",
            })
    void expression_right_holdsOrNot(String expression, boolean holds) throws Exception {
        assertThat(Requirement.parse(expression).outcome("mine", RUNS).holds()).isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | no requirement | for example energy<=1.05*oracle",
                "energy | no requirement | for example",
                "energy<= | no requirement | for example",
                "energy=10 | no requirement | for example",
                "energy==10 | no requirement | for example",
                "energy<=>10 | no requirement | for example",
                "energy<=10<=20 | neither | for example",
                "enregy<=10 | no figure enregy | did you mean energy?",
                "latency<=10 | no figure latency (expected: energy, misses, accuracy, swaps, throttled) | ''",
                "misses<=2% | 2% (expected: a number without a unit) | 0.01 is 1 %",
                "energy<=x*oracle | x is no number | 1.05*oracle",
                "energy<=2*3 | no run 2 here | --against",
                "energy<=2*2*oracle | neither a number nor a run | for example",
                "energy<=1e999 | 1e999 is no number | for example",
                "energy<=orcale | no run orcale here (there are: oracle; mine; | did you mean oracle?",
                "energy<=static(int8) | more than one static run of int8 | static(m=int8@cpu:1) names one",
                "energy<=static(fp16) | no static run of fp16 here (there are: m=full@cpu:1; | names one",
            })
    void expression_wrong_saysWhatAndWhatToDo(String expression, String message, String hint) {
        assertThatThrownBy(() -> Requirement.parse(expression).outcome("mine", RUNS))
                .isInstanceOfSatisfying(
                        Requirement.Mistake.class,
                        mistake -> assertThat(mistake.hint()).contains(hint))
                .hasMessageContaining("'" + expression + "'")
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "energy<=1.05*oracle | energy of mine is 10.50 J (required: <= 10.50 J, 1.05 times oracle's)",
                "energy<oracle | energy of mine is 10.50 J (required: < 10.00 J, oracle's)",
                "misses<=0.01 | misses of mine is 0.02000 (required: <= 0.01000)",
                "swaps>=2*static(full) | swaps of mine is 6.000 an hour (required: >= 2.000 an hour, 2 times static m=full@cpu:1's)",
            })
    void outcome_asASentence_tellsFigureAndBound(String expression, String sentence) throws Exception {
        assertThat(Requirement.parse(expression).outcome("mine", RUNS).sentence())
                .isEqualTo(sentence);
    }
}
