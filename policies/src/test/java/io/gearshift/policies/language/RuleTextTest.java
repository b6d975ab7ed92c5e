package io.gearshift.policies.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RuleTextTest {

    private static final String TEXT = """
            // rule "not this" when then end
            rule "first: then"
            when
              Device( hottestZone == "when then end" )
            then
              policy.objective(Objective.ENERGY, "the end");
            end

            rule second when then end
            """;

    @Test
    void rules_ofAText_areFoundWithTheirLines() {
        assertThat(RuleText.of(TEXT).rules()).extracting(RuleText.Rule::name).containsExactly("first: then", "second");
        assertThat(RuleText.of(TEXT).rules()).extracting(RuleText.Rule::line).containsExactly(2, 9);
    }

    @Test
    void actions_rewritten_nameTheirRuleFirstAndLinesStay() {
        String rewritten = RuleText.of(TEXT).rewritten();

        assertThat(rewritten.lines().toList())
                .hasSameSizeAs(TEXT.lines().toList())
                .contains("then policy.fires(\"first: then\");", "rule second when then policy.fires(\"second\"); end");
    }

    @Test
    void only_oneRule_blanksTheOthersAndKeepsLines() {
        RuleText text = RuleText.of(TEXT);
        String only = text.only(text.rules().get(1));

        assertThat(only).doesNotContain("first: then").contains("rule second when then end");
        assertThat(only.lines().toList()).hasSameSizeAs(TEXT.lines().toList());
    }

    @Test
    void text_cutOff_isReadToItsEnd() {
        for (int i = 0; i < TEXT.length(); i++) {
            assertThat(RuleText.of(TEXT.substring(0, i)).rewritten()).isNotNull();
        }
    }
}
