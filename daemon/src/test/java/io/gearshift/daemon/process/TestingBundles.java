package io.gearshift.daemon.process;

import io.gearshift.policies.bundle.Bundle;
import io.gearshift.policies.bundle.Keys;
import io.gearshift.policies.pack.PackException;
import io.gearshift.policies.pack.PackStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;

/** An author's pack, built and signed. */
final class TestingBundles {

    final KeyPair key = Keys.generate();
    private final Path folder;

    TestingBundles(Path folder) {
        this.folder = folder;
    }

    /** One rule, that takes this variant whatever the device says; its test says so. */
    Bundle taking(String variant, String version) throws IOException, PackException {
        Path pack = Files.createDirectories(folder.resolve(version + "-" + variant));
        Files.writeString(pack.resolve("pack.yaml"), "name: shop\nversion: \"" + version + "\"\n");
        Files.writeString(pack.resolve("take.drl"), """
                rule "Take it"
                when
                  $c : Candidate( variant == "%s" )
                then
                  policy.pin($c, "the author wants it");
                end
                """.formatted(variant));
        Files.createDirectories(pack.resolve("tests"));
        Files.writeString(pack.resolve("tests/take.yaml"), """
                tests:
                  - name: takes it
                    given:
                      models:
                        m:
                          gears:
                            pruned: {accuracy: 0.93, latencyMs: 1, energyMj: 3, memoryBytes: 4MiB}
                            full: {accuracy: 0.94, latencyMs: 2, energyMj: 6, memoryBytes: 10MiB}
                    expect: %s
                """.formatted(variant));
        return new PackStore(folder.resolve("state")).bundle(pack.toString(), "0.1.0");
    }

    byte[] signed(Bundle bundle) {
        return bundle.signed(key.getPrivate()).bytes();
    }

    Path publicKey() throws IOException {
        return Files.writeString(folder.resolve("release.key.pub"), Keys.pem(key.getPublic()));
    }
}
