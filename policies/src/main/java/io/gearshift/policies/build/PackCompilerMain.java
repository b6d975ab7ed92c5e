package io.gearshift.policies.build;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.gearshift.policies.pack.PackException;
import io.gearshift.policies.pack.PackJar;
import io.gearshift.policies.pack.PackSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * {@code PackCompilerMain PACK_FOLDER JAR [PROBLEMS_JSON]}: builds a pack. Exit 0: the jar is there, and was left alone
 * if it was built from the same text. Exit 1: the pack has problems, said on stderr and as a list in the file.
 */
public final class PackCompilerMain {

    private PackCompilerMain() {}

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        Path jar = Path.of(args[1]);
        try {
            PackSource source = PackSource.read(folder);
            if (!isUpToDate(jar, source.hash())) {
                Files.createDirectories(jar.toAbsolutePath().getParent());
                Files.write(jar, PackJar.write(PackCompiler.compile(source)));
            }
        } catch (PackException e) {
            System.err.println(e.getMessage());
            if (args.length > 2) {
                new ObjectMapper().writeValue(Path.of(args[2]).toFile(), e.problems());
            }
            System.exit(1);
        }
    }

    private static boolean isUpToDate(Path jar, String hash) {
        try {
            return Files.exists(jar)
                    && PackJar.read(Files.readAllBytes(jar)).id().hash().equals(hash);
        } catch (IOException e) {
            return false;
        }
    }
}
