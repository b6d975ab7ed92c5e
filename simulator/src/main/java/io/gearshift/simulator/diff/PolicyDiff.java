package io.gearshift.simulator.diff;

import io.gearshift.core.loop.LoopEvent;
import io.gearshift.core.policy.Policy;
import io.gearshift.simulator.replay.Gaps;
import io.gearshift.simulator.replay.PolicyRun;
import io.gearshift.simulator.replay.Recording;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs two policies side by side over one recording, each on a control loop of its own, and notes when they want different
 * gears. Open loop: the device stays as hot, as busy and as empty as it was recorded, whatever the gear.
 */
public final class PolicyDiff {

    /** An interval that still runs. */
    private record Open(Instant from, String gearA, String gearB, Why why) {}

    private final Recording recording;
    private final Gaps gaps;
    private final Side a;
    private final Side b;
    private final SortedMap<String, String> gearsA = new TreeMap<>();
    private final SortedMap<String, String> gearsB = new TreeMap<>();
    private final SortedMap<String, Open> open = new TreeMap<>();
    private final List<Interval> intervals = new ArrayList<>();
    private @Nullable Instant first;
    private Instant last = Instant.EPOCH;
    private long events;

    private PolicyDiff(Recording recording, Gaps gaps, Policy a, Policy b) {
        this.recording = recording;
        this.gaps = gaps;
        this.a = new Side(a, gaps);
        this.b = new Side(b, gaps);
    }

    /** Told of each hundredth of a recording's time. */
    public interface Progress {

        /** @param percent 0..100 */
        void at(int percent, String recording);
    }

    /** @throws IOException naming file and line of what cannot be read */
    public static TraceDiff run(Recording recording, Policy a, Policy b) throws IOException {
        return run(recording, a, b, (percent, name) -> {});
    }

    /** @throws IOException naming file and line of what cannot be read */
    public static TraceDiff run(Recording recording, Policy a, Policy b, Progress progress) throws IOException {
        Gaps.Finder gaps = new Gaps.Finder();
        Instant[] ends = new Instant[2];
        recording.events(event -> {
            gaps.see(event);
            ends[0] = ends[0] == null ? event.at() : ends[0];
            ends[1] = event.at();
        });
        PolicyDiff diff = new PolicyDiff(recording, gaps.found(), a, b);
        return diff.run(ends[0] == null ? event -> {} : new Percent(ends[0], ends[1], recording.name(), progress));
    }

    /** Tells how far a recording's time has come. */
    private static final class Percent implements Consumer<LoopEvent> {
        private final Instant from;
        private final double lengthS;
        private final String name;
        private final Progress progress;
        private int told = -1;

        Percent(Instant from, Instant to, String name, Progress progress) {
            this.from = from;
            this.lengthS = Math.max(1e-9, Duration.between(from, to).toNanos() / 1e9);
            this.name = name;
            this.progress = progress;
        }

        @Override
        public void accept(LoopEvent event) {
            int percent =
                    (int) (100 * Math.min(1, Duration.between(from, event.at()).toNanos() / 1e9 / lengthS));
            if (percent > told) {
                told = percent;
                progress.at(percent, name);
            }
        }
    }

    private TraceDiff run(Consumer<LoopEvent> watch) throws IOException {
        List<PolicyRun> runs = PolicyRun.of(recording, List.of(a.policy(), b.policy()), List.of(a, b));
        recording.events(event -> {
            next(event, runs);
            watch.accept(event);
        });
        new TreeSet<>(open.keySet()).forEach(model -> close(model, last));
        intervals.sort(Comparator.comparing(Interval::from).thenComparing(Interval::model));
        TreeSet<String> models = new TreeSet<>(gearsA.keySet());
        models.addAll(gearsB.keySet());
        Instant begin = first == null ? last : first;
        Duration compared = gaps.outside(begin, last);
        return new TraceDiff(
                recording.name(),
                begin,
                compared,
                gaps.count(),
                Duration.between(begin, last).minus(compared),
                events,
                models.size(),
                a.costs(),
                b.costs(),
                intervals,
                runs.stream().mapToInt(PolicyRun::estimatedSwaps).sum(),
                recording.assumptions(),
                a.firstFault(),
                b.firstFault());
    }

    private void next(LoopEvent event, List<PolicyRun> runs) {
        events++;
        first = first == null ? event.at() : first;
        last = event.at();
        a.forget();
        b.forget();
        runs.forEach(run -> run.next(event));
        Set<Side.Change> ofA = a.changes();
        Set<Side.Change> ofB = b.changes();
        Stream.concat(ofA.stream(), ofB.stream())
                .map(Side.Change::at)
                .distinct()
                .sorted()
                .forEach(at -> {
                    apply(ofA, at, gearsA);
                    apply(ofB, at, gearsB);
                    compare(at);
                });
    }

    private static void apply(Set<Side.Change> changes, Instant at, SortedMap<String, String> gears) {
        changes.stream()
                .filter(change -> change.at().equals(at))
                .forEach(change -> gears.put(change.model(), change.gear()));
    }

    private void compare(Instant at) {
        for (String model : gearsA.keySet()) {
            String gearA = gearsA.get(model);
            String gearB = gearsB.get(model);
            Open running = open.get(model);
            if (running != null && (!running.gearA.equals(gearA) || !running.gearB.equals(gearB))) {
                close(model, at);
                running = null;
            }
            if (running == null && gearB != null && !gearB.equals(gearA)) {
                Why why = Voices.why(a.moment(model, at), gearA, b.moment(model, at), gearB);
                open.put(model, new Open(at, gearA, gearB, why));
            }
        }
    }

    private void close(String model, Instant at) {
        Open ended = open.remove(model);
        Duration length = ended == null ? Duration.ZERO : gaps.outside(ended.from, at);
        if (ended != null && length.compareTo(Duration.ZERO) > 0) {
            intervals.add(new Interval(model, ended.from, at, length, ended.gearA, ended.gearB, ended.why));
        }
    }
}
