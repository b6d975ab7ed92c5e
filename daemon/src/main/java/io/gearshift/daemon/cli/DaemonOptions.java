package io.gearshift.daemon.cli;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which running daemon to talk to. */
final class DaemonOptions {

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "${env:GEARSHIFT_URL:-http://127.0.0.1:8080}",
            description = "Address of the daemon (default: $$GEARSHIFT_URL, else http://127.0.0.1:8080).")
    private String url = "http://127.0.0.1:8080";

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            defaultValue = "${env:GEARSHIFT_TOKEN_FILE}",
            description = "File with the admin token (default: $$GEARSHIFT_TOKEN_FILE, else none).")
    private @Nullable Path tokenFile;

    @Option(
            names = "--ca-file",
            paramLabel = "FILE",
            defaultValue = "${env:GEARSHIFT_CA_FILE}",
            description = "PEM certificates to trust for https (default: $$GEARSHIFT_CA_FILE, else the system's).")
    private @Nullable Path caFile;

    AdminClient connect() {
        return AdminClient.connect(address(), tokenFile, caFile);
    }

    private URI address() {
        try {
            URI address = URI.create(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
            boolean isHttp = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
            if (isHttp && address.getHost() != null) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            // told below, with what is expected
        }
        throw CliException.wrongUse("--url: " + url + " (expected: http://HOST:PORT or https://HOST:PORT)", "");
    }
}
