package io.gearshift.policies.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.gearshift.core.policy.Device;
import io.gearshift.core.policy.Objective;
import io.gearshift.core.policy.Policy;
import io.gearshift.core.policy.PolicyId;
import io.gearshift.core.policy.PolicyOutcome;
import io.gearshift.policies.language.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackStoreTest {

    private static final String RULES = """
            rule "Light"
            when
              $c : Candidate( precision == INT8 )
            then
              policy.prefer($c, 0.1, "light");
            end
            """;

    /** Built once for all tests, which start from copies of it. */
    @TempDir
    private static Path built;

    @TempDir
    private Path state;

    @TempDir
    private Path folder;

    @BeforeAll
    static void build() throws Exception {
        new PackStore(built)
                .load(TestingPacks.write(built.resolve("pack"), RULES).toString())
                .close();
    }

    @BeforeEach
    void copy() throws IOException {
        TestingPacks.write(folder, RULES);
        Files.createDirectory(packs());
        Files.setPosixFilePermissions(packs(), PosixFilePermissions.fromString("rwx------"));
        for (Path file : list(built.resolve("packs"))) {
            Files.copy(file, packs().resolve(file.getFileName()), java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    @Test
    void pack_builtBefore_isLoadedWithoutAProcess() throws Exception {
        try (Policy policy = withoutCompiler().load(folder.toString())) {
            assertThat(policy.evaluate(TestingPacks.input(Device.unknown())).verdicts())
                    .hasSize(1);
        }
    }

    @Test
    void pack_builtIn_isLoadedWithoutAProcess() throws Exception {
        try (Policy policy = withoutCompiler().load("default")) {
            assertThat(policy.id().pack()).isEqualTo("default");
            assertThat(policy.rules()).isNotEmpty();
            assertThat(policy.evaluate(TestingPacks.input(Device.unknown())).fault())
                    .isNull();
        }
    }

    @Test
    void pack_byItsId_isFoundWithoutItsText() throws Exception {
        PolicyId id;
        try (Policy policy = withoutCompiler().load(folder.toString())) {
            id = policy.id();
        }
        try (Policy found = withoutCompiler().find(id).orElseThrow()) {
            assertThat(found.id()).isEqualTo(id);
        }
        PolicyId unknown = new PolicyId(id.pack(), id.version(), "0".repeat(64));
        assertThat(withoutCompiler().find(unknown)).isEmpty();
        assertThat(withoutCompiler().find(new PolicyId("../x", "1", "../../x"))).isEmpty();
    }

    @Test
    void builtIn_byItsId_isFoundWithoutAFolder() throws Exception {
        try (Policy policy = withoutCompiler().load("default")) {
            assertThat(new PackStore(state.resolve("absent")).find(policy.id())).isPresent();
        }
        assertThat(state.resolve("absent")).doesNotExist();
    }

    @Test
    void builtFiles_onDisk_areOfTheirOwnerAlone() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(built.resolve("packs"))))
                .isEqualTo("rwx------");
        assertThat(list(built.resolve("packs")))
                .hasSize(2)
                .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------"));
    }

    @Test
    void jar_corrupted_isBuiltAgain() throws Exception {
        Path jar = jar();
        byte[] bytes = Files.readAllBytes(jar);
        bytes[bytes.length / 2] ^= 1;
        Files.write(jar, bytes);

        assertThatExceptionOfType(PackException.class)
                .isThrownBy(() -> withoutCompiler().load(folder.toString()))
                .withMessageContaining("the rule compiler does not start");
        new PackStore(state).load(folder.toString()).close();
        withoutCompiler().load(folder.toString()).close();
    }

    @Test
    void jar_thatOthersMayWrite_isNotLoaded() throws Exception {
        Files.setPosixFilePermissions(jar(), PosixFilePermissions.fromString("rw-rw-rw-"));

        assertThatExceptionOfType(PackException.class)
                .isThrownBy(() -> withoutCompiler().load(folder.toString()));
    }

    @Test
    void folder_thatOthersMayWrite_isRefused() throws Exception {
        Files.setPosixFilePermissions(packs(), PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThatExceptionOfType(PackException.class)
                .isThrownBy(() -> new PackStore(state).load(folder.toString()))
                .withMessageContaining("can be written by other users")
                .withMessageContaining("chmod 700");
    }

    @Test
    void folder_ofAnotherUser_isRefused() throws Exception {
        assumeThat(System.getProperty("user.name"))
                .as("only root can give a folder away")
                .isEqualTo("root");
        Files.setOwner(
                packs(), packs().getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));

        assertThatExceptionOfType(PackException.class)
                .isThrownBy(() -> new PackStore(state).load(folder.toString()))
                .withMessageContaining("belongs to nobody");
    }

    @Test
    void pack_changed_isAnotherPolicyAndTheOldOneGoesOn() throws Exception {
        PackStore store = new PackStore(state);
        try (Policy old = store.load(folder.toString())) {
            TestingPacks.write(folder, RULES.replace("0.1", "0.3").replace("\"Light\"", "\"Lighter\""));
            try (Policy next = store.load(folder.toString())) {
                assertThat(next.id().hash()).isNotEqualTo(old.id().hash());
                assertThat(next.evaluate(TestingPacks.input(Device.unknown())).firedRules())
                        .containsExactly("Lighter");
            }
            assertThat(old.evaluate(TestingPacks.input(Device.unknown())).firedRules())
                    .containsExactly("Light");
        }
    }

    @Test
    void rules_broken_areAllSaidAtTheirPlaces() throws Exception {
        TestingPacks.write(folder, RULES + """
                rule "Typo"
                when
                  Device( temprature > 80 )
                then
                  policy.objective(ENERGY, "hot");
                end

                rule "Wrong verb"
                when
                  $c : Candidate( )
                then
                  policy.forbit($c, "hot");
                end
                """);

        PackException e = catchThrowableOfType(PackException.class, () -> new PackStore(state).load(folder.toString()));

        assertThat(e.problems()).hasSize(2).allMatch(p -> p.file().equals("rules.drl"));
        assertThat(e.problems().get(0).line()).isBetween(7, 9);
        assertThat(e.problems().get(1).line()).isBetween(14, 18);
        assertThat(e.getMessage())
                .contains("rules.drl:")
                .doesNotContain(".java")
                .doesNotContain("RuleMethods");
        assertThat(list(packs())).as("nothing is left of the failed build").hasSize(2);
    }

    @Test
    void packYaml_broken_isSaidWithAllItsProblems() throws Exception {
        Files.writeString(
                folder.resolve("pack.yaml"), "name: a b\nverion: 1\nobjective: enery\nrelaxation: [power, power]\n");

        PackException e = catchThrowableOfType(PackException.class, () -> new PackStore(state).load(folder.toString()));

        assertThat(e.problems()).extracting(Problem::line).contains(1, 2, 3, 4);
        assertThat(e.getMessage())
                .contains("pack.yaml:2:1: unknown key verion", "did you mean version?")
                .contains("pack.yaml:3:12: objective: \"enery\"", "did you mean energy?")
                .contains("pack.yaml:4:21: relaxation: power is given twice")
                .doesNotContain("version is missing");
    }

    @Test
    void ruleFile_linkingOutOfThePack_isRefused(@TempDir Path elsewhere) throws Exception {
        Path secret = Files.writeString(elsewhere.resolve("secret.drl"), RULES);
        Files.createSymbolicLink(folder.resolve("link.drl"), secret);

        assertThatExceptionOfType(PackException.class)
                .isThrownBy(() -> withoutCompiler().load(folder.toString()))
                .withMessageContaining("link.drl")
                .withMessageContaining("leaves the pack");
    }

    @Test
    void pack_notThere_isSaid() {
        assertThatExceptionOfType(PackException.class)
                .isThrownBy(
                        () -> withoutCompiler().load(folder.resolve("nowhere").toString()))
                .withMessageContaining("no policy pack at")
                .withMessageContaining("nowhere");
    }

    @Test
    void pack_thatExtends_decidesWithWhatItInheritsAndWhatItReplaces() throws Exception {
        Path mine = Files.createDirectories(folder.resolve("mine"));
        Files.writeString(mine.resolve("pack.yaml"), "name: mine\nversion: \"1\"\nextends: ..\ndisable: [Dark]\n");
        Files.writeString(folder.resolve("dark.drl"), RULES.replace("Light", "Dark"));
        Files.writeString(folder.resolve("more.drl"), RULES.replace("\"Light\"", "\"More\""));
        Files.writeString(mine.resolve("own.drl"), RULES.replace("0.1", "0.7"));

        try (Policy policy = new PackStore(state).load(mine.toString())) {
            PolicyOutcome outcome = policy.evaluate(TestingPacks.input(Device.unknown()));

            assertThat(outcome.firedRules()).containsExactlyInAnyOrder("Light", "More");
            assertThat(outcome.verdicts().toString()).contains("0.7", "0.1");
            assertThat(policy.rules())
                    .extracting(rule -> rule.name() + " " + rule.file() + ":" + rule.line())
                    .containsExactlyInAnyOrder("Light own.drl:1", "More ../more.drl:1");
            assertThat(policy.objective()).as("inherited").isEqualTo(Objective.ENERGY);
        }
    }

    @Test
    void compiler_tooSlow_isStopped() throws Exception {
        TestingPacks.write(folder, RULES.replace("0.1", "0.2"));
        PackStore store = new PackStore(state, compiler("java", Duration.ofMillis(1)));

        assertThatExceptionOfType(PackException.class)
                .isThrownBy(() -> store.load(folder.toString()))
                .withMessageContaining("the rule compiler was stopped after");
    }

    private PackStore withoutCompiler() {
        return new PackStore(state, compiler("/nowhere/java", Duration.ofSeconds(60)));
    }

    private static CompilerProcess compiler(String java, Duration limit) {
        return new CompilerProcess(java, System.getProperty("java.class.path"), limit);
    }

    private Path packs() {
        return state.resolve("packs");
    }

    private Path jar() throws IOException {
        return list(packs()).stream()
                .filter(file -> file.toString().endsWith(".jar"))
                .findFirst()
                .orElseThrow();
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
