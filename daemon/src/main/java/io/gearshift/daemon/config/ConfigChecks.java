package io.gearshift.daemon.config;

import io.gearshift.core.text.Durations;
import io.gearshift.core.text.Nearest;
import io.gearshift.policies.pack.BuiltIn;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        Path folder = reference == null ? null : Config.Policy.folder(reference);
        if (folder != null && !Files.isRegularFile(folder.resolve("pack.yaml"))) {
            String name = String.valueOf(folder.getFileName());
            refuse(
                    key,
                    folder + " has no pack.yaml",
                    Nearest.to(name, BuiltIn.NAMES)
                            .map(builtIn -> "did you mean " + builtIn + "?")
                            .orElse("give a pack's folder, or one of " + String.join(", ", BuiltIn.NAMES)));
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
