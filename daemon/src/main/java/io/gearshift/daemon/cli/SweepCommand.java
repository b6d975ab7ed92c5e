package io.gearshift.daemon.cli;

import io.gearshift.core.policy.Policy;
import io.gearshift.daemon.config.Home;
import io.gearshift.policies.pack.PackException;
import io.gearshift.policies.vary.VariedPack;
import io.gearshift.simulator.closedloop.Scenario;
import io.gearshift.simulator.closedloop.Setting;
import io.gearshift.simulator.report.HtmlPage;
import io.gearshift.simulator.sweep.Knob;
import io.gearshift.simulator.sweep.KnobReader;
import io.gearshift.simulator.sweep.Outcome;
import io.gearshift.simulator.sweep.SweepException;
import io.gearshift.simulator.sweep.SweepJson;
import io.gearshift.simulator.sweep.SweepPlan;
import io.gearshift.simulator.sweep.SweepResult;
import io.gearshift.simulator.sweep.SweptPack;
import io.gearshift.simulator.sweep.Variation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gearshift sweep}. Needs no daemon. */
@Command(
        name = "sweep",
        description = {
            "Runs a policy on a modelled device with other settings of the loop and other numbers in its rules, and shows"
                    + " which of them no other beats in energy, misses and accuracy at once.",
            "Every value of every --vary with every other one, or with --search the promising ones."
        },
        footer = {
            "%nWhat can be varied:",
            "  loop.dwell, loop.hysteresis, loop.latencyProbability, budgets.memory, budgets.power",
            "  pack.objective=energy,balanced      pack.relaxation=power>latency,latency>power",
            "  rule \"NAME\": headroomC < 10..30     a number of a rule, by what stands beside it",
            "  rule \"NAME\" number 2: 60,120        the same by its place",
            "Values: 1,2,5 or 10..60 (five of them; a hundred and one in a search) or '10..60 by 5'.",
            "%nExamples:",
            "  gearshift sweep traces/* --device d.yaml --policy default --vary loop.dwell=5s,10s,30s",
            "  gearshift sweep day.log --device d.yaml --policy mine --search 300 --write-pack best \\",
            "    --vary loop.dwell=1s..60s --vary 'rule \"Warm\": headroomC < 5..30' --report sweep.html"
        })
final class SweepCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "TRACE", description = "Folder of a recording, or a log to import.")
    private List<Path> traces = new ArrayList<>();

    @Option(
            names = "--device",
            required = true,
            paramLabel = "FILE",
            description = "The modelled device (docs/device-model.md).")
    private Path device = Path.of("");

    @Option(
            names = "--policy",
            required = true,
            paramLabel = "PACK",
            description = "A built-in pack's name, or a pack's folder.")
    private String pack = "";

    @Option(
            names = "--vary",
            required = true,
            paramLabel = "WHAT",
            description = "What to vary and its values, see below. May be repeated.")
    private List<String> vary = new ArrayList<>();

    @Option(
            names = "--search",
            paramLabel = "N",
            description = "Search with N variations (NSGA-II) instead of running the whole grid.")
    private @Nullable Integer search;

    @Option(
            names = "--write-pack",
            paramLabel = "DIR",
            description = "Write the settings of least cost as a pack and a configuration, ready for use.")
    private @Nullable Path best;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Also write an HTML page, which opens without a network.")
    private @Nullable Path report;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of arrivals, scatter and search (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--error-price",
            paramLabel = "J",
            description = "Joules that a wrong answer costs (default: twice what accuracy costs in energy).")
    private @Nullable Double errorJ;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Variations at a time; changes no result (default: one for each core).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--state", paramLabel = "DIR", description = "The state folder, which keeps built packs.")
    private @Nullable Path state;

    @Mixin
    private ImportOptions imports = new ImportOptions();

    @Mixin
    private FormatOption format = new FormatOption();

    @Override
    public Integer call() {
        requireRanges();
        OutputFile.requireWritable("--report", report);
        try {
            VariedPack varied = VariedPack.of(pack);
            List<Knob> knobs = new KnobReader(varied, search != null).read(vary);
            SweepPlan plan = new SweepPlan(varied, scenarios(), knobs, search, seed, errorJ, threads);
            SweepResult result = plan.run(progress());
            write(plan, result);
            print(format.isJson() ? JsonOutput.text(SweepJson.of(result)) : SweepView.render(result));
            return Exit.OK;
        } catch (SweepException e) {
            throw CliException.wrongUse("--vary " + e.getMessage(), e.hint());
        } catch (PackException e) {
            throw ReplayFailures.of(e);
        }
    }

    private void requireRanges() {
        ModelledReplay.requirePrice(errorJ);
        if (threads < 1 || threads > 1024) {
            throw CliException.wrongUse("--threads: " + threads + " (expected: 1..1024)", "");
        }
        if (search != null && (search < 4 || search > 100_000)) {
            throw CliException.wrongUse("--search: " + search + " (expected: 4..100000 variations)", "");
        }
        Path folder = best;
        if (folder != null && Files.exists(folder) && !isEmptyFolder(folder)) {
            throw CliException.wrongUse("--write-pack " + folder + ": not an empty folder", "name a new one");
        }
    }

    private static boolean isEmptyFolder(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    private List<Scenario> scenarios() {
        Setting setting = ModelledReplay.setting(device, seed);
        List<Scenario> scenarios = new ArrayList<>();
        for (Path trace : traces) {
            try {
                scenarios.add(Scenario.of(imports.open(trace), setting));
            } catch (IOException e) {
                throw CliException.failed(String.valueOf(e.getMessage()), "");
            }
        }
        return scenarios;
    }

    private SweepPlan.Progress progress() {
        ProgressBar bar = ProgressBar.onTerminal(spec);
        return (done, all) -> bar.show(done, all, "");
    }

    private void write(SweepPlan plan, SweepResult result) throws PackException {
        if (report != null) {
            OutputFile.write("--report", report, HtmlPage.of("sweep", SweepJson.of(result)));
        }
        if (best == null) {
            return;
        }
        String remark = "Least cost of " + result.points().size() + " variations, seed " + seed + ": "
                + SweepView.settings(result, result.best());
        Variation variation = new Variation(result.knobs(), result.best().values());
        try {
            requireSame(plan, result, SweptPack.write(best, plan.pack(), variation, remark));
        } catch (IOException e) {
            throw CliException.failed("--write-pack " + best + ": cannot be written: " + e.getMessage(), "");
        }
    }

    /** What was written is built as a daemon would build it, and run once more. */
    private void requireSame(SweepPlan plan, SweepResult result, String written) {
        try (ReplayPolicies policies =
                new ReplayPolicies(state == null ? Home.locate().state() : state)) {
            Policy built = policies.load(written);
            Outcome again = plan.again(built, result.best());
            if (!again.equals(result.best().outcome())) {
                throw CliException.failed(
                        written + ": runs otherwise than the sweep found: " + again + ", not "
                                + result.best().outcome(),
                        "an error of gearshift: please report it with the pack and the trace");
            }
        }
    }

    private void print(String text) {
        if (spec != null) {
            spec.commandLine().getOut().print(text);
            spec.commandLine().getOut().flush();
        }
    }
}
