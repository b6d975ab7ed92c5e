package io.gearshift.simulator.report;

import io.gearshift.core.policy.Policy;
import io.gearshift.simulator.baseline.AlertStyle;
import io.gearshift.simulator.baseline.Judgement;
import io.gearshift.simulator.baseline.References;
import io.gearshift.simulator.baseline.Thresholds;
import io.gearshift.simulator.baseline.Workers;
import io.gearshift.simulator.closedloop.Driver;
import io.gearshift.simulator.closedloop.LoopDriver;
import io.gearshift.simulator.closedloop.Scenario;
import io.gearshift.simulator.closedloop.Setting;
import io.gearshift.simulator.replay.Recording;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * What is to run on a modelled device for each trace.
 *
 * @param packs of rules, under names of their own
 * @param policy the name of the pack that is judged; null for none
 * @param requirements of that pack
 * @param errorJ what a wrong answer is worth to the oracle; null for {@link References#errorJ}
 * @param hasCourses whether the runs' courses are kept for a page
 */
public record ReplayPlan(
        Setting setting,
        List<Pack> packs,
        @Nullable String policy,
        Set<Reference> references,
        List<Requirement> requirements,
        @Nullable Double errorJ,
        boolean hasCourses) {

    /** Rules under the name by which the report tells them from others. */
    public record Pack(String name, Policy policy) {}

    /** What a policy is set beside; the oracle is always there. */
    public enum Reference {
        STATIC,
        THRESHOLDS,
        ALERT
    }

    /** Told of each step before it begins. */
    public interface Progress {

        /** @param done of {@code steps}; all of them at the end */
        void at(int done, int steps, String what);
    }

    public ReplayPlan {
        packs = packs.stream()
                .map(pack -> new Pack(pack.name(), new SharedPolicy(pack.policy())))
                .toList();
        references = Set.copyOf(references);
        requirements = List.copyOf(requirements);
    }

    /**
     * @throws IOException naming what cannot be read
     * @throws Requirement.Mistake when a requirement names no run of this trace
     * @throws IllegalArgumentException when the models or their gears change during the trace
     */
    public TraceReport run(Recording recording, Progress progress) throws IOException, Requirement.Mistake {
        return run(recording, progress, Workers.of(1));
    }

    /**
     * Traces and their runs at the same time, as far as there are threads. The reports are those of one thread, byte for byte, but for
     * the seconds that it took.
     *
     * @return in the order of the recordings
     */
    @SuppressWarnings("IllegalCatch") // the workers know of no other
    public List<TraceReport> run(List<Recording> recordings, Workers workers, Progress progress)
            throws IOException, Requirement.Mistake {
        TotalProgress total = new TotalProgress(progress, recordings.size());
        List<Callable<TraceReport>> work = new ArrayList<>();
        for (int i = 0; i < recordings.size(); i++) {
            Recording recording = recordings.get(i);
            Progress own = total.of(i);
            work.add(() -> run(recording, own, workers));
        }
        try {
            return workers.all(work);
        } catch (IOException | Requirement.Mistake | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private TraceReport run(Recording recording, Progress progress, Workers workers)
            throws IOException, Requirement.Mistake {
        Scenario scenario = Scenario.of(recording, setting);
        Courses courses = hasCourses ? new Courses(scenario) : null;
        ReplayRuns runs = new ReplayRuns(progress, courses);
        List<Driver> drivers = drivers(scenario, courses);
        List<String> names = new ArrayList<>(List.of(Judgement.ORACLE));
        drivers.forEach(driver -> names.add(driver.name()));
        for (Requirement requirement : requirements) {
            requirement.requireRun(names);
        }
        runs.expect(names.size());
        Judgement judgement =
                Judgement.of(scenario, drivers, errorJ == null ? References.errorJ(scenario) : errorJ, runs, workers);
        runs.begins(ReplayRuns.CHECK);
        Recorded recorded = Recorded.of(recording, scenario);
        Scenario asRecorded = recording.original() == recording ? scenario : Scenario.of(recording.original(), setting);
        ModelQuality quality = setting.isOpenLoop()
                ? ModelQuality.openLoop()
                : DeviceCheck.of(recording, asRecorded, recorded, runs.listener(ReplayRuns.CHECK));
        if (courses != null) {
            courses.recorded(recorded);
        }
        runs.end();
        return new TraceReport(
                judgement,
                policy,
                quality,
                assumptions(recording, scenario),
                outcomes(judgement),
                runs.secondsOfRuns(),
                courses);
    }

    private static List<String> assumptions(Recording recording, Scenario scenario) {
        List<String> all = new ArrayList<>(recording.assumptions());
        if (scenario.setting().isOpenLoop()) {
            all.add(
                    "open loop: heat, load, frequency and charge stay as recorded, whatever gear is in force; an answer takes and"
                            + " costs what its gear's profile says, and a remote one costs the device nothing");
        }
        all.addAll(scenario.assumptions());
        if (scenario.gaps() > 0) {
            all.add(String.format(
                    Locale.ROOT,
                    "%.0f s without readings left out, in %d %s",
                    scenario.leftOutS(),
                    scenario.gaps(),
                    scenario.gaps() == 1 ? "gap" : "gaps"));
        }
        return all;
    }

    private List<Requirement.Outcome> outcomes(Judgement judgement) throws Requirement.Mistake {
        List<Requirement.Outcome> outcomes = new ArrayList<>();
        for (Requirement requirement : requirements) {
            if (policy != null) {
                outcomes.add(requirement.outcome(
                        policy,
                        judgement.runs().stream().map(Judgement.Run::figures).toList()));
            }
        }
        return outcomes;
    }

    private List<Driver> drivers(Scenario scenario, @Nullable Courses courses) {
        List<Driver> drivers = new ArrayList<>();
        for (Pack pack : packs) {
            drivers.add(new LoopDriver(pack.name(), pack.policy(), cycle -> {
                if (courses != null) {
                    courses.decided(pack.name(), cycle);
                }
            }));
        }
        if (references.contains(Reference.STATIC)) {
            drivers.addAll(References.statics(scenario));
        }
        if (references.contains(Reference.THRESHOLDS)) {
            drivers.add(new Thresholds());
        }
        if (references.contains(Reference.ALERT)) {
            drivers.add(new AlertStyle());
        }
        return drivers;
    }
}
