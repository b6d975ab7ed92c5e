package io.gearshift.policies.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.gearshift.policies.language.Problem;
import io.gearshift.policies.pack.PackStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.function.Consumer;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packs that cannot be kept as files of this repository: links, folders, sizes, workbooks. */
class PackCheckTest {

    private static final String BROKEN =
            "rule \"A\"\nwhen\n  $c : Candidate( precison == FP32 )\nthen\n  policy.forbid($c, \"x\");\nend\n";

    private static final String PRECISION =
            "rules.drl:3:19: Candidate has no field 'precison' (did you mean precision?)";

    @TempDir
    private Path dir;

    @BeforeEach
    void pack() throws IOException {
        Files.writeString(dir.resolve("pack.yaml"), "name: p\nversion: \"1\"\n");
        Files.writeString(dir.resolve("rules.drl"), BROKEN);
    }

    @Test
    void folder_namedLikeRules_isSaidBesideTheOtherProblems() throws Exception {
        Files.createDirectory(dir.resolve("x.drl"));

        assertThat(said())
                .containsExactly(PRECISION, "x.drl: is a folder, not a file (give it another name, or remove it)");
    }

    @Test
    void machineThatCannotBuild_isOneProblemBesideThePacksOwn(@TempDir Path state) throws Exception {
        Files.writeString(
                dir.resolve("rules.drl"),
                "rule \"A\"\nwhen\n  $d : Device( heat == HOT )\n  $c : Candidate( !isLightest )\nthen\n"
                        + "  policy.forbid($c, \"x\");\nend\n");
        Path built = Files.createDirectory(state.resolve("packs"));
        Files.setPosixFilePermissions(built, PosixFilePermissions.fromString("rwxrwxrwx"));
        CheckReport report = PackCheck.of(dir.toString(), new PackStore(state));

        assertThat(report.problems())
                .extracting(Problem::code, Problem::file, Problem::isError)
                .containsExactly(tuple("compiler", "pack.yaml", true), tuple("unused-fact", "rules.drl", false));
        assertThat(report.problems().get(0).message())
                .isEqualTo("cannot be built: " + built + " can be written by other users");
        assertThat(report.problems().get(0).hint()).contains("chmod 700");
        assertThat(report.rules()).isEqualTo(1);
    }

    @Test
    void link_outOfThePack_isSaidAndNotRead(@TempDir Path elsewhere) throws Exception {
        Path secret = Files.writeString(elsewhere.resolve("secret"), "root:x:0:0\n");
        Files.createSymbolicLink(dir.resolve("p.drl"), secret);
        CheckReport report = PackCheck.of(dir.toString(), null);

        assertThat(said()).containsExactly("p.drl: is a link that leaves the pack (copy the file)", PRECISION);
        assertThat(PrettyReport.of(report)).doesNotContain("root:x");
        assertThat(report.texts()).doesNotContainKey("p.drl");
    }

    @Test
    void link_toNothing_isSaidWithoutNamesOfClasses() throws Exception {
        Files.createSymbolicLink(dir.resolve("gone.drl"), dir.resolve("nowhere"));

        assertThat(said()).containsExactly("gone.drl: is a link to nothing (remove it, or mend it)", PRECISION);
    }

    @Test
    void file_ofTwoMegabytes_isSaidAndNotShown() throws Exception {
        Files.writeString(dir.resolve("big.drl"), "// x\n".repeat(400_000));

        assertThat(said()).containsExactly("big.drl: is larger than 1 MiB (1048576 bytes) (split it)", PRECISION);
    }

    @Test
    void description_missing_rulesAreReadAllTheSame() throws Exception {
        Files.move(dir.resolve("pack.yaml"), dir.resolve("pack.yml"));

        assertThat(said()).containsExactly("pack.yaml: is missing (rename pack.yml to pack.yaml)", PRECISION);
        assertThat(PrettyReport.of(PackCheck.of(dir.toString(), null)))
                .contains(dir.resolve("pack.yaml").toString());
    }

    @Test
    void inherited_rule_inAFileThatCannotBeRead_isNoMisspeltMode() throws Exception {
        Files.writeString(
                dir.resolve("rules.drl"),
                BROKEN.replace("precison == FP32", "!isLightest").replace("$c :", "Mode( name == \"x\" ) $c :"));
        Files.write(dir.resolve("latin.drl"), "// hei\u00df".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(said()).singleElement().asString().startsWith("latin.drl:1:7: is not UTF-8 text");
        Files.delete(dir.resolve("latin.drl"));
        assertThat(said()).singleElement().asString().contains("no rule inserts the Mode \"x\"");
    }

    @Test
    void workbook_withTablesOnTwoSheets_isReadWhole() throws Exception {
        Files.delete(dir.resolve("rules.drl"));
        workbook(book -> {
            book.createSheet("Read me").createRow(0).createCell(0).setCellValue("these are notes");
            table(book.createSheet("Day"), "HOT");
            table(book.createSheet("Night"), "HOTT");
        });

        assertThat(PackCheck.of(dir.toString(), null).rules()).isEqualTo(2);
        assertThat(said())
                .containsExactly("t.xlsx:6:2: cell Night!B6: Heat has no constant 'HOTT' (did you mean HOT?)");
        assertThat(PrettyReport.of(PackCheck.of(dir.toString(), null)))
                .contains(" Night!B6 | HOTT\n", "          | ^^^^\n");
    }

    @Test
    void workbook_withAHiddenTable_isRefused() throws Exception {
        Files.delete(dir.resolve("rules.drl"));
        workbook(book -> {
            table(book.createSheet("Day"), "HOT");
            table(book.createSheet("Night"), "WARM");
            book.setSheetHidden(1, true);
        });

        assertThat(said())
                .containsExactly("t.xlsx: sheet Night is hidden and holds a table"
                        + " (show it, or remove it: a reader must see every rule)");
    }

    @Test
    void description_withAMistake_itsOtherKeysCount() throws Exception {
        Files.writeString(dir.resolve("pack.yaml"), """
                name: p
                version: "1"
                extends: default
                objective: acc
                disable: ["Hot: one thred", "Hot: one thread", "Hot: one thread", 5]
                """);
        Files.createDirectory(dir.resolve("tests"));
        Files.writeString(
                dir.resolve("tests/a.yaml"),
                "tests:\n  - name: t\n    expect: {fired: [\"Critical: act now\", \"No such rule at all\"]}\n");

        assertThat(said())
                .hasSize(7)
                .contains(PRECISION)
                .anyMatch(p -> p.contains("objective: \"acc\""))
                .anyMatch(p ->
                        p.contains("no rule named \"Hot: one thred\" is inherited (did you mean \"Hot: one thread\"?)"))
                .anyMatch(p -> p.contains("\"Hot: one thread\" is given twice"))
                .anyMatch(p -> p.contains("no rule named \"5\" is inherited"))
                .anyMatch(p -> p.contains("the pack has no rule \"No such rule at all\""));
    }

    @Test
    void parent_withAMistakeInItsDescription_itsRulesAreToldAndKnown(@TempDir Path folder) throws Exception {
        Path parent = Files.createDirectory(folder.resolve("parent"));
        Path child = Files.createDirectories(folder.resolve("child/tests")).getParent();
        Files.writeString(parent.resolve("pack.yaml"), "name: p\nversion: \"1\"\nobjective: acc\n");
        Files.writeString(parent.resolve("rules.drl"), BROKEN);
        Files.writeString(
                child.resolve("pack.yaml"), "name: c\nversion: \"1\"\nextends: ../parent\ndisable: [\"B\"]\n");
        Files.writeString(child.resolve("tests/a.yaml"), "tests:\n  - name: t\n    expect: {fired: \"A\"}\n");

        assertThat(said(child))
                .hasSize(3)
                .anyMatch(p -> p.startsWith("../parent/pack.yaml:3:12: objective: \"acc\""))
                .anyMatch(p -> p.equals("../parent/" + PRECISION))
                .anyMatch(p -> p.contains("no rule named \"B\" is inherited"));

        Files.writeString(parent.resolve("pack.yaml"), "name: p\nversion: \"1\"\nextends: ../nowhere\n");
        assertThat(said(child))
                .hasSize(2)
                .anyMatch(p -> p.contains("extends: no policy pack at ../nowhere"))
                .anyMatch(p -> p.equals("../parent/" + PRECISION));
    }

    private static List<String> said(Path pack) throws Exception {
        return PackCheck.of(pack.toString(), null).problems().stream()
                .map(Problem::toString)
                .toList();
    }

    private List<String> said() throws Exception {
        return PackCheck.of(dir.toString(), null).problems().stream()
                .map(Problem::toString)
                .toList();
    }

    private void workbook(Consumer<XSSFWorkbook> fill) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (XSSFWorkbook workbook = new XSSFWorkbook()) {
            fill.accept(workbook);
            workbook.write(bytes);
        }
        Files.write(dir.resolve("t.xlsx"), bytes.toByteArray());
    }

    private static void table(Sheet sheet, String heat) {
        List<List<String>> rows = List.of(
                List.of("RuleTable " + sheet.getSheetName()),
                List.of("NAME", "CONDITION", "CONDITION", "ACTION"),
                List.of("", "Device( )", "$c : Candidate( )", ""),
                List.of("", "heat == $param", "!isLightest, threads > $param", "policy.forbid($c, \"$param\");"),
                List.of("for people", "heat", "threads", "why"),
                List.of(sheet.getSheetName() + ": one thread", heat, "1", "warm"));
        for (int i = 0; i < rows.size(); i++) {
            Row row = sheet.createRow(i);
            for (int j = 0; j < rows.get(i).size(); j++) {
                row.createCell(j).setCellValue(rows.get(i).get(j));
            }
        }
    }
}
