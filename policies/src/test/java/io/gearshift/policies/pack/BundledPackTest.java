package io.gearshift.policies.pack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gearshift.core.policy.Device;
import io.gearshift.core.policy.Policy;
import io.gearshift.policies.bundle.Bundle;
import io.gearshift.policies.bundle.Keys;
import io.gearshift.policies.rules.CompiledPack;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

class BundledPackTest {

    private static final String RULES = """
            rule "Light"
            when
              $c : Candidate( precision == INT8 )
            then
              policy.prefer($c, 0.1, "light");
            end
            """;
    private static final String BASE = """
            rule "Full"
            when
              $c : Candidate( precision == FP32 )
            then
              policy.prefer($c, 0.2, "full");
            end
            """;
    private static final KeyPair KEY = Keys.generate();

    @TempDir
    private static Path built;

    private static Path pack;
    private static Bundle bundle;

    @TempDir
    private Path state;

    /** A pack that extends the folder beside it, with a test. */
    @BeforeAll
    static void build() throws Exception {
        TestingPacks.write(built.resolve("fleet/base"), BASE);
        pack = TestingPacks.write(built.resolve("fleet/shop"), RULES);
        Files.writeString(pack.resolve("pack.yaml"), "name: shop\nversion: \"1.2\"\nextends: ../base\n");
        Files.createDirectories(pack.resolve("tests"));
        Files.writeString(pack.resolve("tests/all.yaml"), "cases");
        Files.writeString(pack.resolve("notes.txt"), "not the pack's");
        bundle = new PackStore(built).bundle(pack.toString(), "0.1.0");
    }

    @Test
    void bundle_holdsCodeTextTestsAndParents_andNothingElse() {
        assertThat(bundle.head().entries())
                .containsOnlyKeys(
                        "pack.jar",
                        "sources/base/pack.yaml",
                        "sources/base/rules.drl",
                        "sources/shop/pack.yaml",
                        "sources/shop/rules.drl",
                        "sources/shop/tests/all.yaml");
        assertThat(bundle.head().folder()).isEqualTo("sources/shop");
        assertThat(bundle.head().name()).isEqualTo("shop");
        assertThat(bundle.head().version()).isEqualTo("1.2");
    }

    @Test
    void bundle_ofTheSamePack_hasTheSameBytes() throws Exception {
        assertThat(new PackStore(built).bundle(pack.toString(), "0.1.0").bytes())
                .isEqualTo(bundle.bytes());
    }

    @Test
    void unpacked_isTheSamePack() throws Exception {
        assertThat(PackSource.read(bundle.unpack(state)).hash())
                .isEqualTo(bundle.head().hash())
                .isEqualTo(PackSource.read(pack).hash());
    }

    @Test
    void signedByTrustedKey_runsWithoutCompiler() throws Exception {
        Path file = Files.write(
                state.resolve("shop.gsp"), bundle.signed(KEY.getPrivate()).bytes());

        try (Policy policy = deviceWithoutCompiler(List.of(KEY)).load(file.toString())) {
            assertThat(policy.id().hash()).isEqualTo(bundle.head().hash());
            assertThat(policy.evaluate(TestingPacks.input(Device.unknown())).verdicts())
                    .hasSize(2);
        }
    }

    @Test
    void signedByAnother_isNeverRunAsBuilt() throws Exception {
        Bundle signed = bundle.signed(Keys.generate().getPrivate());

        assertThatThrownBy(() -> deviceWithoutCompiler(List.of(KEY)).load(signed))
                .hasMessageContaining("the rule compiler does not start");
    }

    /** Its code is not even a jar: had it been looked at, loading would have failed. */
    @Test
    void codeOfUnsigned_isNotUsed_itsTextIs() throws Exception {
        byte[] file = Bundle.of(
                        "shop",
                        "1.2",
                        bundle.head().hash(),
                        PackSource.runtime(),
                        "0.1.0",
                        "evil".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                        "shop",
                        Carried.of(PackSource.read(pack)).files())
                .bytes();

        try (Policy policy = new PackStore(built).load(Bundle.read(file))) {
            assertThat(policy.id().hash()).isEqualTo(bundle.head().hash());
        }
    }

    @Test
    void builtForAnotherEngine_isRefused() throws Exception {
        Bundle other = Bundle.of(
                        "shop",
                        "1.2",
                        bundle.head().hash(),
                        "00".repeat(32),
                        "9.9.9",
                        bundle.jar(),
                        "shop",
                        Map.of("shop/pack.yaml", new byte[0]))
                .signed(KEY.getPrivate());

        assertThatThrownBy(() -> deviceWithoutCompiler(List.of(KEY)).load(other))
                .isInstanceOf(PackException.class)
                .hasMessage("policy bundle shop 1.2 was built by Gearshift 9.9.9, for another rule engine or vocabulary"
                        + " than this one has\n  build it with the version of Gearshift that runs here");
    }

    @Test
    void codeOfAnotherPack_isRefused() throws Exception {
        Bundle other = Bundle.of(
                        "shop",
                        "9.0",
                        bundle.head().hash(),
                        PackSource.runtime(),
                        "0.1.0",
                        bundle.jar(),
                        "shop",
                        Map.of("shop/pack.yaml", new byte[0]))
                .signed(KEY.getPrivate());

        assertThatThrownBy(() -> deviceWithoutCompiler(List.of(KEY)).load(other))
                .hasMessageContaining("holds the code of");
    }

    /** What `why` and `explain` show would not be what decides. */
    @Test
    void signedCode_besideAnotherText_isRefused() throws Exception {
        SortedMap<String, byte[]> files =
                new TreeMap<>(Carried.of(PackSource.read(pack)).files());
        String rules = files.keySet().stream()
                .filter(name -> name.endsWith(".drl"))
                .findFirst()
                .orElseThrow();
        files.put(rules, (new String(files.get(rules), UTF_8) + "// more\n").getBytes(UTF_8));
        Bundle other = Bundle.of(
                        "shop", "1.2", bundle.head().hash(), PackSource.runtime(), "0.1.0", bundle.jar(), "shop", files)
                .signed(KEY.getPrivate());

        assertThatThrownBy(() -> deviceWithoutCompiler(List.of(KEY)).load(other))
                .isInstanceOf(PackException.class)
                .hasMessageContaining("policy bundle shop 1.2 holds another text than its code was built from");
    }

    /** A signature says who made it, not that a compiler of rules did. */
    @Test
    void signedCode_thatNoRuleCompilesTo_isRefused() throws Exception {
        CompiledPack pack = PackJar.read(bundle.jar());
        ClassWriter evil = new ClassWriter(0);
        evil.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "gearshift/pack/Evil", null, "java/lang/Object", null);
        evil.visitMethod(Opcodes.ACC_NATIVE, "run", "()V", null, null).visitEnd();
        Map<String, byte[]> classes = new HashMap<>(pack.classes());
        classes.put("gearshift.pack.Evil", evil.toByteArray());
        byte[] jar = PackJar.write(new CompiledPack(
                pack.id(), pack.objective(), pack.relaxation(), pack.rules(), pack.text(), pack.modelClass(), classes));

        assertThatThrownBy(() -> deviceWithoutCompiler(List.of(KEY)).load(signed(jar)))
                .isInstanceOf(PackException.class)
                .hasMessageContaining("policy bundle shop 1.2 holds code that no rule compiles to:")
                .hasMessageContaining("gearshift.pack.Evil.run is native")
                .hasMessageContaining("take its key from policy.bundle.publicKeyFile");
    }

    /** A jar of a few hundred kilobytes inside the bundle, which has its own limits. */
    @Test
    void signedJar_thatUnfoldsWithoutEnd_isRefused() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream jar = new ZipOutputStream(bytes)) {
            jar.putNextEntry(new ZipEntry("gearshift/pack/Bomb.class"));
            for (int i = 0; i < 200; i++) {
                jar.write(new byte[1 << 20]);
            }
        }

        assertThatThrownBy(() -> deviceWithoutCompiler(List.of(KEY)).load(signed(bytes.toByteArray())))
                .isInstanceOf(PackException.class)
                .hasMessageContaining("over 33554432 bytes");
    }

    /** The text of an unsigned bundle is built here, and must not pull in what lies on this device. */
    @Test
    void unsignedText_thatExtendsAPackOfTheDevice_isRefused() throws Exception {
        TestingPacks.write(state.resolve("private"), BASE);
        byte[] manifest = "name: shop\nversion: \"1.2\"\nextends: ../../../../private\n"
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);
        Bundle outside = Bundle.of(
                "shop",
                "1.2",
                bundle.head().hash(),
                PackSource.runtime(),
                "0.1.0",
                bundle.jar(),
                "shop",
                Map.of("shop/pack.yaml", manifest));

        assertThatThrownBy(() -> deviceWithoutCompiler(List.of()).load(outside))
                .isInstanceOf(PackException.class)
                .hasMessageContaining("extends a pack that it does not carry");
    }

    private static Bundle signed(byte[] jar) throws Exception {
        return Bundle.of(
                        "shop",
                        "1.2",
                        bundle.head().hash(),
                        PackSource.runtime(),
                        "0.1.0",
                        jar,
                        "shop",
                        Carried.of(PackSource.read(pack)).files())
                .signed(KEY.getPrivate());
    }

    @Test
    void damagedFile_isNamed() throws Exception {
        Path file = Files.writeString(state.resolve("shop.gsp"), "hello");

        assertThatThrownBy(() -> new PackStore(state).load(file.toString()))
                .isInstanceOf(PackException.class)
                .hasMessageContaining("not a policy bundle");
    }

    @Test
    void builtInPack_canBeBundled() throws Exception {
        Bundle builtIn = new PackStore(state).bundle("default", "0.1.0").signed(KEY.getPrivate());

        try (Policy policy = deviceWithoutCompiler(List.of(KEY)).load(builtIn)) {
            assertThat(policy.id().pack()).isEqualTo("default");
        }
    }

    private PackStore deviceWithoutCompiler(List<KeyPair> keys) {
        return new PackStore(
                state.resolve("packs"),
                new CompilerProcess("/no/java", "", java.time.Duration.ofSeconds(1)),
                keys.stream().map(KeyPair::getPublic).toList());
    }
}
