package io.gearshift.daemon.cli;

import io.gearshift.core.policy.Policy;
import io.gearshift.core.trace.TraceReader;
import io.gearshift.daemon.config.Home;
import io.gearshift.simulator.replay.Counterfactual;
import io.gearshift.simulator.replay.Recording;
import io.gearshift.simulator.replay.Replay;
import io.gearshift.simulator.replay.ReplayException;
import io.gearshift.simulator.report.ReplayPlan;
import io.gearshift.simulator.report.Requirement;
import io.gearshift.simulator.report.TraceReport;
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

/** {@code gearshift replay}. Needs no daemon. */
@Command(
        name = "replay",
        description = {
            "Runs recordings again (record.dir in the configuration makes them) and compares every decision, byte for"
                    + " byte.",
            "With --policy: what other rules would have decided on the same readings, requests and scenes.",
            "With --device: runs the requests on a modelled device in closed loop, under the policy, under references and"
                    + " under the best plan that knowing the future allows.",
            "Ends with 1 when anything was decided otherwise, or when something that --require names does not hold."
        },
        footer = {
            "%nExamples:",
            "  gearshift replay traces/2026-11-24T12-00-00Z",
            "  gearshift replay traces/* --format json",
            "  gearshift replay traces/2026-11-24T12-00-00Z --policy my-pack",
            "  gearshift replay tegrastats.log --policy my-pack --device phone.yaml",
            "  gearshift replay log.csv --policy mine --device phone.yaml --profile snapdragon-mobilenet-v2 --profile-device"
                    + " 'Galaxy S24 Ultra' --assume powerW=1.5,loadMs=200",
            "  gearshift replay log.csv --policy mine --device d.yaml --require 'misses<.01'"
        })
final class ReplayCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "TRACE",
            description = "Folder of a recording; with --device also a log to import.")
    private List<Path> traces = new ArrayList<>();

    @Option(
            names = "--policy",
            paramLabel = "PACK",
            description =
                    "A built-in pack's name, a pack's folder, or a bundle (default: the rules that were recorded).")
    private @Nullable String pack;

    @Option(names = "--state", paramLabel = "DIR", description = "The state folder, which keeps built packs.")
    private @Nullable Path state;

    @Mixin
    private ModelledReplay modelled = new ModelledReplay();

    @Mixin
    private ProfileOptions profile = new ProfileOptions();

    @Mixin
    private ImportOptions imports = new ImportOptions();

    @Mixin
    private FormatOption format = new FormatOption();

    @Override
    public Integer call() {
        if (profile.isAsked() && !modelled.isAsked()) {
            throw CliException.wrongUse(
                    "--profile without --device or --open-loop: only a modelled replay has other gears",
                    "name the device's file with --device, docs/device-model.md shows one; or take the signals as recorded with --open-loop");
        }
        return modelled.isAsked() ? onModelledDevice() : again();
    }

    private int onModelledDevice() {
        List<Recording> recordings =
                traces.stream().map(imports::open).map(profile::on).toList();
        try (ReplayPolicies policies = new ReplayPolicies(stateFolder())) {
            List<TraceReport> reports = modelled.run(recordings, pack, policies, progress());
            print(format.isJson() ? JsonOutput.text(ReplayReportView.json(reports)) : ReplayReportView.render(reports));
            modelled.write(reports);
            return demand(reports);
        }
    }

    private static int demand(List<TraceReport> reports) {
        List<String> broken = new ArrayList<>();
        for (TraceReport report : reports) {
            for (Requirement.Outcome outcome : report.requirements()) {
                if (!outcome.holds()) {
                    broken.add(report.judgement().scenario().name() + ": " + outcome.sentence());
                }
            }
        }
        if (!broken.isEmpty()) {
            throw CliException.failed(String.join("\n", broken), "");
        }
        return Exit.OK;
    }

    private ReplayPlan.Progress progress() {
        return ProgressBar.onTerminal(spec)::show;
    }

    private Path stateFolder() {
        return state == null ? Home.locate().state() : state;
    }

    private int again() {
        List<TraceReader> readers = new ArrayList<>();
        for (Path trace : traces) {
            readers.add(ReplayFailures.ofOneLoop(trace, pack != null));
        }
        List<ReplayView> views = new ArrayList<>();
        try (ReplayPolicies policies = new ReplayPolicies(stateFolder())) {
            Policy other = pack == null ? null : policies.load(pack);
            for (TraceReader reader : readers) {
                views.add(replay(reader, policies, other));
            }
        }
        print(format.isJson() ? JsonOutput.text(ReplayView.json(views)) : ReplayView.render(views));
        return views.stream().allMatch(ReplayView::isSame) ? Exit.OK : Exit.NO;
    }

    private static ReplayView replay(TraceReader reader, ReplayPolicies policies, @Nullable Policy other) {
        try {
            if (other != null && !other.id().equals(reader.manifest().policy())) {
                return new ComparisonView(Counterfactual.run(reader, other));
            }
            return new ReplayResultView(new Replay(policies::find).run(reader));
        } catch (IOException e) {
            throw CliException.wrongUse(String.valueOf(e.getMessage()), "");
        } catch (ReplayException e) {
            throw CliException.wrongUse(
                    String.valueOf(e.getMessage()),
                    "name the folder of that pack with --policy, or the state folder of the daemon that recorded with"
                            + " --state; --policy default compares with the built-in rules");
        }
    }

    private void print(String text) {
        if (spec != null) {
            spec.commandLine().getOut().print(text);
            spec.commandLine().getOut().flush();
        }
    }
}
