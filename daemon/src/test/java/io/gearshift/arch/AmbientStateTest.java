package io.gearshift.arch;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * The core is a pure function: no clock, randomness, thread or file. Rules use {@code accessTargetWhere}, which also sees
 * method references such as {@code System::nanoTime}.
 */
class AmbientStateTest {

    private static final String CORE = "io.gearshift.core..";

    private static final Set<String> CLOCKS = Set.of(
            "java.time.Instant.now",
            "java.time.LocalDate.now",
            "java.time.LocalDateTime.now",
            "java.time.ZonedDateTime.now",
            "java.time.OffsetDateTime.now",
            "java.lang.System.nanoTime",
            "java.lang.System.currentTimeMillis");

    private static final Set<String> RANDOMNESS = Set.of("java.lang.Math.random", "java.util.UUID.randomUUID");

    /** Functions of {@link Math} whose last bits the JVM may choose; the others are exact. */
    private static final Set<String> INEXACT = Set.of(
            "sin", "cos", "tan", "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh", "exp", "expm1", "log",
            "log10", "log1p", "pow", "cbrt", "hypot");

    private static final Set<String> RANDOM_SOURCES =
            Set.of("java.util.Random", "java.util.concurrent.ThreadLocalRandom", "java.security.SecureRandom");

    private static final Set<String> PRINTERS = Set.of("java.lang.System.out", "java.lang.System.err");

    @Test
    void core_any_readsNoClock() {
        forbid(
                CORE,
                "read a clock (time comes with the event)",
                target -> CLOCKS.contains(nameOf(target)) || isClock(target));
    }

    @Test
    void core_any_usesNoRandomness() {
        forbid(
                CORE,
                "draw random numbers (a generator with a seed comes as an argument)",
                target -> RANDOMNESS.contains(nameOf(target)) || RANDOM_SOURCES.contains(ownerOf(target)));
    }

    /** A recording gives the same bytes on every machine. */
    @Test
    void coreAndSimulator_any_computeTheSameOnEveryMachine() {
        for (String where : Set.of(CORE, "io.gearshift.simulator..")) {
            forbid(
                    where,
                    "compute what differs between machines (StrictMath does not)",
                    target -> ownerOf(target).equals("java.lang.Math") && INEXACT.contains(target.getName()));
        }
    }

    @Test
    void core_any_touchesNoThread() {
        forbid(
                CORE,
                "touch threads or executors",
                target -> Set.of("java.lang.Thread", "java.util.Timer", "java.util.concurrent.Executors")
                        .contains(ownerOf(target)));
    }

    /** But for the trace format, whose reader and writer are used by the shell and never by the loop. */
    @Test
    void core_butTheTraceFormat_touchesNoFileOrSocket() {
        noClasses()
                .that()
                .resideInAPackage(CORE)
                .and()
                .resideOutsideOfPackage("io.gearshift.core.trace")
                .should()
                .accessTargetWhere(access(
                        "reads or writes files, processes or sockets (text comes in, effects go out)",
                        target -> ownerOf(target).equals("java.nio.file.Files")
                                || ownerOf(target).startsWith("java.io.File")
                                || ownerOf(target).startsWith("java.net.")
                                || ownerOf(target).startsWith("java.nio.channels.")
                                || ownerOf(target).startsWith("java.lang.Process")))
                .check(ProductClasses.ALL);
    }

    @Test
    void core_butTheTraceFormat_doesNotKnowTheTraceFiles() {
        noClasses()
                .that()
                .resideInAPackage(CORE)
                .and()
                .resideOutsideOfPackage("io.gearshift.core.trace")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.gearshift.core.trace")
                .check(ProductClasses.ALL);
    }

    @Test
    void standardStreams_outsideTheCommandLine_areNotWritten() {
        noClasses()
                .that()
                .resideInAPackage("io.gearshift..")
                .and()
                .resideOutsideOfPackages(
                        "io.gearshift.daemon",
                        "io.gearshift.daemon.cli..",
                        "io.gearshift.daemon.console..",
                        "io.gearshift.daemon.demo..",
                        "io.gearshift.policies.build..") // the main class of a child process
                .should()
                .accessTargetWhere(access("writes to a standard stream", target -> PRINTERS.contains(nameOf(target))))
                .check(ProductClasses.ALL);
    }

    private static boolean isClock(AccessTarget target) {
        return ownerOf(target).equals("java.time.Clock") && target.getName().startsWith("system");
    }

    private static void forbid(String where, String what, Predicate<AccessTarget> isForbidden) {
        noClasses()
                .that()
                .resideInAPackage(where)
                .should()
                .accessTargetWhere(access(what, isForbidden))
                .check(ProductClasses.ALL);
    }

    private static DescribedPredicate<JavaAccess<?>> access(String what, Predicate<AccessTarget> isForbidden) {
        return describe(what, access -> isForbidden.test(access.getTarget()));
    }

    private static String nameOf(AccessTarget target) {
        return ownerOf(target) + "." + target.getName();
    }

    private static String ownerOf(AccessTarget target) {
        return target.getOwner().getName();
    }
}
