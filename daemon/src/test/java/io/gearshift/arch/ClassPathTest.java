package io.gearshift.arch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/decisions/0002: the daemon runs rules without a compiler, and the child process finds a whole one. */
class ClassPathTest {

    private static final String COMPILER_JARS =
            "(ecj|javaparser|antlr|mvel|xstream|poi|xmlbeans|drools-(ecj|mvel|drl|model-codegen|engine|decisiontables|templates)).*";

    @TempDir
    private Path state;

    @Test
    void lib_forTheDaemon_holdsNoCompiler() throws Exception {
        assertThat(jars("lib.classpath"))
                .extracting(File::getName)
                .isNotEmpty()
                .noneMatch(name -> name.matches(COMPILER_JARS));
    }

    /** The format's library is on the class path of {@code models derive} alone. */
    @Test
    void lib_forTheDaemon_holdsNoModelEditor() throws Exception {
        assertThat(jars("lib.classpath"))
                .extracting(File::getName)
                .noneMatch(name -> name.matches("(tribuo|protobuf-java).*"));
    }

    /** Spark is on the class path of {@code fleet} alone. */
    @Test
    void lib_forTheDaemon_holdsNoCluster() throws Exception {
        assertThat(jars("lib.classpath"))
                .extracting(File::getName)
                .noneMatch(name -> name.matches("(fleet|spark|hadoop|scala|parquet|log4j)-.*"));
    }

    @Test
    void lib_alone_runsTheBuiltInPack() throws Exception {
        try (URLClassLoader lib = loader()) {
            Object policy = load(lib, "default");
            Class<?> vocabulary = lib.loadClass("io.gearshift.core.policy.PolicyInput");
            Object input = vocabulary.getConstructors()[0].newInstance(
                    call(lib, "Device", "unknown"), call(lib, "Scene", "initial"), List.of(), List.of());
            Object outcome = policy.getClass().getMethod("evaluate", vocabulary).invoke(policy, input);

            assertThat(outcome.getClass().getMethod("fault").invoke(outcome)).isNull();
        }
    }

    @Test
    void libCompiler_besideLib_buildsAPack(@TempDir Path pack) throws Exception {
        Files.writeString(pack.resolve("pack.yaml"), "name: p\nversion: \"1\"\n");
        Files.writeString(
                pack.resolve("a.drl"),
                "rule \"r\" when Device( heat == HOT ) then policy.objective(ENERGY, \"hot\"); end");
        System.setProperty(
                "gearshift.compiler.classpath",
                text("lib-compiler.classpath") + File.pathSeparator + text("lib.classpath"));
        try (URLClassLoader lib = loader()) {
            assertThat(load(lib, pack.toString())).isNotNull();
        } finally {
            System.clearProperty("gearshift.compiler.classpath");
        }
    }

    private Object load(ClassLoader lib, String pack) throws ReflectiveOperationException {
        Class<?> store = lib.loadClass("io.gearshift.policies.pack.PackStore");
        return store.getMethod("load", String.class)
                .invoke(store.getConstructor(Path.class).newInstance(state), pack);
    }

    private static Object call(ClassLoader lib, String type, String factory) throws ReflectiveOperationException {
        return lib.loadClass("io.gearshift.core.policy." + type)
                .getMethod(factory)
                .invoke(null);
    }

    private static URLClassLoader loader() throws Exception {
        URL[] urls = jars("lib.classpath").stream().map(ClassPathTest::url).toArray(URL[]::new);
        return new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
    }

    private static URL url(File file) {
        try {
            return file.toURI().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static List<File> jars(String list) throws Exception {
        return Arrays.stream(text(list).split(File.pathSeparator))
                .map(File::new)
                .toList();
    }

    private static String text(String list) throws Exception {
        return Files.readString(Path.of("target", list)).strip();
    }
}
