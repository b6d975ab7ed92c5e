package io.gearshift.daemon.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gearshift.core.trace.TraceJson;
import io.gearshift.core.trace.TraceReader;
import io.gearshift.simulator.importer.TraceFolder;
import io.gearshift.simulator.importer.TraceInfo;
import io.gearshift.simulator.importer.TraceOrigin;
import io.gearshift.simulator.replay.ReplayException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gearshift trace info}. */
@Command(
        name = "info",
        description = "What a recording or an imported trace holds: channels, models, requests, decisions.",
        footer = {"%nExample:", "  gearshift trace info traces/2026-11-24T12-00-00Z"})
final class TraceInfoCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "Folder of the trace.")
    private Path folder = Path.of("");

    @Mixin
    private FormatOption format = new FormatOption();

    @Override
    public Integer call() {
        TraceReader reader = ReplayFailures.open(folder);
        try {
            TraceInfo info = TraceInfo.of(reader);
            String text = format.isJson() ? JsonOutput.text(json(info)) : render(info);
            if (spec != null) {
                spec.commandLine().getOut().print(text);
                spec.commandLine().getOut().flush();
            }
            return Exit.OK;
        } catch (IOException e) {
            throw CliException.wrongUse(String.valueOf(e.getMessage()), "");
        }
    }

    private ObjectNode json(TraceInfo info) throws IOException {
        ObjectNode json = TraceJson.mapper().valueToTree(info);
        json.put("trace", folder.toString());
        Path origin = folder.resolve(TraceFolder.ORIGIN);
        if (Files.exists(origin)) {
            json.set("origin", TraceJson.mapper().readTree(origin.toFile()));
        }
        json.set("made", TraceJson.mapper().valueToTree(TraceOrigin.read(folder).orElse(null)));
        return json;
    }

    private String render(TraceInfo info) throws IOException {
        StringBuilder text = new StringBuilder(String.format(
                "%s: %s%n  %s to %s (%s), %d events%n",
                folder,
                info.manifest().device(),
                info.first(),
                info.last(),
                Words.duration(Duration.between(info.first(), info.last())),
                info.events()));
        Path origin = folder.resolve(TraceFolder.ORIGIN);
        if (Files.exists(origin)) {
            var from = TraceJson.mapper().readTree(origin.toFile());
            text.append(String.format(
                    "  imported from %s (%s), %d refused%n",
                    from.path("file").asText(),
                    from.path("format").asText(),
                    from.path("refused").asLong()));
        } else {
            text.append(String.format(
                    "  %d decisions by %s%s%n",
                    info.decisions(),
                    info.policies().stream().map(ReplayException::name).collect(Collectors.joining(", then ")),
                    info.isTorn() ? "; the recorder was killed or still records" : ""));
        }
        info.requests()
                .forEach((model, requests) -> text.append(String.format("  %s: %d requests%n", model, requests)));
        if (!info.channels().isEmpty()) {
            text.append('\n').append(ImportView.channels(info.channels()));
        }
        TraceOrigin.read(folder)
                .ifPresent(made -> text.append("\nmade of others: ")
                        .append(made.operation())
                        .append('\n')
                        .append(TraceOriginView.render(made)));
        return text.toString();
    }
}
