package io.gearshift.daemon.cli;

import io.gearshift.core.loop.LoopSettings;
import io.gearshift.core.text.Nearest;
import io.gearshift.simulator.baseline.Workers;
import io.gearshift.simulator.closedloop.DeviceFile;
import io.gearshift.simulator.closedloop.Setting;
import io.gearshift.simulator.replay.Recording;
import io.gearshift.simulator.report.HtmlReport;
import io.gearshift.simulator.report.ReplayPlan;
import io.gearshift.simulator.report.ReplayPlan.Reference;
import io.gearshift.simulator.report.Requirement;
import io.gearshift.simulator.report.TraceReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of {@code gearshift replay} that put a modelled device in the recorded one's place. */
final class ModelledReplay {

    private static final InputFile DEVICE =
            new InputFile("--device", "a YAML file of a modelled device", "docs/device-model.md shows one");

    private static final int MOST_THREADS = 256;

    private static final Map<String, Reference> REFERENCES =
            Map.of("static", Reference.STATIC, "thresholds", Reference.THRESHOLDS, "alert", Reference.ALERT);

    @Option(
            names = "--device",
            paramLabel = "FILE",
            description =
                    "Run on this modelled device, which a gear heats and drains (docs/device-model.md), instead of"
                            + " comparing decisions.")
    private @Nullable Path device;

    @Option(
            names = "--open-loop",
            description =
                    "Run against the signals as recorded, which no gear changes: no device is modelled, and energy and"
                            + " answer times are those of the gears' profiles.")
    private boolean isOpenLoop;

    @Option(
            names = "--against",
            split = ",",
            paramLabel = "REFERENCE|PACK",
            description =
                    "With --device: references beside the oracle (default: static,thresholds,alert), and other packs.")
    private List<String> against = new ArrayList<>();

    @Option(
            names = "--require",
            paramLabel = "EXPR",
            description = "With --device: end with 1 unless this holds of the policy on every trace, e.g."
                    + " 'energy<=1.05*oracle', 'misses<0.01', 'accuracy>=static(int8)'. Figures: energy,"
                    + " misses, accuracy, swaps, throttled. May be repeated.")
    private List<String> required = new ArrayList<>();

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "With --device: also write the report as one HTML file, which opens without a network.")
    private @Nullable Path report;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "With --device: of arrivals and of the scatter of answer times (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--error-price",
            paramLabel = "J",
            description =
                    "With --device: joules that a wrong answer is worth to the oracle (default: twice what accuracy"
                            + " costs in energy).")
    private @Nullable Double errorJ;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description =
                    "With --device: traces and runs at the same time (default: one for each core). The report is the"
                            + " same with any number.")
    private @Nullable Integer threads;

    boolean isAsked() {
        if (device != null && isOpenLoop) {
            throw CliException.wrongUse(
                    "--open-loop beside --device (expected: one of them)",
                    "on a modelled device a gear changes what comes next; in an open loop nothing does");
        }
        if (isOpenLoop) {
            return true;
        }
        if (device == null && (report != null || !required.isEmpty())) {
            throw CliException.wrongUse(
                    (report != null ? "--report" : "--require")
                            + " without --device: only a modelled device has energy and misses to tell",
                    "name the device's file with --device, docs/device-model.md shows one; or take the signals as recorded with --open-loop");
        }
        return device != null;
    }

    void write(List<TraceReport> reports) {
        if (report != null) {
            OutputFile.write("--report", report, HtmlReport.of(reports));
        }
    }

    /** @param pack null for the references alone */
    List<TraceReport> run(
            List<Recording> recordings, @Nullable String pack, ReplayPolicies policies, ReplayPlan.Progress progress) {
        OutputFile.requireWritable("--report", report);
        ReplayPlan plan = plan(pack, policies);
        try (Workers workers = workers()) {
            return plan.run(recordings, workers, progress);
        } catch (Requirement.Mistake e) {
            throw mistaken(e);
        } catch (IOException e) {
            throw CliException.failed(String.valueOf(e.getMessage()), "");
        } catch (IllegalArgumentException e) {
            throw CliException.failed(
                    String.valueOf(e.getMessage()), "cut the recording where its models or their profiles changed");
        }
    }

    private Workers workers() {
        Integer asked = threads;
        if (asked != null && (asked < 1 || asked > MOST_THREADS)) {
            throw CliException.wrongUse("--threads: " + asked + " (expected: 1.." + MOST_THREADS + ")", "");
        }
        return Workers.of(asked != null ? asked : Runtime.getRuntime().availableProcessors());
    }

    private ReplayPlan plan(@Nullable String pack, ReplayPolicies policies) {
        Setting setting = setting();
        List<Requirement> requirements = requirements(pack);
        NamedPacks packs = new NamedPacks(policies);
        String policy = pack == null ? null : packs.add(pack);
        Set<Reference> references = EnumSet.noneOf(Reference.class);
        for (String name : against) {
            Reference reference = REFERENCES.get(name);
            if (reference == null) {
                other(packs, name);
            } else {
                references.add(reference);
            }
        }
        return new ReplayPlan(
                setting,
                packs.all(),
                policy,
                references.isEmpty() ? EnumSet.allOf(Reference.class) : references,
                requirements,
                errorJ,
                report != null);
    }

    private static void other(NamedPacks packs, String name) {
        try {
            packs.add(name);
        } catch (CliException e) {
            throw CliException.wrongUse(
                    "--against " + name + ": neither a reference nor a pack: " + e.getMessage(),
                    Nearest.hintOrList(
                            name, REFERENCES.keySet().stream().sorted().toList()));
        }
    }

    private List<Requirement> requirements(@Nullable String pack) {
        if (pack == null && !required.isEmpty()) {
            throw CliException.wrongUse("--require without --policy: there is no policy to require it of", "");
        }
        List<Requirement> all = new ArrayList<>();
        for (String expression : required) {
            try {
                all.add(Requirement.parse(expression));
            } catch (Requirement.Mistake e) {
                throw mistaken(e);
            }
        }
        return all;
    }

    private static CliException mistaken(Requirement.Mistake mistake) {
        return CliException.wrongUse("--require " + mistake.getMessage(), mistake.hint());
    }

    /** @param errorJ of {@code --error-price}; null for the usual one */
    static void requirePrice(@Nullable Double errorJ) {
        if (errorJ != null && !(errorJ >= 0 && errorJ < 1e9)) {
            throw CliException.wrongUse("--error-price: " + errorJ + " (expected: 0..1000000000 joules)", "");
        }
    }

    private Setting setting() {
        requirePrice(errorJ);
        return device == null ? Setting.openLoop(LoopSettings.defaults().wattsPerCore(), seed) : setting(device, seed);
    }

    /** @param file of a modelled device */
    static Setting setting(Path file, long seed) {
        try {
            return DeviceFile.read(file.toString(), DEVICE.text(file), seed);
        } catch (DeviceFile.Mistake e) {
            throw CliException.wrongUse(String.valueOf(e.getMessage()), "");
        }
    }
}
