package io.gearshift.daemon.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A policy pack of an author who edits it while the daemon runs. */
final class TestingPack {

    private final Path folder;

    TestingPack(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        Files.writeString(folder.resolve("pack.yaml"), "name: mine\nversion: \"1\"\nobjective: accuracy\n");
        warmAt(60);
    }

    Path folder() {
        return folder;
    }

    Path rules() {
        return folder.resolve("warm.drl");
    }

    /** One rule: above that temperature only the lightest gear. */
    TestingPack warmAt(int celsius) throws IOException {
        return write("""
                rule "Warm: only the lightest"
                when
                  Device( $t : temperatureC > %d )
                  $c : Candidate( !isLightest )
                then
                  policy.forbid($c, "it is warm");
                end
                """.formatted(celsius));
    }

    TestingPack write(String rules) throws IOException {
        Files.writeString(rules(), rules);
        return this;
    }
}
