package io.gearshift.daemon.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gearshift.core.text.Nearest;
import io.gearshift.core.text.Sizes;
import io.gearshift.daemon.config.Config;
import io.gearshift.registry.catalog.Catalog;
import io.gearshift.registry.catalog.Scan;
import io.gearshift.registry.manifest.Manifest;
import io.gearshift.registry.manifest.Problem;
import io.gearshift.registry.manifest.SplitVariant;
import io.gearshift.registry.manifest.Variant;
import io.gearshift.registry.onnx.OrtRuntime;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gearshift models verify}. Needs no daemon. */
@Command(
        name = "verify",
        description = {
            "Check manifests, digests and signatures of the models on disk, exactly as the daemon does, and let each variant",
            "answer the test inputs that it must answer before it may serve.",
            "Ends with 1 when there is a problem."
        },
        footer = {"%nExamples:", "  gearshift models verify", "  gearshift models verify fashion --models ./models"})
final class ModelsVerifyCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "MODEL", arity = "0..*", description = "Only these (default: all).")
    private List<String> names = List.of();

    @Mixin
    private ConfigOptions options = new ConfigOptions();

    @Mixin
    private FormatOption format = new FormatOption();

    @Override
    public Integer call() {
        Config config = options.arguments().load();
        Result result = verify(config);
        String text = format.isJson() ? JsonOutput.text(json(result)) : render(config, result);
        if (spec != null) {
            spec.commandLine().getOut().print(text);
            spec.commandLine().getOut().flush();
        }
        return result.problems().isEmpty() ? Exit.OK : Exit.NO;
    }

    /** What was found of the models that were asked for. */
    record Result(SortedMap<String, Manifest> models, List<Problem> problems) {}

    private Result verify(Config config) {
        try (OrtRuntime runtime = OrtRuntime.open(null)) {
            Scan scan = new Catalog(config.models().dir(), runtime).scan();
            Result result =
                    names.isEmpty() ? new Result(new TreeMap<>(scan.models()), scan.problems()) : only(config, scan);
            List<Problem> problems = new ArrayList<>(result.problems());
            VariantTrials trials = new VariantTrials(runtime);
            result.models().values().forEach(manifest -> problems.addAll(trials.problems(manifest)));
            return new Result(result.models(), problems);
        }
    }

    private Result only(Config config, Scan scan) {
        SortedMap<String, Manifest> models = new TreeMap<>();
        List<Problem> problems = scan.problems().stream()
                .filter(problem -> names.contains(model(config, problem)))
                .toList();
        for (String name : names) {
            Manifest manifest = scan.models().get(name);
            boolean isBad = problems.stream().anyMatch(problem -> name.equals(model(config, problem)));
            if (manifest == null && !isBad) {
                throw CliException.wrongUse(
                        "no model " + name + " in " + config.models().dir(),
                        Nearest.hint(name, scan.models().keySet()));
            }
            if (manifest != null) {
                models.put(name, manifest);
            }
        }
        return new Result(models, problems);
    }

    /** The folder that the problem's file lies in; empty when that is not one of the registry's. */
    private static String model(Config config, Problem problem) {
        Path file = Path.of(problem.file()).toAbsolutePath().normalize();
        Path dir = config.models().dir().toAbsolutePath().normalize();
        return file.startsWith(dir) && file.getNameCount() > dir.getNameCount()
                ? file.getName(dir.getNameCount()).toString()
                : "";
    }

    private static String render(Config config, Result result) {
        StringBuilder text = new StringBuilder();
        for (Problem problem : result.problems()) {
            text.append(problem).append('\n');
            if (!problem.hint().isEmpty()) {
                text.append("    ").append(problem.hint()).append('\n');
            }
        }
        if (result.models().isEmpty() && result.problems().isEmpty()) {
            return "no models in " + config.models().dir() + "\n";
        }
        TextTable table = new TextTable(Set.of(3, 4), "MODEL", "VARIANT", "PRECISION", "SIZE", "ACCURACY", "");
        for (Manifest manifest : result.models().values()) {
            for (Variant variant : manifest.variants()) {
                table.row(
                        manifest.name(),
                        variant.name(),
                        variant.precision().name(),
                        variant.isLocal() ? Sizes.readable(variant.bytes()) : Words.UNKNOWN,
                        Words.percent(variant.accuracy()),
                        variant.isLocal()
                                ? word(result, manifest, variant.name())
                                : "at endpoint " + variant.endpoint());
            }
            for (SplitVariant split : manifest.splits()) {
                table.row(
                        manifest.name(),
                        split.name(),
                        split.precision().name(),
                        Sizes.readable(split.head().toFile().length()) + " + "
                                + Sizes.readable(split.tail().toFile().length()),
                        Words.percent(split.accuracy()),
                        word(result, manifest, split.name()) + ", split");
            }
        }
        return text.append(result.models().isEmpty() ? "" : table.render("")).toString();
    }

    private static String word(Result result, Manifest manifest, String variant) {
        boolean isBad = result.problems().stream()
                .anyMatch(problem -> problem.field().equals(VariantTrials.field(variant))
                        && problem.file().equals(VariantTrials.file(manifest)));
        return isBad ? "may not serve" : "ok";
    }

    private static ObjectNode json(Result result) {
        ObjectNode json = JsonOutput.object().put("isWell", result.problems().isEmpty());
        ArrayNode problems = json.putArray("problems");
        for (Problem problem : result.problems()) {
            problems.addObject()
                    .put("file", problem.file())
                    .put("line", problem.line())
                    .put("column", problem.column())
                    .put("field", problem.field())
                    .put("message", problem.message())
                    .put("hint", problem.hint());
        }
        ArrayNode models = json.putArray("models");
        result.models().values().forEach(manifest -> {
            ArrayNode variants = models.addObject().put("name", manifest.name()).putArray("variants");
            manifest.variants()
                    .forEach(variant -> variants.addObject()
                            .put("name", variant.name())
                            .put("precision", variant.precision().name())
                            .put("accuracy", variant.accuracy())
                            .put("bytes", variant.bytes())
                            .put("sha256", variant.sha256())
                            .put("endpoint", variant.endpoint()));
        });
        return json;
    }
}
