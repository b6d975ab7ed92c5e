package io.gearshift.daemon.cli;

import picocli.CommandLine.Option;

/** {@code --format}. */
final class FormatOption {

    @Option(
            names = "--format",
            paramLabel = "pretty|json",
            defaultValue = "pretty",
            description = "Text for eyes, or JSON for scripts (default: ${DEFAULT-VALUE}).")
    private OutputFormat format = OutputFormat.pretty;

    boolean isJson() {
        return format == OutputFormat.json;
    }
}
