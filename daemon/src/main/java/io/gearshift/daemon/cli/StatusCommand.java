package io.gearshift.daemon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code gearshift status}. */
@Command(
        name = "status",
        description = "What the running daemon senses and which gear each model runs in, with the reason.",
        footer = {
            "%nExamples:",
            "  gearshift status",
            "  gearshift status --signals",
            "  gearshift status --format json"
        })
final class StatusCommand extends ClientCommand {

    @Option(
            names = {"-s", "--signals"},
            description = "List every sensor with value, quality and age.")
    private boolean isWithSignals;

    @Override
    public Integer call() {
        AdminClient daemon = connect();
        JsonNode state = daemon.get("/v1/state");
        RunningModels models = RunningModels.of(daemon);
        if (isJson()) {
            ObjectNode json = JsonOutput.object();
            json.set("state", state);
            json.set("models", models.models());
            print(JsonOutput.text(json));
        } else {
            String address = daemon.address().toString();
            print(StatusView.render(address, state, models.models(), models.decisionsInForce()));
            print(isWithSignals ? "\n" + StatusView.signals(state) : "");
        }
        return Exit.OK;
    }
}
