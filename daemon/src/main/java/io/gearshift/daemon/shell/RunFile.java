package io.gearshift.daemon.shell;

import com.fasterxml.jackson.core.JacksonException;
import io.gearshift.core.loop.LoopState;
import io.gearshift.core.loop.Pin;
import io.gearshift.core.policy.PolicyId;
import io.gearshift.core.policy.Scene;
import io.gearshift.core.trace.TraceJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a restart needs: scene, pins, and the gears and rules in force. Written whole, then renamed, so that a kill leaves the old one. */
final class RunFile {

    private static final Logger LOG = LoggerFactory.getLogger(RunFile.class);

    /**
     * @param starts how often the daemon has started with this file; makes decision ids unique over restarts
     * @param gears gear in force of each model
     * @param policy in force; null when that is not known
     */
    record Contents(
            long starts,
            Scene scene,
            SortedMap<String, Pin> pins,
            SortedMap<String, String> gears,
            @Nullable PolicyId policy) {

        static Contents empty() {
            return new Contents(0, Scene.initial(), new TreeMap<>(), new TreeMap<>(), null);
        }

        /** Earlier starts cannot be counted any more: goes on from a number that no count reaches. */
        static Contents unknown(Instant now) {
            return new Contents(now.getEpochSecond(), Scene.initial(), new TreeMap<>(), new TreeMap<>(), null);
        }

        /** The same with one start more. */
        Contents started() {
            return new Contents(starts + 1, scene, pins, gears, policy);
        }

        static Contents of(long starts, LoopState state) {
            SortedMap<String, Pin> pins = new TreeMap<>(state.remembered().pins());
            SortedMap<String, String> gears = new TreeMap<>(state.remembered().gears());
            state.models().forEach((name, model) -> {
                pins.remove(name);
                if (model.pin() != null) {
                    pins.put(name, model.pin());
                }
                if (model.active() != null) {
                    gears.put(name, model.active());
                }
            });
            return new Contents(starts, state.scene(), pins, gears, state.policy());
        }
    }

    private final Path file;

    RunFile(Path stateDir, String host, int port) {
        this.file = stateDir.resolve("run").resolve(host.replaceAll("[^A-Za-z0-9.-]", "_") + "-" + port + ".json");
    }

    /** An unreadable file is set aside and reported: a daemon that cannot remember must still start. */
    Contents read(Clock clock) {
        try {
            return TraceJson.mapper().readValue(Files.readAllBytes(file), Contents.class);
        } catch (NoSuchFileException e) {
            return Contents.empty();
        } catch (IOException | IllegalArgumentException e) {
            Path aside = file.resolveSibling(file.getFileName() + ".bad");
            String why = e instanceof JacksonException j ? j.getOriginalMessage() : e.getMessage();
            LOG.warn("{}: cannot be read ({}); kept as {}, starting afresh", file, why, aside);
            try {
                Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException moved) {
                LOG.warn("{}: cannot be set aside: {}", file, IoProblem.of(moved));
            }
            return Contents.unknown(clock.instant());
        }
    }

    void write(Contents contents) throws IOException {
        Files.createDirectories(file.getParent());
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.write(part, TraceJson.mapper().writeValueAsBytes(contents));
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
