package io.gearshift.policies.staging;

import static org.assertj.core.api.Assertions.assertThat;

import io.gearshift.policies.staging.Staging.Phase;
import io.gearshift.policies.staging.Staging.Step;
import io.gearshift.policies.staging.StagingEffect.Activate;
import io.gearshift.policies.staging.StagingEffect.Check;
import io.gearshift.policies.staging.StagingEffect.News;
import io.gearshift.policies.staging.StagingEffect.Say;
import io.gearshift.policies.staging.StagingEffect.StartShadow;
import io.gearshift.policies.staging.StagingEffect.StopShadow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class StagingTest {

    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final StagingSettings SETTINGS =
            new StagingSettings(Duration.ofMinutes(10), Duration.ofMinutes(20), 0.05, false);
    private static final StagingSettings AT_ONCE = new StagingSettings(Duration.ZERO, Duration.ZERO, 0.05, false);
    private static final Slot V1 = slot("1.0");
    private static final Slot V2 = slot("2.0");
    private static final Slot V3 = slot("3.0");

    private static Slot slot(String version) {
        return new Slot("digest-" + version, "shop", version);
    }

    private static Instant minute(long minutes) {
        return T0.plus(Duration.ofMinutes(minutes));
    }

    private static Served served(long requests, long misses) {
        return new Served(requests, misses, 0);
    }

    /** V1 in force, nothing under way. */
    private static Staging steady() {
        return Staging.initial().passed(V1, T0, Served.NOTHING, AT_ONCE).next();
    }

    private static Staging shadowing() {
        return steady().passed(V2, T0, served(100, 0), SETTINGS).next();
    }

    /** 1000 requests with 20 misses while in shadow, then V2 in force. */
    private static Staging watching() {
        return shadowing().tick(minute(10), served(1100, 20), 0, SETTINGS).next();
    }

    private static List<News> news(Step step) {
        return step.effects().stream()
                .filter(Say.class::isInstance)
                .map(say -> ((Say) say).news())
                .toList();
    }

    private static String said(Step step) {
        return step.effects().stream()
                .filter(Say.class::isInstance)
                .map(say -> ((Say) say).text())
                .reduce("", String::concat);
    }

    @Test
    void newBundle_isChecked() {
        assertThat(steady().arrived(V2, SETTINGS).effects()).containsExactly(new Check(V2));
        assertThat(Staging.initial().arrived(V1, SETTINGS).effects()).containsExactly(new Check(V1));
    }

    @Test
    void knownBundle_changesNothing() {
        assertThat(steady().arrived(V1, SETTINGS)).isEqualTo(new Step(steady(), List.of()));
        assertThat(shadowing().arrived(V2, SETTINGS)).isEqualTo(new Step(shadowing(), List.of()));
    }

    @Test
    void checkedBundle_runsInShadow_untilItsTimeIsOver() {
        Step step = steady().passed(V2, T0, Served.NOTHING, SETTINGS);

        assertThat(step.effects()).hasSize(2).first().isEqualTo(new StartShadow(V2));
        assertThat(news(step)).containsExactly(News.STAGED);
        assertThat(step.next().active()).isEqualTo(V1);
        assertThat(step.next()
                        .tick(minute(10).minusMillis(1), served(1, 0), 0, SETTINGS)
                        .effects())
                .isEmpty();
    }

    @Test
    void shadowOver_putsItInForce_andWatches() {
        Step step = shadowing().tick(minute(10), served(1100, 20), 0, SETTINGS);

        assertThat(step.effects()).hasSize(3).startsWith(new StopShadow(), new Activate(V2));
        assertThat(step.next().phase()).isEqualTo(Phase.WATCH);
        assertThat(step.next().active()).isEqualTo(V2);
        assertThat(step.next().previous()).isEqualTo(V1);
        assertThat(step.next().before()).isEqualTo(served(1000, 20));
    }

    @Test
    void candidateThatFails_isRefused_theOldStays() {
        assertThat(shadowing().tick(minute(1), served(1, 0), 2, SETTINGS).effects())
                .isEmpty();

        Step step = shadowing().tick(minute(1), served(1, 0), 3, SETTINGS);

        assertThat(step.effects()).startsWith(new StopShadow());
        assertThat(news(step)).containsExactly(News.REFUSED);
        assertThat(step.next().active()).isEqualTo(V1);
        assertThat(step.next().phase()).isEqualTo(Phase.STEADY);
        assertThat(step.next().whyRefused(V2.digest())).contains("failed in 3 turns in shadow");
    }

    @Test
    void newerBundle_replacesTheOneInShadow() {
        Step step = shadowing().passed(V3, minute(5), served(500, 0), SETTINGS);

        assertThat(step.effects()).first().isEqualTo(new StartShadow(V3));
        assertThat(step.next().candidate()).isEqualTo(V3);
        assertThat(step.next().tick(minute(10), served(900, 0), 0, SETTINGS).effects())
                .isEmpty();
    }

    @Test
    void noShadow_putsItInForceAtOnce() {
        Step step = steady().passed(V2, T0, served(10, 1), AT_ONCE);

        assertThat(step.effects()).first().isEqualTo(new Activate(V2));
        assertThat(step.next().phase()).isEqualTo(Phase.STEADY);
        assertThat(step.next().previous()).isEqualTo(V1);
    }

    @Test
    void missesAsBefore_keepIt() {
        assertThat(watching().tick(minute(20), served(1600, 30), 0, SETTINGS).effects())
                .isEmpty();

        Step step = watching().tick(minute(30), served(2100, 42), 0, SETTINGS);

        assertThat(news(step)).containsExactly(News.KEPT);
        assertThat(said(step)).isEqualTo("stays: late answers 2.0 % before, 2.2 % since");
        assertThat(step.next().phase()).isEqualTo(Phase.STEADY);
        assertThat(step.next().active()).isEqualTo(V2);
    }

    @Test
    void riseOfMisses_takesItBack() {
        Step step = watching().tick(minute(12), served(1200, 40), 0, SETTINGS);

        assertThat(step.effects()).first().isEqualTo(new Activate(V1));
        assertThat(news(step)).containsExactly(News.ROLLED_BACK);
        assertThat(said(step)).isEqualTo("late answers rose from 2.0 % to 20.0 %; back to shop 1.0 (digest-1.0)");
        assertThat(step.next().active()).isEqualTo(V1);
        assertThat(step.next().phase()).isEqualTo(Phase.STEADY);
    }

    @Test
    void takenBack_isNotTakenAgain_aNewerIs() {
        Staging after =
                watching().tick(minute(12), served(1200, 40), 0, SETTINGS).next();

        assertThat(after.arrived(V2, SETTINGS)).isEqualTo(new Step(after, List.of()));
        assertThat(after.arrived(V3, SETTINGS).effects()).containsExactly(new Check(V3));
    }

    @Test
    void fewRequests_areNotJudged_andThatIsSaid() {
        Step step = watching().tick(minute(30), served(1149, 69), 0, SETTINGS);

        assertThat(news(step)).containsExactly(News.KEPT);
        assertThat(said(step)).contains("too few requests to compare late answers (1000 before, 49 since)");
    }

    @Test
    void faults_takeItBack() {
        assertThat(watching()
                        .tick(minute(11), new Served(1100, 20, 2), 0, SETTINGS)
                        .effects())
                .isEmpty();

        Step step = watching().tick(minute(11), new Served(1100, 20, 3), 0, SETTINGS);

        assertThat(step.effects()).first().isEqualTo(new Activate(V1));
        assertThat(said(step)).startsWith("failed in 3 turns");
    }

    @Test
    void firstBundle_isTakenBackToTheConfiguredPack() {
        Staging watching = Staging.initial()
                .passed(V1, T0, served(1000, 0), new StagingSettings(Duration.ZERO, Duration.ofMinutes(1), 0.05, false))
                .next();

        Step step = watching.tick(T0.plusSeconds(1), served(1100, 100), 0, SETTINGS);

        assertThat(step.effects()).first().isEqualTo(new Activate(null));
        assertThat(said(step)).endsWith("back to the configured pack");
        assertThat(step.next().active()).isNull();
    }

    @Test
    void older_isRefused_unlessAllowed() {
        Staging two = steady().passed(V2, T0, Served.NOTHING, AT_ONCE).next();
        StagingSettings allowed = new StagingSettings(Duration.ZERO, Duration.ZERO, 0.05, true);

        Step step = two.arrived(V1, SETTINGS);

        assertThat(news(step)).containsExactly(News.REFUSED);
        assertThat(said(step)).startsWith("older than the one in force, shop 2.0");
        assertThat(two.arrived(V1, allowed).effects()).containsExactly(new Check(V1));
    }

    @Test
    void otherContentUnderTheSameVersion_isRefused() {
        Step step = steady().arrived(new Slot("another", "shop", "1.0"), SETTINGS);

        assertThat(said(step))
                .isEqualTo("other content under the version in force, shop 1.0 (digest-1.0): raise the version");
    }

    @Test
    void anotherPack_isRefused() {
        Step step = steady().arrived(new Slot("another", "lab", "9.0"), SETTINGS);

        assertThat(said(step)).startsWith("another pack than the one in force");
    }

    @Test
    void restart_inShadow_beginsTheShadowAgain() {
        Step step = shadowing().restarted(minute(60), SETTINGS);

        assertThat(step.effects()).first().isEqualTo(new StartShadow(V2));
        assertThat(step.next().tick(minute(69), served(1, 0), 0, SETTINGS).effects())
                .isEmpty();
        assertThat(step.next().tick(minute(70), served(1, 0), 0, SETTINGS).effects())
                .contains(new Activate(V2));
    }

    @Test
    void restart_inWatch_keepsWhatWasBefore() {
        Step step = watching().restarted(minute(11), SETTINGS);

        assertThat(step.effects()).isEmpty();
        assertThat(step.next().tick(minute(12), served(100, 30), 0, SETTINGS).effects())
                .contains(new Activate(V1));
    }

    @Test
    void daemonThatKeepsStarting_takesItBack() {
        Staging once = watching().restarted(minute(11), SETTINGS).next();
        Staging twice = once.restarted(minute(12), SETTINGS).next();

        Step step = twice.restarted(minute(13), SETTINGS);

        assertThat(step.effects()).first().isEqualTo(new Activate(V1));
        assertThat(said(step)).startsWith("the daemon started 3 times while it was watched");
    }

    @Test
    void notActivated_leavesTheOldInForce() {
        Step step = watching().notActivated("out of memory");

        assertThat(step.next().active()).isEqualTo(V1);
        assertThat(step.next().whyRefused(V2.digest())).contains("out of memory");
        assertThat(step.next().phase()).isEqualTo(Phase.STEADY);
    }

    @Test
    void refused_areNotKeptWithoutEnd() {
        Staging state = steady();
        for (int i = 0; i < 100; i++) {
            state = state.failed(slot("9." + i), "its tests fail").next();
        }
        assertThat(state.refused()).hasSize(20);
        assertThat(state.whyRefused("digest-9.99")).isPresent();
    }

    @Test
    void lostFile_leavesTheConfiguredPack() {
        Staging without = watching().without(V2);

        assertThat(without.active()).isNull();
        assertThat(without.phase()).isEqualTo(Phase.STEADY);
        assertThat(without.needed()).containsExactly(V1);
    }
}
