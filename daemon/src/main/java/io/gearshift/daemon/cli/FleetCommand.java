package io.gearshift.daemon.cli;

import io.gearshift.daemon.config.Home;
import io.gearshift.policies.pack.PackStore;
import io.gearshift.simulator.fleet.FleetEngine;
import io.gearshift.simulator.fleet.FleetPlan;
import io.gearshift.simulator.fleet.FleetSummary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gearshift fleet}. Needs no daemon; started by the launcher with Spark on its class path. */
@Command(
        name = "fleet",
        description = {
            "Runs thousands of modelled devices, drawn from a spread, under each policy, on Apache Spark: in this process or"
                    + " on a cluster.",
            "Leaves rows.parquet (a row for each device and policy) and summary.json in a new folder.",
            "Ends with 1 when a device failed; the others are in the results."
        },
        footer = {
            "%nExamples:",
            "  gearshift fleet phones.yaml --out results",
            "  gearshift fleet phones.yaml --out results --master spark://head:7077"
        })
final class FleetCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "FLEET", description = "The fleet's file (docs/fleet.md).")
    private Path file = Path.of("");

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Folder for the results; must not exist.")
    private Path out = Path.of("");

    @Option(
            names = "--master",
            paramLabel = "URL",
            defaultValue = "local[*]",
            description =
                    "local[N] for N threads of this process, or a cluster's spark:// (default: ${DEFAULT-VALUE}).")
    private String master = "local[*]";

    @Option(
            names = "--conf",
            paramLabel = "KEY=VALUE",
            description = "A setting of Spark, such as spark.executor.memory=2g. May be repeated.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of all that is drawn (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(names = "--state", paramLabel = "DIR", description = "The state folder, which keeps built packs.")
    private @Nullable Path state;

    @Mixin
    private ImportOptions imports = new ImportOptions();

    @Mixin
    private FormatOption format = new FormatOption();

    @Override
    public Integer call() {
        FleetEngine engine = ServiceLoader.load(FleetEngine.class)
                .findFirst()
                .orElseThrow(() -> CliException.wrongUse(
                        "fleet: Spark is not on the class path",
                        "start it with the launcher of a clone, which fetches Spark; the packaged archive has none"));
        FleetResults results = FleetResults.in(out);
        PackStore store = new PackStore(state == null ? Home.locate().state() : state);
        FleetPlan plan = FleetAssembly.of(file, seed, imports, store);
        FleetSummary summary = run(engine, plan, results);
        print(format.isJson() ? JsonOutput.text(summary.json(plan)) : FleetView.render(plan, summary, out));
        if (summary.failed() > 0) {
            throw CliException.failed(
                    summary.failed() + " of "
                            + plan.devices() * (long) plan.policies().size() + " rows failed",
                    FleetView.causes(summary));
        }
        return Exit.OK;
    }

    private FleetSummary run(FleetEngine engine, FleetPlan plan, FleetResults results) {
        FleetSummary summary = new FleetSummary();
        try {
            results.begin();
            try (FleetEngine.RowFile rows = engine.open(results.rows(), plan)) {
                engine.run(
                        plan,
                        master,
                        settings,
                        row -> {
                            summary.add(row);
                            rows.write(row);
                        },
                        progress());
            }
            results.finish(JsonOutput.text(summary.json(plan)));
            return summary;
        } catch (IOException e) {
            throw CliException.failed(
                    "--master " + master + ": " + e.getMessage(),
                    "no results were left; docs/fleet.md tells of clusters");
        }
    }

    private FleetEngine.Progress progress() {
        ProgressBar bar = ProgressBar.onTerminal(spec);
        return (done, blocks) -> bar.show(done, blocks, "");
    }

    private void print(String text) {
        if (spec != null) {
            spec.commandLine().getOut().print(text);
            spec.commandLine().getOut().flush();
        }
    }
}
