package io.gearshift.daemon.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.gearshift.registry.remote.Certificates;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Asks a running daemon over {@code /v1}. Every failure is a {@link CliException} that says what to do. */
final class AdminClient {

    /** Longer than any answer but a pin, which loads a model first. */
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(60);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http;
    private final URI address;
    private final @Nullable String token;
    private final Duration within;

    private AdminClient(HttpClient http, URI address, @Nullable String token, Duration within) {
        this.http = http;
        this.address = address;
        this.token = token;
        this.within = within;
    }

    static AdminClient connect(URI address, @Nullable Path tokenFile, @Nullable Path caFile) {
        HttpClient.Builder http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5));
        if (caFile != null) {
            http.sslContext(trust(caFile));
        }
        return new AdminClient(http.build(), address, tokenFile == null ? null : readToken(tokenFile), ANSWER_WITHIN);
    }

    /** The same, less patient. */
    AdminClient within(Duration longest) {
        return new AdminClient(http, address, token, longest);
    }

    private static SSLContext trust(Path caFile) {
        try {
            return Certificates.trustOnly(caFile);
        } catch (IllegalArgumentException e) {
            throw CliException.wrongUse("--ca-file: " + caFile + " holds no certificates that can be read", "");
        }
    }

    private static String readToken(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw CliException.wrongUse(
                    "--token-file: " + file + " cannot be read", "give the file of admin.tokenFile");
        }
    }

    URI address() {
        return address;
    }

    /** One segment of a path. */
    static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    JsonNode get(String path) {
        return send("GET", path, BodyPublishers.noBody());
    }

    JsonNode put(String path, JsonNode body) {
        return send("PUT", path, BodyPublishers.ofString(body.toString()));
    }

    JsonNode delete(String path) {
        return send("DELETE", path, BodyPublishers.noBody());
    }

    private JsonNode send(String method, String path, BodyPublisher body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path))
                .timeout(within)
                .header("Accept", "application/json")
                .header("Content-Type", "application/json")
                .method(method, body);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        HttpResponse<String> response = exchange(request.build());
        if (response.statusCode() / 100 != 2) {
            throw refusal(method + " " + path, response);
        }
        return parse(response.body());
    }

    private HttpResponse<String> exchange(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (ConnectException e) {
            throw CliException.failed(
                    "no Gearshift daemon at " + address, "start one with `gearshift run`, or give --url");
        } catch (HttpTimeoutException e) {
            throw CliException.failed(address + " does not answer", "is it a Gearshift daemon? See its log");
        } catch (SSLException e) {
            throw CliException.failed(
                    address + ": TLS failed: " + e.getMessage(), "give --ca-file with the certificate to trust");
        } catch (IOException e) {
            throw CliException.failed(
                    address + " does not speak as a Gearshift daemon does: " + e.getMessage(), "check --url");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CliException.failed("interrupted", "");
        }
    }

    private JsonNode parse(String body) {
        try {
            return body.isEmpty() ? MissingNode.getInstance() : JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw CliException.failed(address + " answered something that is not JSON", "check --url");
        }
    }

    private CliException refusal(String what, HttpResponse<String> response) {
        int status = response.statusCode();
        if (status == 401 || status == 403) {
            String problem = token == null ? "asks for a token" : "refuses the token";
            return CliException.failed(address + " " + problem, "give --token-file with the file of admin.tokenFile");
        }
        JsonNode error = errorOf(response.body());
        String message = error.path("error").asText("");
        if (message.isEmpty()) {
            return CliException.failed(
                    address + " answered " + status + " to " + what, "is it a Gearshift daemon? Check --url");
        }
        String hint = error.path("hint").asText("");
        return status == 400 || status == 404
                ? CliException.wrongUse(message, hint)
                : CliException.failed(message, hint);
    }

    private static JsonNode errorOf(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }
}
