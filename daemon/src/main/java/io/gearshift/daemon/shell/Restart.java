package io.gearshift.daemon.shell;

import io.gearshift.daemon.config.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the last run left.
 *
 * @param keeper keeps it up to date for the next
 */
record Restart(RunFile.Contents before, Keeper keeper) {

    /** This start is counted before anything is decided, so that no decision id comes twice. */
    static Restart count(Common common) throws StartException {
        Config.Serving serving = common.config().serving();
        RunFile file = new RunFile(common.state(), serving.host(), serving.port());
        RunFile.Contents contents = file.read(common.clock()).started();
        try {
            file.write(contents);
        } catch (IOException e) {
            throw new StartException(
                    "state.dir: cannot be written: " + IoProblem.of(e),
                    "make it writable for this user, or set another state.dir",
                    e);
        }
        return new Restart(contents, common.parts().add(new Keeper(file, contents.starts()), Keeper::close));
    }

    /** Begins the ids of this run's decisions. */
    String run() {
        return "r" + before.starts();
    }

    static Path folder(Config config) throws StartException {
        Path dir = config.state().dir();
        try {
            return Files.createDirectories(dir);
        } catch (IOException e) {
            throw new StartException(
                    "state.dir: " + dir + " cannot be made: " + IoProblem.of(e),
                    "set state.dir to a folder of your own",
                    e);
        }
    }
}
