package io.gearshift.daemon.config;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where models and state lie when nothing says otherwise, and how many workers to take.
 *
 * @param models registry folder
 * @param state state folder
 * @param processors processors of this process
 */
public record Home(Path models, Path state, int processors) {

    private static final Path INSTALLED = Path.of("/var/lib/gearshift");

    /**
     * Looks, in this order, at: the clone or unpacked folder named by the system property {@code gearshift.home}; the
     * working directory when it is a clone; {@code /var/lib/gearshift} when it is writable; the user's own
     * {@code ~/.local/share/gearshift}.
     */
    public static Home locate() {
        String named = System.getProperty("gearshift.home");
        Path start = Path.of(named == null || named.isEmpty() ? "" : named).toAbsolutePath();
        return locate(start, INSTALLED, Path.of(System.getProperty("user.home", "/")));
    }

    static Home locate(Path start, Path installed, Path user) {
        int processors = Runtime.getRuntime().availableProcessors();
        Path samples = start.resolve("samples/models");
        if (Files.isDirectory(samples)) {
            return new Home(samples.normalize(), start.resolve("var").normalize(), processors);
        }
        Path data = Files.isWritable(installed) ? installed : user.resolve(".local/share/gearshift");
        Path shipped = shippedModels(start);
        return new Home(shipped == null ? data.resolve("models") : shipped, data, processors);
    }

    /** A packaged folder may bring its models along. */
    private static @Nullable Path shippedModels(Path start) {
        Path models = start.resolve("models");
        return System.getProperty("gearshift.home") != null && Files.isDirectory(models) ? models.normalize() : null;
    }
}
