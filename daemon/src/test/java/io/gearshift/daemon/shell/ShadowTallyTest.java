package io.gearshift.daemon.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.gearshift.core.decision.Action;
import io.gearshift.core.decision.Decision;
import io.gearshift.core.decision.ReasonCode;
import io.gearshift.core.observe.CycleRecord;
import io.gearshift.core.policy.Device;
import io.gearshift.core.policy.PolicyId;
import io.gearshift.core.policy.Scene;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShadowTallyTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final PolicyId POLICY = new PolicyId("p", "1", "h");

    private final ShadowTally tally = new ShadowTally(START);
    private final List<String> counted = new ArrayList<>();
    private int turn;

    /** Gears as {@code model=gear}, in the order of models. */
    private CycleRecord cycle(ReasonCode reason, String... gears) {
        Instant at = START.plusSeconds(turn);
        List<Decision> decisions = new ArrayList<>();
        for (String text : gears) {
            String[] parts = text.split("=", 2);
            decisions.add(new Decision(
                    "r1-" + turn,
                    at,
                    parts[0],
                    Action.HOLD,
                    parts[1],
                    parts[1],
                    reason,
                    "stay in " + parts[1],
                    false,
                    List.of(),
                    List.of(),
                    List.of(),
                    null,
                    POLICY,
                    Device.unknown(),
                    Scene.initial()));
        }
        return new CycleRecord(at, Device.unknown(), Scene.initial(), POLICY, decisions, List.of(), List.of(), null);
    }

    private int news(CycleRecord decided, CycleRecord shadow) {
        turn++;
        return tally.compare(decided, shadow, (model, agrees) -> counted.add(model + " " + agrees))
                .size();
    }

    @Test
    void turns_areCountedByModel() {
        news(cycle(ReasonCode.BEST, "a=full", "b=full"), cycle(ReasonCode.BEST, "a=full", "b=int8"));
        news(cycle(ReasonCode.BEST, "a=full", "b=full"), cycle(ReasonCode.BEST, "a=full", "b=full"));

        ShadowTally.View view = tally.view();
        assertThat(view.cycles()).isEqualTo(2);
        assertThat(view.decisions()).isEqualTo(4);
        assertThat(view.disagreements()).isEqualTo(1);
        assertThat(view.disagreementRatio()).isEqualTo(0.25);
        assertThat(view.models()).singleElement().satisfies(b -> {
            assertThat(b.model()).isEqualTo("b");
            assertThat(b.decisions()).isEqualTo(2);
            assertThat(b.disagreements()).isEqualTo(1);
            assertThat(b.isNow()).isFalse();
        });
        assertThat(counted).containsExactly("a true", "b false", "a true", "b true");
    }

    @Test
    void disagreement_thatLasts_isNewsOnce() {
        CycleRecord full = cycle(ReasonCode.BEST, "a=full");
        CycleRecord int8 = cycle(ReasonCode.BEST, "a=int8");
        assertThat(news(full, int8)).isEqualTo(1);
        assertThat(news(full, int8)).isZero();
        assertThat(news(full, cycle(ReasonCode.FORBIDDEN, "a=int8")))
                .as("another reason")
                .isEqualTo(1);
        assertThat(news(full, cycle(ReasonCode.FORBIDDEN, "a=pruned")))
                .as("another gear")
                .isEqualTo(1);
        assertThat(news(full, full)).as("agreement").isZero();
        assertThat(news(full, cycle(ReasonCode.FORBIDDEN, "a=pruned")))
                .as("again, after agreement")
                .isEqualTo(1);
        assertThat(tally.view().last().shadow().gear()).isEqualTo("pruned");
        assertThat(tally.view().last().shadow().id())
                .as("no decision's id")
                .isEqualTo(tally.view().last().shadowOf() + "s");
        assertThat(tally.view().models().get(0).isNow()).isTrue();
    }

    @Test
    void fault_ofATurn_staysUntilATurnEndsWell() {
        assertThat(tally.fault("x")).isTrue();
        assertThat(tally.fault("x")).as("known").isFalse();
        tally.fail("x");
        tally.skip();
        assertThat(tally.view().errors()).isEqualTo(1);
        assertThat(tally.view().skipped()).isEqualTo(1);
        assertThat(tally.view().fault()).isEqualTo("x");
        CycleRecord full = cycle(ReasonCode.BEST, "a=full");
        news(full, full);
        assertThat(tally.view().fault()).isEmpty();
        assertThat(tally.view().errors()).isEqualTo(1);
    }

    @Test
    void ratio_beforeAnyDecision_isZero() {
        assertThat(tally.view().disagreementRatio()).isZero();
        assertThat(tally.view().models()).isEmpty();
        assertThat(tally.view().last()).isNull();
    }
}
