package io.gearshift.policies.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gearshift.policies.language.RuleReader;
import io.gearshift.policies.pack.PackException;
import io.gearshift.policies.pack.PackSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackTextTest {

    private static final String METERED = "Metered: send nothing";

    @TempDir
    private Path dir;

    @Test
    void files_ofAPackThatExtends_areTheParentsThenItsOwn() throws Exception {
        List<RuleFile> files = PackText.of(PackSource.read(pack("mine", "extends: default\n", rule("Mine"))));

        assertThat(files)
                .extracting(RuleFile::name)
                .startsWith("default/battery.drl", "default/heat.drl")
                .endsWith("default/sensors.drl", "rules.drl");
    }

    @Test
    void rule_withAParentsName_takesItsPlaceAndLinesStay() throws Exception {
        Path mine = pack("mine", "extends: default\n", rule(METERED));
        RuleFile network = file(mine, "default/network.drl");
        String before =
                file(pack("plain", "extends: default\n"), "default/network.drl").text();

        assertThat(network.rules()).hasSize(3).doesNotContain(METERED);
        assertThat(file(mine, "rules.drl").rules()).containsExactly(METERED);
        assertThat(network.text().lines().count()).isEqualTo(before.lines().count());
        assertThat(line(network, "Device is well: compute here")).isEqualTo(line(before));
    }

    @Test
    void rule_disabled_isGone() throws Exception {
        Path mine = pack("mine", "extends: default\ndisable: [\"" + METERED + "\"]\n");

        assertThat(rules(mine)).doesNotContain(METERED).contains("Offline: compute here");
    }

    @Test
    void file_ofWhichNoRuleIsLeft_isGone() throws Exception {
        pack("base", "", rule("A") + rule("B"));
        Path mine = pack("mine", "extends: ../base\ndisable: [A]\n", rule("B"));

        assertThat(PackText.of(PackSource.read(mine)))
                .extracting(RuleFile::name)
                .containsExactly("rules.drl");
    }

    @Test
    void rule_overridden_isWhatThePackNextDownSays() throws Exception {
        pack("root", "", rule("A") + rule("B") + rule("C"));
        pack("base", "extends: ../root\ndisable: [C]\n", rule("A"));
        Path mine = pack("mine", "extends: ../base\n", rule("B") + rule("C"));

        assertThat(PackText.of(PackSource.read(mine)))
                .extracting(file -> file.name() + file.rules())
                .containsExactly("../base/rules.drl[A]", "rules.drl[B, C]");
    }

    @Test
    void disable_ofAnUnknownRule_isSaidWithTheNearestName() throws Exception {
        Path mine = pack("mine", "extends: default\ndisable: [\"Metred: send nothing\"]\n");

        assertThatExceptionOfType(PackException.class)
                .isThrownBy(() -> PackText.of(PackSource.read(mine)))
                .withMessageContaining("pack.yaml:4:11: disable: no rule named \"Metred: send nothing\" is inherited")
                .withMessageContaining("did you mean \"Metered: send nothing\"?");
    }

    @Test
    void disable_ofARuleThatAParentDisabled_isRefused() throws Exception {
        pack("base", "extends: default\ndisable: [\"" + METERED + "\"]\n");
        Path mine = pack("mine", "extends: ../base\ndisable: [\"" + METERED + "\"]\n");

        assertThatExceptionOfType(PackException.class)
                .isThrownBy(() -> PackText.of(PackSource.read(mine)))
                .withMessageContaining("is inherited");
    }

    private static String rule(String name) {
        return "rule \"" + name + "\" when Device( heat == HOT ) then policy.objective(ENERGY, \"hot\"); end\n";
    }

    private static List<String> rules(Path pack) throws PackException {
        return PackText.of(PackSource.read(pack)).stream()
                .flatMap(file -> file.rules().stream())
                .toList();
    }

    private static RuleFile file(Path pack, String name) throws PackException {
        return PackText.of(PackSource.read(pack)).stream()
                .filter(file -> file.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static int line(RuleFile file, String rule) {
        return RuleReader.read(file.name(), file.text()).rules().stream()
                .filter(info -> info.name().equals(rule))
                .findFirst()
                .orElseThrow()
                .line();
    }

    private static int line(String text) {
        return 1
                + (int) text.substring(0, text.indexOf("rule \"Device is well"))
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
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
