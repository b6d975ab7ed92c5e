package io.gearshift.simulator.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gearshift.simulator.baseline.Workers;
import io.gearshift.simulator.closedloop.Setting;
import io.gearshift.simulator.closedloop.TestingScenes;
import io.gearshift.simulator.replay.Recording;
import io.gearshift.simulator.replay.TestingRules;
import io.gearshift.simulator.report.ReplayPlan.Pack;
import io.gearshift.simulator.report.ReplayPlan.Reference;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ThreadsTest {

    private static List<Recording> traces() {
        List<Recording> traces = new ArrayList<>();
        for (int trace = 0; trace < 5; trace++) {
            int rate = 4 + 2 * trace;
            traces.add(TestingScenes.recording(TestingScenes.twoGears(), 60 + 20 * trace, i -> rate, 0.1));
        }
        return traces;
    }

    /** JSON and page of a replay of five traces, each under two packs, all references and the oracle. */
    private static List<String> documents(int threads, long seed) throws Exception {
        ReplayPlan plan = new ReplayPlan(
                Setting.of(TestingScenes.device(TestingScenes.battery(4000)), seed),
                List.of(new Pack("mine", new TestingRules("x", 33)), new Pack("other", new TestingRules("y", 29))),
                "mine",
                EnumSet.allOf(Reference.class),
                List.of(Requirement.parse("energy<=3*oracle")),
                null,
                true);
        try (Workers workers = Workers.of(threads)) {
            List<TraceReport> reports = plan.run(traces(), workers, (done, steps, what) -> {});
            return List.of(ReportJson.of(reports).toPrettyString(), HtmlReport.of(reports));
        }
    }

    @Test
    void reports_areTheSameBytes_onAnyNumberOfThreads() throws Exception {
        List<String> one = documents(1, 3);

        assertThat(documents(2, 3)).isEqualTo(one);
        assertThat(documents(7, 3)).isEqualTo(one);
        assertThat(documents(7, 4)).isNotEqualTo(one);
        assertThat(one.get(0)).contains("\"costVsOracle\"");
        assertThat(one.get(1)).contains("\"reasons\"").hasSizeGreaterThan(10_000);
    }

    /** Each waits for the other: one thread alone would never end. */
    @Test
    void work_isDoneAtTheSameTime_alsoWorkOfWork() throws Exception {
        CyclicBarrier both = new CyclicBarrier(2);
        Set<String> threads = ConcurrentHashMap.newKeySet();
        Callable<Integer> meeting = () -> {
            threads.add(Thread.currentThread().getName());
            return both.await(20, TimeUnit.SECONDS);
        };
        try (Workers workers = Workers.of(2)) {
            workers.all(List.of(() -> workers.all(List.of(meeting, meeting))));
        }

        assertThat(threads).hasSize(2);
    }

    @Test
    void failure_isThatOfTheFirstInOrder() {
        List<Callable<Integer>> work = IntStream.range(0, 20)
                .<Callable<Integer>>mapToObj(i -> () -> {
                    if (i >= 3) {
                        throw new java.io.IOException("trace " + i);
                    }
                    return i;
                })
                .toList();
        for (int threads : new int[] {1, 2, 7}) {
            try (Workers workers = Workers.of(threads)) {
                assertThatThrownBy(() -> workers.all(work)).hasMessage("trace 3");
            }
        }
    }
}
