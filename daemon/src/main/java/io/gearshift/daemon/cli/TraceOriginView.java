package io.gearshift.daemon.cli;

import io.gearshift.simulator.importer.Licence;
import io.gearshift.simulator.importer.TraceInfo;
import io.gearshift.simulator.importer.TraceOrigin;
import io.gearshift.simulator.importer.TraceOrigin.ChannelOrigin;
import io.gearshift.simulator.importer.TraceOrigin.Source;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Where a trace that was made of others comes from, for eyes. */
final class TraceOriginView {

    private TraceOriginView() {}

    static String written(Path folder, TraceInfo info, TraceOrigin origin) {
        return String.format(
                        "%s: %s%n  %s, %d events%n",
                        folder,
                        origin.operation(),
                        Words.duration(Duration.between(info.first(), info.last())),
                        info.events())
                + render(origin);
    }

    static String render(TraceOrigin origin) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < origin.sources().size(); i++) {
            Source source = origin.sources().get(i);
            Licence licence = source.licence();
            text.append(String.format(
                    "  %d: %s (%s of %s), %s, sha256 %s%n",
                    i + 1,
                    source.file(),
                    source.format(),
                    source.device(),
                    licence == null ? "licence not stated beside it" : licence.name() + " (" + licence.file() + ")",
                    source.sha256().substring(0, Math.min(12, source.sha256().length()))));
        }
        text.append('\n').append(channels(origin.channels()));
        return text.append(terms(origin)).toString();
    }

    private static String channels(List<ChannelOrigin> channels) {
        TextTable table = new TextTable(Set.of(2), "channel", "is", "of", "");
        for (ChannelOrigin channel : channels) {
            table.row(
                    channel.channel(),
                    channel.kind().name().toLowerCase(Locale.ROOT),
                    String.valueOf(channel.source() + 1),
                    channel.note());
        }
        return table.render("  ");
    }

    private static String terms(TraceOrigin origin) {
        List<Source> copyleft = origin.copyleft();
        if (copyleft.isEmpty()) {
            return "";
        }
        String named = copyleft.stream()
                .map(source -> {
                    Licence licence = source.licence();
                    return source.file() + (licence == null ? "" : " (" + licence.name() + ")");
                })
                .collect(Collectors.joining(", "));
        return "\nkeeps the terms of " + named + " when it is passed on: share alike\n";
    }
}
