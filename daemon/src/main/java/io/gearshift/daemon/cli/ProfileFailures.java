package io.gearshift.daemon.cli;

import io.gearshift.simulator.profile.BuiltInProfiles;
import io.gearshift.simulator.profile.ProfileException;
import io.gearshift.simulator.profile.ProfileImporters;
import io.gearshift.simulator.profile.ProfileSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens profiles for commands: what cannot be read ends with a message and a hint. */
final class ProfileFailures {

    private static final InputFile PROFILE =
            new InputFile("", "a table of measurements, or a folder of them", "docs/profiles.md lists the formats");

    private ProfileFailures() {}

    /** A file, a folder, or the name of a profile that comes with Gearshift. */
    static ProfileSet named(String name) {
        if (Files.exists(Path.of(name))) {
            return read(Path.of(name));
        }
        try {
            return BuiltInProfiles.read(name);
        } catch (ProfileException e) {
            throw CliException.wrongUse(String.valueOf(e.getMessage()), e.hint());
        } catch (IOException e) {
            throw PROFILE.unreadable(Path.of(name), e);
        }
    }

    static ProfileSet read(Path path) {
        if (!Files.isDirectory(path)) {
            PROFILE.require(path);
        }
        try {
            return new ProfileImporters().read(path);
        } catch (ProfileException e) {
            throw CliException.wrongUse(String.valueOf(e.getMessage()), e.hint());
        } catch (IOException e) {
            throw PROFILE.unreadable(path, e);
        }
    }
}
