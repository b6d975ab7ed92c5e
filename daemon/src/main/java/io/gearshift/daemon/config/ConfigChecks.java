package io.gearshift.daemon.config;

import io.gearshift.core.text.Durations;
import io.gearshift.core.text.Nearest;
import io.gearshift.policies.bundle.BundleException;
import io.gearshift.policies.bundle.Keys;
import io.gearshift.policies.pack.BuiltIn;
import io.gearshift.policies.pack.PackStore;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What single values cannot show: settings that must agree, and files that must be there. */
final class ConfigChecks {

    private final ConfigValues values;
    private final List<Problem> problems;

    private ConfigChecks(ConfigValues values, List<Problem> problems) {
        this.values = values;
        this.problems = problems;
    }

    static void check(ConfigValues values, List<Problem> problems) {
        ConfigChecks checks = new ConfigChecks(values, problems);
        checks.exposure();
        checks.ports();
        checks.tls();
        checks.intervals();
        checks.files();
        checks.bundles();
    }

    /** Safe by default: whoever can reach the port can pin gears and change the scene. */
    private void exposure() {
        String host = values.get(ConfigKeys.HOST);
        if (!isLoopback(host) && values.find(ConfigKeys.ADMIN_TOKEN) == null) {
            refuse(
                    ConfigKeys.HOST,
                    host + " is reachable from other machines, and admin.tokenFile is not set",
                    "set admin.tokenFile to a file with a long random token, or listen on 127.0.0.1");
        }
    }

    /** Literal addresses and localhost; a name is not looked up, so it counts as reachable. */
    private static boolean isLoopback(String host) {
        if (host.equals("localhost")) {
            return true;
        }
        boolean isLiteral = host.contains(":") || host.matches("[0-9.]+");
        try {
            return isLiteral && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private void ports() {
        int port = values.get(ConfigKeys.PORT);
        if (port != 0 && values.isGiven(ConfigKeys.GRPC_PORT) && port == values.get(ConfigKeys.GRPC_PORT)) {
            refuse(
                    ConfigKeys.GRPC_PORT,
                    port + " is both serving.port and serving.grpcPort",
                    "give them different ports");
        }
    }

    private void tls() {
        together(ConfigKeys.CERT_FILE, ConfigKeys.KEY_FILE);
        together(ConfigKeys.KEY_FILE, ConfigKeys.CERT_FILE);
    }

    private void together(ConfigKey<Path> given, ConfigKey<Path> other) {
        if (values.isGiven(given) && !values.isGiven(other)) {
            refuse(given, "is set without " + other.path(), "TLS needs both; without TLS leave both out");
        }
    }

    private void intervals() {
        Duration calm = values.get(ConfigKeys.CALM);
        Duration near = values.get(ConfigKeys.NEAR);
        if (near.compareTo(calm) > 0) {
            refuse(
                    values.isGiven(ConfigKeys.NEAR) ? ConfigKeys.NEAR : ConfigKeys.CALM,
                    "near " + Durations.format(near) + " is longer than calm " + Durations.format(calm),
                    "sample at least as often near a bound as far from it");
        }
        Duration maxAge = values.get(ConfigKeys.MAX_AGE);
        if (maxAge.compareTo(calm) <= 0) {
            refuse(
                    values.isGiven(ConfigKeys.MAX_AGE) ? ConfigKeys.MAX_AGE : ConfigKeys.CALM,
                    "maxAge " + Durations.format(maxAge) + " is not longer than interval.calm "
                            + Durations.format(calm),
                    "every reading would be stale before the next; raise maxAge");
        }
    }

    private void files() {
        file(ConfigKeys.CERT_FILE);
        file(ConfigKeys.KEY_FILE);
        file(ConfigKeys.ADMIN_TOKEN);
        directory(ConfigKeys.MODELS_DIR);
        directory(ConfigKeys.SYSFS);
        directory(ConfigKeys.PROC);
        pack(ConfigKeys.PACK);
        pack(ConfigKeys.SHADOW);
        directory(ConfigKeys.PACKS);
        for (Config.Endpoint endpoint : values.get(ConfigKeys.ENDPOINTS)) {
            endpointFile(endpoint.name() + ".caFile", endpoint.caFile());
            endpointFile(endpoint.name() + ".tokenFile", endpoint.tokenFile());
        }
    }

    private void pack(ConfigKey<String> key) {
        String reference = values.find(key);
        Path path = reference == null ? null : Config.Policy.path(reference);
        if (path == null || reference == null) {
            return;
        }
        if (PackStore.isBundle(reference)) {
            if (!isReadableFile(path)) {
                refuse(key, path + " is not a file that can be read", "gearshift policy build makes a bundle");
            }
        } else if (!Files.isRegularFile(path.resolve("pack.yaml"))) {
            String name = String.valueOf(path.getFileName());
            refuse(
                    key,
                    path + " has no pack.yaml",
                    Nearest.to(name, BuiltIn.NAMES)
                            .map(builtIn -> "did you mean " + builtIn + "?")
                            .orElse("give a pack's folder, or one of " + String.join(", ", BuiltIn.NAMES)));
        }
    }

    private void bundles() {
        URI url = values.find(ConfigKeys.BUNDLE_URL);
        if (url == null) {
            for (ConfigKey<?> key : ConfigKeys.OF_BUNDLE_SERVER) {
                if (values.isChanged(key)) { // a printed configuration names all keys
                    refuse(key, "is set without " + ConfigKeys.BUNDLE_URL.path(), "leave it out, or name the server");
                }
            }
        } else if (!"https".equalsIgnoreCase(url.getScheme())) {
            refuse(
                    ConfigKeys.BUNDLE_URL,
                    url + " (expected: " + ConfigKeys.BUNDLE_URL.type().expected() + ")",
                    "without TLS anyone on the way could read the token, hold updates back or offer old ones");
        }
        file(ConfigKeys.BUNDLE_TOKEN);
        certificates(ConfigKeys.BUNDLE_CA);
        Path keys = values.find(ConfigKeys.BUNDLE_KEYS);
        if (keys != null) {
            publicKeys(keys);
        } else if (url != null) {
            refuse(
                    ConfigKeys.BUNDLE_URL,
                    "is set without " + ConfigKeys.BUNDLE_KEYS.path(),
                    "only signed bundles are taken: name the file with the keys to trust, see docs/policy-bundles.md");
        }
    }

    private void publicKeys(Path file) {
        try {
            Keys.readPublic(file);
        } catch (BundleException e) {
            String[] text = String.valueOf(e.getMessage()).split("\n\\s*", 2);
            refuse(ConfigKeys.BUNDLE_KEYS, text[0], text.length > 1 ? text[1] : "");
        }
    }

    private void certificates(ConfigKey<Path> key) {
        Path path = values.find(key);
        if (path == null) {
            return;
        }
        try (InputStream in = Files.newInputStream(path)) {
            if (CertificateFactory.getInstance("X.509").generateCertificates(in).isEmpty()) {
                refuse(key, path + " holds no certificate (expected: PEM)", "");
            }
        } catch (IOException e) {
            refuse(key, path + " is not a file that can be read", "");
        } catch (CertificateException e) {
            refuse(key, path + " is not a file of certificates (expected: PEM)", "");
        }
    }

    private void file(ConfigKey<Path> key) {
        Path path = values.find(key);
        if (path != null && !isReadableFile(path)) {
            refuse(key, path + " is not a file that can be read", "");
        }
    }

    /** Only what was asked for: a default folder may be missing, the daemon then says what it does without. */
    private void directory(ConfigKey<Path> key) {
        Path folder = values.isGiven(key) ? values.find(key) : null;
        if (folder != null && !Files.isDirectory(folder)) {
            refuse(key, folder + " is not a folder", "");
        }
    }

    private void endpointFile(String name, @Nullable Path path) {
        if (path != null && !isReadableFile(path)) {
            String where = values.where(ConfigKeys.ENDPOINTS);
            String key = ConfigKeys.ENDPOINTS.path() + "." + name;
            problems.add(new Problem(where, key, path + " is not a file that can be read", ""));
        }
    }

    private static boolean isReadableFile(Path path) {
        return Files.isRegularFile(path) && Files.isReadable(path);
    }

    private void refuse(ConfigKey<?> key, String text, String hint) {
        problems.add(new Problem(values.where(key), key.path(), text, hint));
    }
}
