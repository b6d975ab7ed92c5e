package io.gearshift.daemon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gearshift.core.text.Durations;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code gearshift top}. */
@Command(
        name = "top",
        description = {
            "A live view of the running daemon: device, models, the last shifts. Ctrl-C ends it.",
            "When the output is no terminal the views follow one another, by default just one."
        },
        footer = {"%nExamples:", "  gearshift top", "  gearshift top -d 500ms", "  gearshift top -n 10 > log.txt"})
final class TopCommand extends ClientCommand {

    private static final int SHOWN_DECISIONS = 8;

    @Option(
            names = {"-n", "--iterations"},
            paramLabel = "N",
            description = "End after N views (default: on a terminal never).")
    private @Nullable Integer iterations;

    @Option(
            names = {"-d", "--delay"},
            paramLabel = "TIME",
            defaultValue = "1s",
            description = "Time between two views, e.g. 500ms (default: ${DEFAULT-VALUE}).")
    private String delay = "1s";

    @Override
    public Integer call() throws InterruptedException {
        Duration pause = Durations.parse(delay)
                .orElseThrow(() ->
                        CliException.wrongUse("--delay: " + delay + " (expected: a duration such as 500ms or 2s)", ""));
        boolean isLive = Terminals.isInteractive() && !isJson();
        long views = iterations != null ? iterations : isLive ? Long.MAX_VALUE : 1;
        AdminClient daemon = connect();
        try (Screen screen = Screen.open(out(), isLive)) {
            for (long view = 0; view < views; view++) {
                TimeUnit.NANOSECONDS.sleep(view == 0 ? 0 : pause.toNanos());
                screen.show(isJson() ? json(daemon) : view(daemon));
            }
        }
        return Exit.OK;
    }

    private static String view(AdminClient daemon) {
        JsonNode state = daemon.get("/v1/state");
        RunningModels models = RunningModels.of(daemon);
        String status =
                StatusView.render(daemon.address().toString(), state, models.models(), models.decisionsInForce());
        return status + "\n" + TimelineView.render(daemon.get("/v1/decisions?limit=50"), SHOWN_DECISIONS);
    }

    /** One object a line, so that a script can read line by line. */
    private static String json(AdminClient daemon) {
        ObjectNode json = JsonOutput.object();
        json.set("state", daemon.get("/v1/state"));
        json.set("models", daemon.get("/v1/models"));
        return json + System.lineSeparator();
    }
}
