package io.gearshift.daemon.cli;

/** For eyes, or for scripts. Lower case because that is how a person types it. */
enum OutputFormat {
    pretty,
    json
}
