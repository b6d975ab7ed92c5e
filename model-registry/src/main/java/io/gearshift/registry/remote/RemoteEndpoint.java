package io.gearshift.registry.remote;

import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A machine that serves the Open Inference Protocol.
 *
 * @param url scheme http or https, host, optional port and path prefix; {@code /v2} is appended
 * @param caFile certificates to trust instead of the JVM's, PEM; https only
 * @param tokenFile holds a bearer token, read anew for each request so that it can be rotated; never shown
 * @param isMetered each byte costs money
 */
public record RemoteEndpoint(
        String name,
        URI url,
        @Nullable Path caFile,
        @Nullable Path tokenFile,
        boolean isMetered) {

    public RemoteEndpoint {
        check(!name.isBlank(), "endpoint name: blank (expected: a name)");
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        String where = "endpoint " + name + ": url ";
        check(url.getUserInfo() == null, where + "holds a user or password (expected: none; use tokenFile)");
        check(
                scheme.equals("http") || scheme.equals("https"),
                where + url + " (expected: http://host:port or https://host:port)");
        check(url.getHost() != null, where + url + " has no host (expected: " + scheme + "://host:port)");
        check(
                url.getQuery() == null && url.getFragment() == null,
                where + url + " has a query or fragment (expected: none)");
        check(
                caFile == null || scheme.equals("https"),
                "endpoint " + name + ": caFile with " + url + " (expected: an https url)");
    }

    /** An endpoint without certificates of its own and without a token. */
    public static RemoteEndpoint of(String name, URI url) {
        return new RemoteEndpoint(name, url, null, null, false);
    }

    /** @param path begins with {@code /v2} */
    URI resolve(String path) {
        String base = url.toString();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
    }

    private static void check(boolean isGood, String problem) {
        if (!isGood) {
            throw new IllegalArgumentException(problem);
        }
    }
}
