package io.gearshift.metrics.decisionlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gearshift.core.decision.Action;
import io.gearshift.core.decision.Decision;
import io.gearshift.core.policy.Device;
import io.gearshift.metrics.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecisionLogTest {

    @TempDir
    Path dir;

    @Test
    void find_aDecisionJustAppended_givesItWhole() throws IOException {
        try (DecisionLog log = DecisionLog.open(dir, 1 << 20)) {
            Decision decision = decision(1);
            log.onCycle(Samples.cycle(Device.unknown(), Samples.POLICY, null, List.of(), decision));
            assertThat(log.find("r1-1")).contains(decision);
            assertThat(log.find("r1-2")).isEmpty();
        }
    }

    @Test
    void newest_ofOneModel_isNewestFirstAndLimited() throws IOException {
        try (DecisionLog log = DecisionLog.open(dir, 1 << 20)) {
            for (int i = 1; i <= 9; i++) {
                log.append(Samples.decision("r1-" + i, i % 3 == 0 ? "minilm" : "fashion", Action.SHIFT, "full@cpu:1"));
            }
            assertThat(log.newest("minilm", 2)).extracting(Decision::id).containsExactly("r1-9", "r1-6");
            assertThat(log.newest(null, 3)).extracting(Decision::id).containsExactly("r1-9", "r1-8", "r1-7");
            assertThat(log.newest(null, 0)).isEmpty();
        }
    }

    @Test
    void reopen_afterATornLine_skipsItAndGoesOn() throws IOException {
        try (DecisionLog log = DecisionLog.open(dir, 1 << 20)) {
            log.append(decision(1));
        }
        Files.writeString(dir.resolve("decisions.jsonl"), "{\"id\":\"r1-2\",\"at\":\"20", StandardOpenOption.APPEND);
        try (DecisionLog log = DecisionLog.open(dir, 1 << 20)) {
            log.append(decision(3));
            assertThat(log.newest(null, 10)).extracting(Decision::id).containsExactly("r1-3", "r1-1");
            assertThat(log.find("r1-2")).isEmpty();
        }
    }

    @Test
    void append_pastTheLimit_rotatesAndKeepsTheNewest() throws IOException {
        int limit = 200_000;
        try (DecisionLog log = DecisionLog.open(dir, limit)) {
            for (int i = 1; i <= 400; i++) {
                log.append(decision(i));
                if (i % 50 == 0) {
                    log.newest(null, 1);
                }
            }
            List<Decision> kept = log.newest(null, 1_000);
            assertThat(kept.size()).isBetween(40, 399);
            assertThat(kept).first().extracting(Decision::id).isEqualTo("r1-400");
            assertThat(kept).last().extracting(Decision::id).isEqualTo("r1-" + (401 - kept.size()));
            assertThat(Files.size(dir.resolve("decisions.jsonl")) + Files.size(dir.resolve("decisions.1.jsonl")))
                    .isLessThanOrEqualTo(limit);
        }
    }

    @Test
    void close_withAQueue_writesIt() throws IOException {
        DecisionLog log = DecisionLog.open(dir, 1 << 20);
        for (int i = 1; i <= 100; i++) {
            log.append(decision(i));
        }
        log.close();
        assertThat(Files.readAllLines(dir.resolve("decisions.jsonl"))).hasSize(100);
    }

    @Test
    void open_withoutRoom_saysWhatIsWrong() {
        assertThatThrownBy(() -> DecisionLog.open(dir, 0)).hasMessage("maxBytes: 0 (expected: > 0)");
    }

    private static Decision decision(int i) {
        return Samples.decision("r1-" + i, "fashion", Action.SHIFT, "pruned@cpu:1");
    }
}
