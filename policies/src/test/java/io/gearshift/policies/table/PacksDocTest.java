package io.gearshift.policies.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.gearshift.policies.pack.BuiltIn;
import io.gearshift.policies.pack.PackException;
import io.gearshift.policies.pack.PackManifest.Mention;
import io.gearshift.policies.pack.PackSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** docs/packs.md says of each built-in pack what it really changes. */
class PacksDocTest {

    static final List<String> NAMES = BuiltIn.NAMES;

    private static final Path DOC = Path.of("../docs/packs.md");

    @ParameterizedTest
    @FieldSource("NAMES")
    void table_hasARowOfThePack(String name) throws Exception {
        String[] row = Files.readAllLines(DOC).stream()
                .filter(line -> line.startsWith("| `" + name + "` |"))
                .findFirst()
                .orElseThrow()
                .split("\\|", -1);
        PackSource pack = PackSource.of(name);
        PackSource parent = pack.parent();
        Set<String> own = parent == null ? Set.of() : rules(pack);
        Set<String> inherited = parent == null
                ? Set.of()
                : rules(PackSource.of(parent.manifest().name()));

        assertThat(row[3].strip()).isEqualTo(pack.objective().name().toLowerCase(Locale.ROOT));
        assertThat(cell(row[4])).as("added").isEqualTo(without(own, inherited));
        assertThat(cell(row[5])).as("replaced").isEqualTo(without(own, without(own, inherited)));
        assertThat(cell(row[6]))
                .as("left out")
                .isEqualTo(new TreeSet<>(
                        pack.manifest().disable().stream().map(Mention::text).toList()));
    }

    private static Set<String> rules(PackSource pack) throws PackException {
        return PackText.of(pack).stream()
                .filter(file -> !file.name().startsWith("default/"))
                .flatMap(file -> file.rules().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> without(Set<String> rules, Set<String> gone) {
        Set<String> left = new TreeSet<>(rules);
        left.removeAll(gone);
        return left;
    }

    private static Set<String> cell(String text) {
        return Arrays.stream(text.split("·"))
                .map(String::strip)
                .filter(rule -> !rule.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
