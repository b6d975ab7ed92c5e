package io.gearshift.policies.rules;

import static io.gearshift.policies.pack.TestingPacks.input;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gearshift.core.policy.Device;
import io.gearshift.core.policy.PolicyOutcome;
import io.gearshift.policies.build.TestingBuilds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules that the text check would refuse, compiled all the same: the second fence holds alone. */
class PackClassLoaderTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "System.exit(3);",
                "Runtime.getRuntime().halt(3);",
                "System.setProperty(\"escaped\", \"yes\");",
                "System.out.println(\"escaped\");",
                "new Thread(() -> { }).start();",
                "new ProcessBuilder(\"true\").start();",
                "java.nio.file.Files.createFile(java.nio.file.Path.of(\"FILE\"));",
                "new java.io.FileOutputStream(\"FILE\").close();",
                "$d.getClass().getClassLoader().loadClass(\"java.lang.Runtime\");",
                "Class.forName(\"java.lang.Runtime\");",
                "java.lang.invoke.MethodHandles.lookup();",
                "java.util.concurrent.ForkJoinPool.commonPool();",
                "drools.getRuntime(org.kie.api.runtime.KieRuntime.class).halt();",
                "io.gearshift.policies.rules.DroolsPolicy p = null; p.close();",
            })
    void action_reachingOut_isAFault(String action) {
        Path file = folder.resolve("escaped");
        String rules = "rule \"hostile\" when $d : Device( ) then " + action.replace("FILE", file.toString()) + " end";
        try (DroolsPolicy policy = Unhurried.of(TestingBuilds.unchecked(rules))) {
            PolicyOutcome outcome = policy.evaluate(input(Device.unknown()));

            assertThat(outcome.fault())
                    .startsWith("rule \"hostile\" failed:")
                    .contains("cannot be reached from a rule");
        }
        assertThat(Files.exists(file)).isFalse();
        assertThat(System.getProperty("escaped")).isNull();
    }

    @Test
    void condition_reachingOut_isAFault() {
        String rules = "rule \"hostile\" when Device( System.getProperty(\"x\") == null ) then end";
        try (DroolsPolicy policy = Unhurried.of(TestingBuilds.unchecked(rules))) {
            assertThat(policy.evaluate(input(Device.unknown())).fault()).contains("cannot be reached from a rule");
        }
    }

    @Test
    void pack_bringingClassesOfOtherPackages_doesNotDefineThem() {
        PackClassLoader loader = new PackClassLoader(Map.of("io.gearshift.Evil", new byte[8]));

        assertThatThrownBy(() -> loader.loadClass("io.gearshift.Evil")).isInstanceOf(ClassNotFoundException.class);
    }
}
