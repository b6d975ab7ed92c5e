package io.gearshift.policies.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gearshift.core.policy.Objective;
import io.gearshift.core.policy.Relaxation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackSourceTest {

    private static final String RULE =
            "rule \"Hot\" when Device( heat == HOT ) then policy.objective(ENERGY, \"hot\"); end\n";

    @TempDir
    private Path dir;

    @Test
    void reference_ofABuiltInPack_isReadFromTheResources() throws Exception {
        PackSource source = PackSource.of("default");

        assertThat(source.manifest().name()).isEqualTo("default");
        assertThat(source.files()).containsKey("heat.drl");
        assertThat(source.folders()).isEmpty();
    }

    @Test
    void reference_nearABuiltInName_isSaidWithThatName() {
        assertThatExceptionOfType(PackException.class)
                .isThrownBy(() -> PackSource.of("defualt"))
                .withMessageContaining("no policy pack at defualt")
                .withMessageContaining("did you mean default?");
    }

    @Test
    void pack_withoutRulesOfItsOwn_isValidWhenItExtendsAnother() throws Exception {
        Path pack = pack("mine", "extends: default\ndisable: [\"Metered: send nothing\"]\n");

        assertThat(PackSource.read(pack).files()).isEmpty();
        assertThat(PackSource.read(pack).folders()).containsExactly(pack);
    }

    /** For YAML this is the number 1.1. */
    @Test
    void version_unquoted_isTakenAsWritten() throws Exception {
        Path pack = pack("mine", "", RULE);
        Files.writeString(pack.resolve("pack.yaml"), "name: mine\nversion: 1.10\n");

        assertThat(PackSource.read(pack).manifest().version()).isEqualTo("1.10");
    }

    @Test
    void pack_withoutRulesOrParent_isRefused() throws Exception {
        assertProblem(pack("mine", ""), "pack.yaml: no rules", "or extend another pack");
    }

    @Test
    void objectiveAndRelaxation_notGiven_areInherited() throws Exception {
        pack("base", "objective: energy\nrelaxation: [memory, power]\n", RULE);
        PackSource silent = PackSource.read(pack("silent", "extends: ../base\n"));
        PackSource own = PackSource.read(pack("own", "extends: ../silent\nobjective: latency\nrelaxation: []\n"));

        assertThat(silent.objective()).isEqualTo(Objective.ENERGY);
        assertThat(silent.relaxation()).containsExactly(Relaxation.MEMORY, Relaxation.POWER);
        assertThat(own.objective()).isEqualTo(Objective.LATENCY);
        assertThat(own.relaxation()).isEmpty();
        assertThat(own.folders()).containsExactly(dir.resolve("own"), dir.resolve("silent"), dir.resolve("base"));
    }

    @Test
    void hash_changesWithEveryByteOfAParent() throws Exception {
        Path base = pack("base", "", RULE);
        Path pack = pack("mine", "extends: ../base\n");
        String before = PackSource.read(pack).hash();
        Files.writeString(base.resolve("rules.drl"), "// a remark\n" + RULE);

        assertThat(PackSource.read(pack).hash()).isNotEqualTo(before);
    }

    @Test
    void parent_notThere_isSaidAtItsKeyWithTheNearestName() throws Exception {
        assertProblem(
                pack("mine", "extends: defalt\n"),
                "pack.yaml:3:10: extends: no policy pack at defalt",
                "did you mean default?");
        assertProblem(
                pack("mine", "extends: ../nowhere\n"),
                "extends: no policy pack at ../nowhere",
                "name a built-in pack (default, ");
    }

    @Test
    void parent_absolute_isRefused() throws Exception {
        Path base = pack("base", "", RULE);

        assertProblem(
                pack("mine", "extends: " + base + "\n"),
                "pack.yaml:3:10: extends: " + base + " is an absolute path",
                "give it relative to this pack");
    }

    @Test
    void parents_inACircle_areRefusedWhereItCloses() throws Exception {
        Path mine = pack("mine", "extends: ../a\n", RULE);
        pack("a", "extends: ../b\n", RULE);
        pack("b", "extends: ../a\n", RULE);

        assertProblem(mine, "../b/pack.yaml:3:10: extends: a circle: ../a extends ../b extends ../a");
        assertProblem(
                pack("mine", "extends: .\n", RULE), "pack.yaml:3:10: extends: a circle: this pack extends this pack");
    }

    @Test
    void chain_ofEight_isReadAndOfNineIsRefused() throws Exception {
        pack("p1", "", RULE);
        for (int i = 2; i <= 9; i++) {
            pack("p" + i, "extends: ../p" + (i - 1) + "\n");
        }

        assertThat(PackSource.read(dir.resolve("p8")).chain()).hasSize(8);
        assertProblem(dir.resolve("p9"), "../p2/pack.yaml:3:10: extends: a chain of over 8 packs: this pack, ../p8");
    }

    @Test
    void problems_ofPackAndParents_areAllSaid() throws Exception {
        Path base = pack("base", "objective: enrgy\n", RULE);
        Files.write(base.resolve("latin.drl"), new byte[] {(byte) 0xe9});
        Path mine = pack("mine", "extends: ../base\ndisable: [a, a]\n");
        Files.createSymbolicLink(mine.resolve("link.drl"), base.resolve("rules.drl"));

        assertProblem(
                mine, "link.drl: is a link that leaves the pack", "  pack.yaml:4:14: disable: \"a\" is given twice");
        Files.delete(mine.resolve("link.drl"));
        assertProblem(
                pack("mine", "extends: ../base\n"),
                "../base/pack.yaml:3:12: objective: \"enrgy\"",
                "../base/latin.drl:1:1: is not UTF-8 text");
    }

    @Test
    void disable_withoutParent_isRefused() throws Exception {
        assertProblem(
                pack("mine", "disable: [Hot]\n", RULE),
                "pack.yaml:3:1: disable: this pack extends no other, so it inherits no rule");
    }

    @Test
    void key_almostExtends_isSaid() throws Exception {
        assertProblem(pack("mine", "extend: default\n", RULE), "unknown key extend (did you mean extends?)");
    }

    @Test
    void folder_calledLikeABuiltInPack_isNotTakenForIt() throws Exception {
        pack("mine/default", "", RULE);
        PackSource parent =
                PackSource.read(pack("mine", "extends: ./default\n")).parent();

        assertThat(parent).isNotNull();
        assertThat(parent.label()).isEqualTo("./default/");
        assertThat(parent.files()).containsOnlyKeys("rules.drl");
    }

    private void assertProblem(Path pack, String... said) {
        PackException e = catchThrowableOfType(PackException.class, () -> PackSource.read(pack));

        assertThat(e).hasMessageContainingAll(said);
    }

    private Path pack(String name, String keys, String... rules) throws IOException {
        Path folder = Files.createDirectories(dir.resolve(name));
        Files.writeString(folder.resolve("pack.yaml"), "name: p\nversion: \"1\"\n" + keys);
        for (String text : rules) {
            Files.writeString(folder.resolve("rules.drl"), text);
        }
        return folder;
    }
}
