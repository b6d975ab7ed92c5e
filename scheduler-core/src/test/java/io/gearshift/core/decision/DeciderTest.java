package io.gearshift.core.decision;

import static io.gearshift.core.decision.TestingSubject.NOW;
import static io.gearshift.core.testing.TestingModels.CLOUD;
import static io.gearshift.core.testing.TestingModels.FULL;
import static io.gearshift.core.testing.TestingModels.MB;
import static io.gearshift.core.testing.TestingModels.SMALL;
import static io.gearshift.core.testing.TestingModels.TINY;
import static io.gearshift.core.testing.TestingModels.local;
import static org.assertj.core.api.Assertions.assertThat;

import io.gearshift.core.estimate.ModelSpec.GearSpec;
import io.gearshift.core.policy.Budget;
import io.gearshift.core.policy.Device;
import io.gearshift.core.policy.Objective;
import io.gearshift.core.policy.PolicyInput;
import io.gearshift.core.policy.PolicyOutcome;
import io.gearshift.core.policy.Precision;
import io.gearshift.core.policy.Relaxation;
import io.gearshift.core.policy.RuleInfo;
import io.gearshift.core.policy.Scene;
import io.gearshift.core.policy.Verdict;
import io.gearshift.core.testing.TestingPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DeciderTest {

    private static final Duration DWELL = Duration.ofSeconds(10);
    private static final double INFINITE = Double.POSITIVE_INFINITY;
    private static final RuleInfo HOT = new RuleInfo("hot", "heat.drl", 12, List.of("Candidate.accuracy"));

    private Objective objective = Objective.ACCURACY;
    private double memoryBytes = INFINITE;
    private double powerW = INFINITE;
    private List<Relaxation> order = TestingPolicy.ORDER;

    private List<Decision> decide(List<TestingSubject> builders, PolicyOutcome outcome) {
        List<Subject> subjects = builders.stream().map(TestingSubject::build).toList();
        PolicyInput input = new PolicyInput(Device.unknown(), Scene.initial(), List.of(), List.of());
        Decider.Terms terms = new Decider.Terms(DWELL, 0.05, 0.95, memoryBytes, powerW, objective, order);
        List<Decision> decisions = new ArrayList<>();
        for (Choice choice : new Decider(terms, List.of(HOT)).decide(subjects, input, outcome, NOW)) {
            decisions.add(choice.explain("r1-1", NOW, TestingPolicy.ID, Device.unknown(), Scene.initial()));
        }
        return decisions;
    }

    private Decision decide(TestingSubject subject, Verdict... verdicts) {
        return decide(List.of(subject), PolicyOutcome.of(List.of(verdicts), List.of()))
                .get(0);
    }

    private static TestingSubject all() {
        return TestingSubject.of("m", FULL, SMALL, TINY);
    }

    private static Verdict forbid(GearSpec gear) {
        return new Verdict.Forbid("hot", "m", gear.gear(), "too hot");
    }

    private static Verdict prefer(GearSpec gear, double weight) {
        return new Verdict.Prefer("liked", "m", gear.gear(), weight, "liked");
    }

    private static Verdict pin(GearSpec gear) {
        return new Verdict.Pin("pinned", "m", gear.gear(), "a rule wants it");
    }

    private static void assertShift(Decision decision, GearSpec gear, ReasonCode reason) {
        assertThat(decision.action()).isEqualTo(Action.SHIFT);
        assertThat(decision.gear()).isEqualTo(gear.gear());
        assertThat(decision.reason()).isEqualTo(reason);
    }

    private static void assertHold(Decision decision, GearSpec gear, ReasonCode reason) {
        assertThat(decision.action()).isEqualTo(Action.HOLD);
        assertThat(decision.gear()).isEqualTo(gear.gear());
        assertThat(decision.reason()).isEqualTo(reason);
    }

    // Objectives and rules

    @ParameterizedTest
    @CsvSource({"ACCURACY, full@cpu:1", "ENERGY, tiny@cpu:1", "LATENCY, tiny@cpu:1", "BALANCED, full@cpu:1"})
    void first_byObjective(Objective wanted, String gear) {
        objective = wanted;

        Decision decision = decide(all());

        assertThat(decision.gear()).isEqualTo(gear);
        assertThat(decision.reason()).isEqualTo(ReasonCode.STARTUP);
        assertThat(decision.from()).isNull();
    }

    @Test
    void objectiveOfARule_forTheModel_winsOverThatForAll_winsOverThePacks() {
        Verdict forAll = new Verdict.Aim("all", "", Objective.ACCURACY, "everyone");
        Verdict own = new Verdict.Aim("own", "m", Objective.ENERGY, "only m");
        objective = Objective.LATENCY;

        assertThat(decide(all(), forAll).gear()).isEqualTo(FULL.gear());
        assertThat(decide(all(), forAll, own).gear()).isEqualTo(TINY.gear());
    }

    @Test
    void forbidden_isNeverChosen_andTheReasonNamesRulePlaceAndValue() {
        Decision decision = decide(all().active(FULL), forbid(FULL));

        assertShift(decision, SMALL, ReasonCode.FORBIDDEN);
        assertThat(decision.reasons().get(0))
                .isEqualTo(new Decision.Reason("rule", "hot", "heat.drl:12", "too hot", List.of("accuracy = 0.9400")));
        assertThat(decision.summary()).isEqualTo("full@cpu:1 -> small@cpu:1 (forbidden): too hot");
        assertThat(decision.considered())
                .filteredOn(c -> c.gear().equals(FULL.gear()))
                .allMatch(c -> c.rejectedBy().get(0).name().equals("hot"));
    }

    @Test
    void forbidden_evenInDwellAndPreferred_isLeftAtOnce() {
        TestingSubject young = all().active(FULL).since(Duration.ofSeconds(1));

        assertShift(decide(young, forbid(FULL), prefer(FULL, 1)), SMALL, ReasonCode.FORBIDDEN);
    }

    @Test
    void everythingForbidden_lightestLocalGear_isTheLastResort() {
        TestingSubject subject =
                TestingSubject.of("m", FULL, SMALL, TINY, CLOUD).active(FULL);

        Decision decision = decide(subject, forbid(FULL), forbid(SMALL), forbid(TINY), forbid(CLOUD));

        assertShift(decision, TINY, ReasonCode.LAST_RESORT);
        assertThat(decision.isDegraded()).isTrue();
    }

    @Test
    void everythingForbidden_lightestIsQuarantined_theNextLightest() {
        Decision decision = decide(all().quarantined(TINY), forbid(FULL), forbid(SMALL), forbid(TINY));

        assertThat(decision.gear()).isEqualTo(SMALL.gear());
    }

    @Test
    void nothingIsAble_thereIsStillAnAnswer() {
        assertThat(decide(all().quarantined(FULL).quarantined(SMALL).quarantined(TINY))
                        .gear())
                .isEqualTo(TINY.gear());
    }

    @Test
    void unreachableCloud_isNeverChosen() {
        TestingSubject subject = TestingSubject.of("m", FULL, CLOUD);

        assertThat(decide(subject).gear()).isEqualTo(CLOUD.gear());
        assertThat(decide(subject.unreachable(CLOUD)).gear()).isEqualTo(FULL.gear());
    }

    @Test
    void preference_outweighsTheObjective() {
        assertShift(decide(all().active(FULL), prefer(TINY, 1), prefer(FULL, -0.5)), TINY, ReasonCode.BETTER);
    }

    // Constraints and relaxation

    /** SMALL needs 5 * (1 + 1.645 * 0.05) = 5.41 ms at 95 %; a gear not in force must be 10 % faster than the objective. */
    @ParameterizedTest
    @CsvSource({"12.1, full@cpu:1", "12, small@cpu:1", "6.1, small@cpu:1", "6, tiny@cpu:1"})
    void latencyObjective_withMargin_rulesOutSlowerGears(double objectiveMs, String gear) {
        Decision decision = decide(all().within(objectiveMs));

        assertThat(decision.gear()).isEqualTo(gear);
        assertThat(decision.isDegraded()).isFalse();
    }

    @Test
    void latencyObjective_gearInForce_hasNoMargin() {
        assertHold(decide(all().active(FULL).within(10.9)), FULL, ReasonCode.BEST);
        assertShift(decide(all().active(FULL).within(10.7)), SMALL, ReasonCode.CONSTRAINT);
    }

    @Test
    void constraintReason_namesBoundAndValue() {
        assertThat(decide(all().active(FULL).within(8)).summary())
                .isEqualTo("full@cpu:1 -> small@cpu:1 (constraint):"
                        + " full@cpu:1 needs 10.8 ms at 95.0 %, the objective is 8.0 ms");
    }

    @ParameterizedTest
    @CsvSource({"0.85, tiny@cpu:1", "0.851, small@cpu:1", "0.92, small@cpu:1", "0.93, full@cpu:1"})
    void accuracyFloor_rulesOutLessAccurateGears(double floor, String gear) {
        objective = Objective.ENERGY;

        assertThat(decide(all().floor(floor)).gear()).isEqualTo(gear);
    }

    @Test
    void latencyAndAccuracyCannotBothHold_firstInTheOrderIsGivenUp() {
        TestingSubject subject = all().within(3).floor(0.93);

        Decision lateAllowed = decide(subject);
        order = List.of(Relaxation.ACCURACY, Relaxation.LATENCY);
        Decision inaccurateAllowed = decide(subject);

        assertThat(lateAllowed.gear()).isEqualTo(FULL.gear());
        assertThat(lateAllowed.relaxed()).containsExactly("LATENCY");
        assertThat(lateAllowed.isDegraded()).isTrue();
        assertThat(inaccurateAllowed.gear()).isEqualTo(TINY.gear());
        assertThat(inaccurateAllowed.relaxed()).containsExactly("ACCURACY");
    }

    @Test
    void degraded_inForce_saysWhatIsGivenUp() {
        Decision decision = decide(all().active(FULL).within(3).floor(0.93));

        assertHold(decision, FULL, ReasonCode.DEGRADED);
        assertThat(decision.summary()).contains("LATENCY");
    }

    @Test
    void noObjectiveCanBeMet_theLeastLateIsTaken() {
        Decision decision = decide(all().within(0.5));

        assertThat(decision.gear()).isEqualTo(TINY.gear());
        assertThat(decision.relaxed()).containsExactly("LATENCY");
    }

    /** An option that breaks the floor is no better gear, whatever its score: not hysteresis holds the active one. */
    @Test
    void hold_onlyBecauseOthersBreakAConstraint_isBest() {
        objective = Objective.ENERGY;

        assertHold(decide(all().active(FULL).floor(0.93)), FULL, ReasonCode.BEST);
    }

    // Budgets over all models

    @Test
    void memoryBudget_coversAllModelsTogether() {
        memoryBytes = 120 * MB;
        List<Decision> decisions = decide(
                List.of(
                        TestingSubject.of("a", FULL, SMALL, TINY).priority(10),
                        TestingSubject.of("b", FULL, SMALL, TINY).priority(90)),
                PolicyOutcome.of(List.of(), List.of()));

        assertThat(decisions).extracting(Decision::gear).containsExactly(SMALL.gear(), FULL.gear());
        assertThat(decisions).noneMatch(Decision::isDegraded);
    }

    @Test
    void memoryBudget_ofARule_bindsWhenItIsLess() {
        Verdict limit = new Verdict.Limit("tight", Budget.MEMORY_BYTES, 30 * MB, "memory is short");

        assertThat(decide(all(), limit).gear()).isEqualTo(SMALL.gear());
        memoryBytes = 10 * MB;
        assertThat(decide(all(), limit).gear()).isEqualTo(TINY.gear());
    }

    @Test
    void memoryBudget_nothingFits_isGivenUpLastAndSaysSo() {
        memoryBytes = 1 * MB;

        Decision decision = decide(all());

        assertThat(decision.relaxed()).containsExactly("MEMORY");
        assertThat(decision.isDegraded()).isTrue();
    }

    /** FULL at 10 requests a second draws 1 W, SMALL 0.4 W. */
    @Test
    void powerBudget_bindsByRequestRate() {
        powerW = 0.5;

        assertThat(decide(all()).gear()).isEqualTo(SMALL.gear());
        assertThat(decide(all().requestsPerS(4)).gear()).isEqualTo(FULL.gear());
    }

    @Test
    void powerBudget_youngGearInForce_isNoReasonToBreakIt() {
        powerW = 0.5;

        Decision decision = decide(all().active(FULL).since(Duration.ofSeconds(1)));

        assertShift(decision, SMALL, ReasonCode.CONSTRAINT);
        assertThat(decision.isDegraded()).isFalse();
        assertThat(decision.summary()).contains("does not fit the budgets of all models");
    }

    @Test
    void memoryBudget_rememberedGear_isNoReasonToBreakIt() {
        memoryBytes = 30 * MB;

        assertThat(decide(all().wanted(FULL)).gear()).isEqualTo(SMALL.gear());
    }

    /** "a" must leave its young gear for the budget; "b", though it could gain too, stays. */
    @Test
    void budgetBreaksOneDwell_othersStillDwell() {
        objective = Objective.ENERGY;
        memoryBytes = 50 * MB;
        List<Decision> decisions = decide(
                List.of(
                        TestingSubject.of("a", FULL, SMALL).active(FULL).since(Duration.ofSeconds(1)),
                        TestingSubject.of("b", SMALL, TINY).active(SMALL).since(Duration.ofSeconds(1))),
                PolicyOutcome.of(List.of(), List.of()));

        assertThat(decisions.get(0).gear()).isEqualTo(SMALL.gear());
        assertHold(decisions.get(1), SMALL, ReasonCode.DWELL);
    }

    @Test
    void dwell_gearThatBecameTooSlow_staysAndSaysWhatWaits() {
        assertHold(decide(all().active(FULL).since(Duration.ofSeconds(1)).within(8)), FULL, ReasonCode.DWELL);
    }

    /** The budget, not the margin, keeps the better gear out. */
    @Test
    void hold_onlyBecauseOfTheBudget_isBest() {
        memoryBytes = 30 * MB;

        assertHold(decide(all().active(SMALL)), SMALL, ReasonCode.BEST);
    }

    // Staying

    @ParameterizedTest
    @CsvSource({"9.999, small@cpu:1, DWELL", "10, full@cpu:1, BETTER"})
    void dwell_betterGear_waits(double seconds, String gear, ReasonCode reason) {
        Decision decision = decide(all().active(SMALL).since(Duration.ofMillis((long) (seconds * 1000))));

        assertThat(decision.gear()).isEqualTo(gear);
        assertThat(decision.reason()).isEqualTo(reason);
    }

    /** The margin is 0.05 and a cold switch costs 0.005 and 0.05 for each second of the load's 0.2: 0.065 together. */
    @ParameterizedTest
    @CsvSource({"0.06, HOLD, HYSTERESIS", "0.07, SHIFT, BETTER"})
    void hysteresis_gain_mustExceedMarginAndSwitchCost(double weight, Action action, ReasonCode reason) {
        GearSpec twin = local("twin", Precision.FP32, 0.94, 10, 100, 90 * MB);

        Decision decision = decide(TestingSubject.of("m", FULL, twin).active(FULL), prefer(twin, weight));

        assertThat(decision.action()).isEqualTo(action);
        assertThat(decision.reason()).isEqualTo(reason);
    }

    @Test
    void twins_equalInEverything_theFirstNameIsTakenAndKept() {
        GearSpec a = local("a", Precision.FP32, 0.9, 10, 100, MB);
        GearSpec b = local("b", Precision.FP32, 0.9, 10, 100, MB);

        assertThat(decide(TestingSubject.of("m", b, a)).gear()).isEqualTo("a@cpu:1");
        assertHold(decide(TestingSubject.of("m", b, a).active(b)), b, ReasonCode.BEST);
    }

    @ParameterizedTest
    @CsvSource({"9.999, small@cpu:1", "10, full@cpu:1"})
    void gear_forbiddenUntilAMomentAgo_rests(double seconds, String gear) {
        TestingSubject subject = all().active(SMALL).wasForbidden(FULL, Duration.ofMillis((long) (seconds * 1000)));

        assertThat(decide(subject).gear()).isEqualTo(gear);
    }

    @Test
    void resting_onlyPermittedGears_mayReturnEarly() {
        TestingSubject subject = all().active(SMALL).wasForbidden(FULL, Duration.ofSeconds(1));

        assertThat(decide(subject, forbid(SMALL), forbid(TINY)).gear()).isEqualTo(FULL.gear());
    }

    @Test
    void swapUnderWay_holdsUntilItEnds() {
        assertHold(decide(all().active(FULL).pending(SMALL), forbid(FULL)), FULL, ReasonCode.SWAPPING);
    }

    @Test
    void gearGone_isReplaced() {
        Decision decision = decide(TestingSubject.of("m", SMALL, TINY).active(FULL));

        assertShift(decision, SMALL, ReasonCode.GEAR_LOST);
        assertThat(decision.summary()).contains("full@cpu:1 is no longer in the registry");
    }

    // Pins

    @Test
    void manualPin_overridesRulesConstraintsAndDwell() {
        TestingSubject subject =
                all().active(SMALL).since(Duration.ofSeconds(1)).within(3).pinned(FULL);

        Decision decision = decide(subject, forbid(FULL));

        assertShift(decision, FULL, ReasonCode.PINNED);
        assertThat(decision.reasons().get(0).name()).isEqualTo("manual");
    }

    @Test
    void manualPin_onAGearAway_holdsOnlyWhileNoRuleKeepsTheDataHere() {
        TestingSubject subject =
                TestingSubject.of("m", FULL, SMALL, CLOUD).active(CLOUD).pinned(CLOUD);

        assertThat(decide(subject).gear()).isEqualTo(CLOUD.gear());
        assertThat(decide(subject, forbid(FULL), forbid(SMALL)).gear()).isEqualTo(CLOUD.gear());
        Decision kept = decide(subject, forbid(CLOUD), prefer(CLOUD, 1));
        assertThat(kept.gear()).isNotEqualTo(CLOUD.gear());
        assertThat(decide(subject, forbid(CLOUD), forbid(FULL), forbid(SMALL)).gear())
                .as("the last resort is local")
                .isNotEqualTo(CLOUD.gear());
        TestingSubject lame =
                TestingSubject.of("m", FULL, CLOUD).active(CLOUD).pinned(CLOUD).quarantined(FULL);
        assertHold(decide(lame, forbid(CLOUD), forbid(FULL)), CLOUD, ReasonCode.QUARANTINE);
    }

    @Test
    void manualPin_gearInQuarantine_doesNotHold() {
        assertThat(decide(all().active(SMALL).pinned(FULL).quarantined(FULL)).gear())
                .isEqualTo(SMALL.gear());
    }

    @Test
    void rulePin_holdsAmongWhatIsPermitted_andYieldsToTheManualOne() {
        assertThat(decide(all(), pin(TINY)).gear()).isEqualTo(TINY.gear());
        assertThat(decide(all(), pin(TINY)).reasons().get(0).name()).isEqualTo("pinned");
        assertThat(decide(all(), pin(TINY), forbid(TINY)).gear()).isEqualTo(FULL.gear());
        assertThat(decide(all().pinned(SMALL), pin(TINY)).gear()).isEqualTo(SMALL.gear());
    }

    @Test
    void remembered_gear_isTakenAgainUnlessForbidden() {
        assertThat(decide(all().wanted(SMALL)).gear()).isEqualTo(SMALL.gear());
        assertThat(decide(all().wanted(SMALL), forbid(SMALL)).gear()).isEqualTo(FULL.gear());
    }

    // Without a policy

    @ParameterizedTest
    @EnumSource(Objective.class)
    void policyFault_lastGoodGear_stays(Objective any) {
        objective = any;
        PolicyOutcome fault = PolicyOutcome.failed("rule \"loop\" fired 10000 times");

        Decision decision =
                decide(List.of(all().active(SMALL).within(1)), fault).get(0);

        assertHold(decision, SMALL, ReasonCode.POLICY_FAULT);
        assertThat(decision.summary()).contains("fired 10000 times");
    }

    @Test
    void policyFault_noGearYetOrLost_lightestLocal() {
        PolicyOutcome fault = PolicyOutcome.failed("x");

        assertThat(decide(List.of(all()), fault).get(0).gear()).isEqualTo(TINY.gear());
        assertThat(decide(List.of(all().active(FULL).quarantined(FULL)), fault)
                        .get(0)
                        .gear())
                .isEqualTo(TINY.gear());
    }

    @Test
    void policyFault_manualPin_stillHolds() {
        assertThat(decide(List.of(all().active(SMALL).pinned(FULL)), PolicyOutcome.failed("x"))
                        .get(0)
                        .gear())
                .isEqualTo(FULL.gear());
    }

    @Test
    void verdicts_inAnyOrder_giveTheSameDecision() {
        Verdict[] one = {forbid(FULL), prefer(TINY, 0.2), prefer(SMALL, 0.1), pin(TINY)};
        Verdict[] other = {pin(TINY), prefer(SMALL, 0.1), prefer(TINY, 0.2), forbid(FULL)};

        assertThat(decide(all().active(FULL), one)).isEqualTo(decide(all().active(FULL), other));
    }
}
