package io.gearshift.registry.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Optimised models with their weights beside them, laid out as the processor's kernels want them. The runtime maps such
 * weights instead of reading, transforming and copying them: a session is ready several times sooner and its weights are
 * file pages that the kernel may evict.
 *
 * <p>An entry is a folder {@code <key>}, complete before it gets that name, so processes may share the cache and a crash
 * leaves no half entry. Files are never written in place: a process that has truncated weights mapped would be killed.
 */
final class PrepackCache {

    private static final Logger LOG = LoggerFactory.getLogger(PrepackCache.class);

    /**
     * Smaller weights stay in the model's file: they gain nothing from being mapped, and files of a few kilobytes each
     * opened apart only cost time (fashion 0.70 ms against 0.81 ms with all of them outside; MiniLM loses none).
     */
    private static final String SMALLEST_EXTERNAL_BYTES = "65536";

    /** An unfinished entry older than this is left over from a process that died. */
    private static final Duration ABANDONED = Duration.ofHours(1);

    private static final String UNFINISHED = "unfinished-";

    private final Path folder;

    PrepackCache(Path folder) {
        this.folder = folder;
    }

    /** Makes a session for the options and closes it: the runtime writes the optimised model as it does. */
    interface Writer {
        void write(SessionAction customise) throws OrtException;
    }

    interface SessionAction {
        void apply(SessionOptions options) throws OrtException;
    }

    /** The entry of a model, or empty when there is none or it is damaged; a damaged one is removed. */
    Optional<PrepackEntry> find(PrepackKey key) {
        Path entry = folder.resolve(key.name());
        if (!Files.isDirectory(entry)) {
            return Optional.empty();
        }
        try {
            return Optional.of(PrepackEntry.open(entry));
        } catch (IOException e) {
            LOG.warn("Prepacked weights {} are damaged and will be made again: {}", entry, e.getMessage());
            remove(entry);
            return Optional.empty();
        }
    }

    /** Makes the entry; empty when it cannot be kept (no room, not writable), so that the model is loaded as it is. */
    Optional<PrepackEntry> make(PrepackKey key, Path source, Writer writer) throws OrtException {
        Path unfinished = null;
        try {
            Files.createDirectories(folder);
            unfinished = Files.createTempDirectory(folder, UNFINISHED);
            write(unfinished, writer);
            PrepackEntry.seal(unfinished, source);
            publish(unfinished, folder.resolve(key.name()));
            removeOutdated(key, source);
            return find(key);
        } catch (IOException e) {
            LOG.warn("No prepacked weights for {}: {}", source, e.toString());
            return Optional.empty();
        } finally {
            if (unfinished != null) {
                remove(unfinished);
            }
        }
    }

    private static void write(Path unfinished, Writer writer) throws OrtException, IOException {
        writer.write(options -> external(options, unfinished, true));
        if (PrepackedOffsets.areAligned(PrepackEntry.model(unfinished))) {
            return;
        }
        // Without the kernels' layout, but still optimised and mapped.
        Files.deleteIfExists(PrepackEntry.model(unfinished));
        Files.deleteIfExists(PrepackEntry.weights(unfinished));
        writer.write(options -> external(options, unfinished, false));
    }

    private static void external(SessionOptions options, Path entry, boolean isPrepacked) throws OrtException {
        options.setOptimizedModelFilePath(PrepackEntry.model(entry).toString());
        options.addConfigEntry("session.optimized_model_external_initializers_file_name", PrepackEntry.WEIGHTS);
        options.addConfigEntry(
                "session.optimized_model_external_initializers_min_size_in_bytes", SMALLEST_EXTERNAL_BYTES);
        if (isPrepacked) {
            options.addConfigEntry("session.save_external_prepacked_constant_initializers", "1");
        }
    }

    private static void publish(Path unfinished, Path entry) throws IOException {
        try {
            Files.move(unfinished, entry, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            throw e;
        } catch (FileSystemException e) {
            // Another process was first; its entry is as good.
            if (!Files.isDirectory(entry)) {
                throw e;
            }
        }
    }

    /** Entries of this file as it was before, of this model for another runtime or processor, and of files now gone. */
    private void removeOutdated(PrepackKey key, Path source) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (name.equals(key.name())) {
                    continue;
                }
                if (name.startsWith(UNFINISHED) ? isAbandoned(entry) : isOutdated(entry, key, source)) {
                    remove(entry);
                }
            }
        }
    }

    private static boolean isOutdated(Path entry, PrepackKey key, Path source) {
        if (key.isSameModel(entry.getFileName().toString())) {
            return true;
        }
        Optional<Path> from = PrepackEntry.source(entry);
        return from.isPresent() && (from.get().equals(source.toAbsolutePath()) || Files.notExists(from.get()));
    }

    private static boolean isAbandoned(Path entry) throws IOException {
        FileTime changed = Files.getLastModifiedTime(entry);
        return changed.toInstant().isBefore(Instant.now().minus(ABANDONED));
    }

    /** Removes an entry that the runtime refused. */
    void discard(PrepackEntry entry) {
        remove(entry.folder());
    }

    private static void remove(Path entry) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(entry)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(entry);
        } catch (IOException e) {
            // Published, removed by another process, or in use; what is left is no danger, only room.
            LOG.debug("{} stays: {}", entry, e.toString());
        }
    }
}
