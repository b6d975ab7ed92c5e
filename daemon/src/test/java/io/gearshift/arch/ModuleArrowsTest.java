package io.gearshift.arch;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The arrows of the design: siblings never see each other, and heavy libraries stay behind their fence. */
class ModuleArrowsTest {

    /** Module's package → the modules' packages it may import besides its own. */
    private static final Map<String, Set<String>> MAY_IMPORT = Map.of(
            "core", Set.of(),
            "policies", Set.of("core"),
            "registry", Set.of("core"),
            "metrics", Set.of("core"),
            "simulator", Set.of("core", "policies"),
            "fleet", Set.of("core", "policies", "simulator"),
            "daemon", Set.of("core", "policies", "registry", "metrics", "simulator"));

    /** Without this, a rule over a package that was renamed would pass by finding nothing. */
    @Test
    void modules_all_areKnown() {
        Set<String> seen = ProductClasses.ALL.stream()
                .map(JavaClass::getPackageName)
                .map(name -> name.split("\\.")[2])
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(MAY_IMPORT.keySet()).containsAll(seen);
        assertThat(seen).contains("core", "daemon");
    }

    static Stream<String> modules() {
        return MAY_IMPORT.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("modules")
    void module_any_importsOnlyWhatTheDesignAllows(String module) {
        String[] forbidden = MAY_IMPORT.keySet().stream()
                .filter(other ->
                        !other.equals(module) && !MAY_IMPORT.get(module).contains(other))
                .map(ModuleArrowsTest::packagesOf)
                .toArray(String[]::new);
        if (forbidden.length > 0) {
            noClasses()
                    .that()
                    .resideInAPackage(packagesOf(module))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(forbidden)
                    .allowEmptyShould(true)
                    .because("docs/decisions/0001: " + module + " may import "
                            + MAY_IMPORT.get(module).stream().sorted().toList())
                    .check(ProductClasses.ALL);
        }
    }

    @Test
    void vertx_outsideTheDaemon_isNotImported() {
        fence("io.gearshift.daemon..", "io.vertx..", "io.netty..");
    }

    @Test
    void onnxRuntime_outsideItsPackage_isNotImported() {
        fence("io.gearshift.registry.onnx..", "ai.onnxruntime..");
    }

    @Test
    void modelFormat_outsideDerive_isNotImported() {
        fence("io.gearshift.registry.derive..", "ai.onnx.proto..", "com.google.protobuf..", "org.tribuo..");
    }

    @Test
    void drools_outsidePolicies_isNotImported() {
        fence("io.gearshift.policies..", "org.drools..", "org.kie..");
    }

    @Test
    void packages_all_haveNoCycles() {
        slices().matching("io.gearshift.(**)").should().beFreeOfCycles().check(ProductClasses.ALL);
    }

    @Test
    void packages_all_sayWhatTheyAreForAndAreNullMarked() {
        classes()
                .that()
                .haveSimpleName("package-info")
                .should()
                .beAnnotatedWith("org.jspecify.annotations.NullMarked")
                .check(ProductClasses.ALL);
        Set<String> described = ProductClasses.ALL.stream()
                .filter(type -> type.getSimpleName().equals("package-info"))
                .map(JavaClass::getPackageName)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> used = ProductClasses.ALL.stream()
                .filter(type -> !type.getPackageName().contains(".generated"))
                .map(JavaClass::getPackageName)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(described).as("packages with a package-info.java").containsAll(used);
    }

    private static void fence(String inside, String... libraries) {
        noClasses()
                .that()
                .resideInAPackage("io.gearshift..")
                .and()
                .resideOutsideOfPackage(inside)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(libraries)
                .because("only " + inside + " may know " + Arrays.toString(libraries))
                .check(ProductClasses.ALL);
    }

    private static String packagesOf(String module) {
        return "io.gearshift." + module + "..";
    }
}
