package io.gearshift.policies.build;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.gearshift.policies.pack.BuiltIn;
import io.gearshift.policies.pack.ChildGuard;
import io.gearshift.policies.pack.PackException;
import io.gearshift.policies.pack.PackJar;
import io.gearshift.policies.pack.PackSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * {@code PackCompilerMain PACK JAR [PROBLEMS_JSON]}: builds a pack. Exit 0: the jar is there, and was left alone if it was
 * built from the same text. Exit 1: the pack has problems, said on stderr and as a list in the file.
 *
 * <p>{@code PackCompilerMain --built-in FOLDER}: the same for each built-in pack, into {@code FOLDER/NAME.jar}, as the
 * build of Gearshift does.
 */
public final class PackCompilerMain {

    private PackCompilerMain() {}

    public static void main(String[] args) throws IOException {
        ChildGuard.start();
        try {
            if (args[0].equals("--built-in")) {
                for (String name : BuiltIn.NAMES) {
                    build(name, Path.of(args[1], name + ".jar"));
                }
            } else {
                build(args[0], Path.of(args[1]));
            }
        } catch (PackException e) {
            System.err.println(e.getMessage());
            if (args.length > 2) {
                new ObjectMapper().writeValue(Path.of(args[2]).toFile(), e.problems());
            }
            System.exit(1);
        } catch (StackOverflowError e) {
            System.err.println("the rules are nested too deeply for the rule compiler");
            System.exit(2);
        }
    }

    private static void build(String pack, Path jar) throws PackException, IOException {
        PackSource source = PackSource.of(pack);
        if (!isUpToDate(jar, source.hash())) {
            Files.createDirectories(jar.toAbsolutePath().getParent());
            Files.write(jar, PackJar.write(PackCompiler.compile(source)));
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
