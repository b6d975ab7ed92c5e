package io.gearshift.daemon.demo.child;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Children of a demonstration that was killed before it could end them. Each child is noted in a file with its process id
 * and start time, so that another process that got the same id later is left alone.
 */
final class Leftovers {

    private static final String SUFFIX = ".pid";

    private Leftovers() {}

    /** @param folder also holds the child's log */
    static void note(Path folder, String name, ProcessHandle child) throws IOException {
        String start = child.info().startInstant().map(Instant::toString).orElse("");
        Files.write(folder.resolve(name + SUFFIX), (child.pid() + " " + start).getBytes(US_ASCII));
    }

    /** Ends what an earlier demonstration left behind. */
    static void end(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(SUFFIX)).toList()) {
                find(Files.readString(file)).ifPresent(ProcessHandle::destroyForcibly);
                Files.delete(file);
            }
        }
    }

    static Optional<ProcessHandle> find(String note) {
        List<String> words = List.of(note.strip().split(" "));
        if (words.size() != 2) {
            return Optional.empty();
        }
        try {
            String start = words.get(1);
            return ProcessHandle.of(Long.parseLong(words.get(0)))
                    .filter(process -> process.info()
                            .startInstant()
                            .map(Instant::toString)
                            .filter(start::equals)
                            .isPresent());
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
