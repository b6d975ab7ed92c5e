package io.gearshift.daemon.cli;

import io.gearshift.core.policy.Policy;
import io.gearshift.daemon.config.Home;
import io.gearshift.simulator.diff.DiffReport;
import io.gearshift.simulator.diff.PolicyDiff;
import io.gearshift.simulator.diff.TraceDiff;
import io.gearshift.simulator.replay.Recording;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gearshift policy diff}. Needs no daemon. */
@Command(
        name = "diff",
        description = {
            "Runs two packs over the same traces and shows when their gears differ, why, and what it costs in energy,"
                    + " misses and swaps.",
            "Ends with 1 only when a limit that was given is broken."
        },
        footer = {
            "%nExamples:",
            "  gearshift policy diff default my-pack traces/2026-11-24T12-00-00Z",
            "  gearshift policy diff default my-pack traces/* --max-energy +2%% --max-misses +0",
            "  gearshift policy diff git:main:my-pack my-pack traces/* --format markdown"
        })
final class PolicyDiffCommand implements Callable<Integer> {

    /** Text for eyes, JSON for scripts, a table for a pull request. */
    enum Format {
        pretty,
        json,
        markdown
    }

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "A",
            description = {
                "The pack in use: a built-in name, a folder, a bundle (.gsp),",
                "or a folder at a revision: git:HEAD~1:my-pack."
            })
    private String a = "";

    @Parameters(index = "1", paramLabel = "B", description = "The pack to compare with it.")
    private String b = "";

    @Parameters(
            index = "2..*",
            arity = "1..*",
            paramLabel = "TRACE",
            description = "Folder of a recording or of an imported trace, or a log to import.")
    private List<Path> traces = new ArrayList<>();

    @Mixin
    private LimitOptions limits = new LimitOptions();

    @Mixin
    private ImportOptions imports = new ImportOptions();

    @Option(names = "--first", paramLabel = "N", defaultValue = "3", description = "Differences to explain per trace.")
    private int first = 3;

    @Option(names = "--state", paramLabel = "DIR", description = "The state folder, which keeps built packs.")
    private @Nullable Path state;

    @Option(
            names = "--format",
            paramLabel = "pretty|json|markdown",
            defaultValue = "pretty",
            description = "Text for eyes, JSON for scripts, or a table for a pull request (default: ${DEFAULT-VALUE}).")
    private Format format = Format.pretty;

    @Override
    public Integer call() {
        if (first < 0) {
            throw CliException.wrongUse("--first: " + first + " (expected: 0 or more)", "");
        }
        DiffReport report = compare();
        report.traces().forEach(PolicyDiffCommand::requireTime);
        List<String> broken = limits.limits().broken(report);
        print(
                switch (format) {
                    case pretty -> new PolicyDiffText(report, broken, first).render();
                    case json -> JsonOutput.text(PolicyDiffJson.of(report, broken));
                    case markdown -> new PolicyDiffMarkdown(report, broken, first).render();
                });
        return broken.isEmpty() ? Exit.OK : Exit.NO;
    }

    private DiffReport compare() {
        List<Recording> recordings = new ArrayList<>();
        for (Path trace : traces) {
            recordings.add(imports.open(trace));
        }
        try (ReplayPolicies policies =
                new ReplayPolicies(state == null ? Home.locate().state() : state)) {
            Policy policyA = policies.load(a);
            Policy policyB = policies.load(b);
            List<TraceDiff> diffs = new ArrayList<>();
            for (Recording recording : recordings) {
                diffs.add(PolicyDiff.run(recording, policyA, policyB, progress()));
            }
            return new DiffReport(a, b, policyA.id(), policyB.id(), diffs);
        } catch (IOException e) {
            throw CliException.wrongUse(String.valueOf(e.getMessage()), "");
        }
    }

    private PolicyDiff.Progress progress() {
        ProgressBar bar = ProgressBar.onTerminal(spec);
        return (percent, name) -> bar.show(percent, 100, name);
    }

    /** What was never compared passes no limit. */
    private static void requireTime(TraceDiff trace) {
        if (trace.modelS() <= 0) {
            throw CliException.wrongUse(
                    trace.trace() + ": nothing to compare: no time with readings and a model",
                    "look at it with gearshift trace import or trace info: lines may have been refused");
        }
    }

    private void print(String text) {
        if (spec != null) {
            spec.commandLine().getOut().print(text);
            spec.commandLine().getOut().flush();
        }
    }
}
