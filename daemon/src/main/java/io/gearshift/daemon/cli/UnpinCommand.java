package io.gearshift.daemon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code gearshift unpin}. */
@Command(
        name = "unpin",
        description = "Give a pinned model back to the policy.",
        footer = {"%nExample:", "  gearshift unpin fashion"})
final class UnpinCommand extends ClientCommand {

    @Parameters(index = "0", paramLabel = "MODEL", description = "Name of the model.")
    private String model = "";

    @Override
    public Integer call() {
        AdminClient daemon = connect();
        RunningModels.of(daemon).find(model);
        JsonNode answer = daemon.delete("/v1/models/" + AdminClient.segment(model) + "/pin");
        String json =
                JsonOutput.text(answer.isObject() ? answer : JsonOutput.object().put("model", model));
        print(isJson() ? json : model + ": the policy decides again\n");
        return Exit.OK;
    }
}
