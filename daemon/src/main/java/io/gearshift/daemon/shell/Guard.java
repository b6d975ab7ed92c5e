package io.gearshift.daemon.shell;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask. Without a token the daemon listens on loopback only, and then answers only to loopback's names and to its
 * own pages: a web site open in a browser on the device must not shift gears (DNS rebinding, cross-site requests). With a
 * token {@code /v1} asks for it.
 */
final class Guard {

    private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]", "::1");
    private static final String BEARER = "Bearer ";

    private final String host;
    private final byte @Nullable [] token;

    private Guard(String host, byte @Nullable [] token) {
        this.host = host;
        this.token = token;
    }

    /** @param tokenFile null for none */
    static Guard of(String host, @Nullable Path tokenFile) throws StartException {
        if (tokenFile == null) {
            return new Guard(host, null);
        }
        try {
            String text = Files.readString(tokenFile).strip();
            if (text.isEmpty()) {
                throw StartException.configuration(
                        "admin.tokenFile: " + tokenFile + " is empty (expected: a token)",
                        "openssl rand -hex 32 > " + tokenFile,
                        null);
            }
            return new Guard(host, text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw StartException.configuration(
                    "admin.tokenFile: " + tokenFile + " cannot be read: " + IoProblem.of(e),
                    "make it readable for this user",
                    e);
        }
    }

    void mount(Router router) {
        router.route().handler(this::checkOrigin);
        router.route("/v1/*").handler(this::checkToken);
    }

    private void checkOrigin(RoutingContext c) {
        HttpServerRequest request = c.request();
        HostAndPort authority = request.authority();
        String name = authority == null ? "" : authority.host();
        if (token == null && !LOOPBACK_NAMES.contains(name) && !name.equals(host)) {
            AdminJson.fail(
                    c,
                    403,
                    "Host: " + name + " (expected: localhost, 127.0.0.1 or [::1])",
                    "",
                    "ask by a loopback name");
            return;
        }
        String origin = request.getHeader("Origin");
        if (origin != null && authority != null && !isOwn(origin, authority.toString())) {
            AdminJson.fail(c, 403, "Origin: " + origin + " (expected: this daemon's own pages)", "", "");
            return;
        }
        c.next();
    }

    private static boolean isOwn(String origin, String authority) {
        try {
            return authority.equals(URI.create(origin).getAuthority());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private void checkToken(RoutingContext c) {
        if (token == null) {
            c.next();
            return;
        }
        String given = c.request().getHeader("Authorization");
        boolean isRight = given != null
                && given.regionMatches(true, 0, BEARER, 0, BEARER.length())
                && MessageDigest.isEqual(
                        token, given.substring(BEARER.length()).strip().getBytes(StandardCharsets.UTF_8));
        if (isRight) {
            c.next();
            return;
        }
        c.response().putHeader("WWW-Authenticate", "Bearer");
        AdminJson.fail(
                c,
                401,
                given == null ? "Authorization: missing (expected: Bearer and the admin token)" : "the token is wrong",
                "",
                "the token stands in the file that admin.tokenFile names; the command line takes --token-file");
    }
}
