package io.gearshift.simulator.profile;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What tests of profiles share. */
final class TestingProfiles {

    private TestingProfiles() {}

    /** A folder of the real tables, which lies beside that of the real traces; the test is skipped, with a note, without it. */
    static Path shared(String folder) {
        String traces =
                Optional.ofNullable(System.getProperty("gearshift.traces")).orElse(System.getenv("GEARSHIFT_TRACES"));
        assumeTrue(traces != null, "no real profiles: GEARSHIFT_TRACES does not name the folder of traces beside them");
        Path path = Path.of(traces).resolveSibling("profiles").resolve(folder);
        assumeTrue(Files.exists(path), "no " + path);
        return path;
    }

    static ProfileSet read(String name, String text) throws ProfileException {
        return new ProfileImporters().read(name, List.of(ProfileFile.of(name, text.getBytes(StandardCharsets.UTF_8))));
    }

    static ProfileRow row(ProfileSet set, String model, String variant) {
        return set.rows().stream()
                .filter(row ->
                        row.key().model().equals(model) && row.key().variant().equals(variant))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + model + " " + variant + " in " + set.rows()));
    }

    static double value(ProfileRow row, Figure figure) {
        Measured measured = row.get(figure);
        if (measured == null) {
            throw new AssertionError("no " + figure + " in " + row);
        }
        return measured.value();
    }

    /** {@code line: why} of what was refused. */
    static List<String> refused(ProfileSet set) {
        return set.refused().stream().map(one -> one.line() + ": " + one.why()).toList();
    }
}
