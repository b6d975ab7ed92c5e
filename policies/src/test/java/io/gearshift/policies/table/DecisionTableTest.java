package io.gearshift.policies.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.gearshift.policies.language.Checked;
import io.gearshift.policies.language.Problem;
import io.gearshift.policies.language.RuleReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.drools.decisiontable.InputType;
import org.drools.decisiontable.SpreadsheetCompiler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecisionTableTest {

    /** The layout of Drools' own documents. */
    private static final String TABLE = """
            RuleSet,limits
            Notes,for people

            RuleTable Limits
            NAME,CONDITION,CONDITION,CONDITION,ACTION,PRIORITY,DESCRIPTION
            ,Device( )...,Device( )...,$c : Candidate( ),,,
            ,heat == $param,temperatureC > $param,threads > $param,"policy.forbid($c, ""$param"");",,
            rule,heat,over,threads,why,,
            Hot many,HOT,70,1,the device is hot,5,first
            Warm,WARM,,2,the device is warm,,second
            ,CRITICAL,90,0,too hot,,

            a remark below
            """;

    @Test
    void rows_becomeRulesAtTheirPlaces() {
        RuleFile file = read(TABLE);
        Checked checked = RuleReader.read("limits.csv", file.text());

        assertThat(checked.problems()).isEmpty();
        assertThat(checked.rules().stream().map(file::placed).map(r -> r.name() + " " + r.file() + ":" + r.line()))
                .containsExactly("Hot many limits.csv:9", "Warm limits.csv:10", "Limits_11 limits.csv:11");
        assertThat(file.text())
                .contains("Device(heat == HOT, temperatureC > 70)", "Device(heat == WARM)")
                .contains("$c : Candidate(threads > 1)", "policy.forbid($c, \"the device is hot\");", "salience 5");
    }

    @Test
    void rules_areThoseThatDroolsMakes() {
        String drools = new SpreadsheetCompiler()
                .compile(new ByteArrayInputStream(TABLE.getBytes(StandardCharsets.UTF_8)), InputType.CSV);

        assertThat(words(read(TABLE).text())).isEqualTo(words(drools));
        assertThat(words(drools)).hasSizeGreaterThan(20);
    }

    /** Without comments, package and blank space. */
    private static List<String> words(String drl) {
        return drl.lines()
                .map(line -> line.replaceAll("//.*|/\\*.*\\*/", "").strip())
                .filter(line -> !line.isEmpty() && !line.startsWith("package"))
                .toList();
    }

    @Test
    void workbook_givesTheSameRulesAsText() throws Exception {
        RuleFile file = DecisionTable.read("limits.xlsx", workbook(sheet -> {}), fail());

        assertThat(file.text()).isEqualTo(read(TABLE).text());
    }

    @Test
    void mistake_inAValue_isSaidAtItsCell() {
        assertThat(problems(TABLE.replace("Warm,WARM", "Warm,WARN")))
                .singleElement()
                .satisfies(p -> {
                    assertThat(p.toString())
                            .startsWith("limits.csv:10:2: cell B10: ")
                            .contains("WARM");
                });
        assertThat(problems(TABLE.replace("CRITICAL,90", "CRITICAL,hot")))
                .isNotEmpty()
                .allMatch(p -> p.line() == 11 && p.column() == 3);
    }

    @Test
    void mistake_inAHeader_isSaidOnceAtItsCell() {
        assertThat(problems(TABLE.replace("temperatureC >", "temprature >")))
                .extracting(Problem::toString)
                .singleElement()
                .asString()
                .startsWith("limits.csv:7:3: cell C7: ")
                .contains("temperatureC");
        assertThat(problems(TABLE.replace("$c : Candidate( )", "$c : Candidat( )")))
                .isNotEmpty()
                .allMatch(p -> p.line() == 6 && p.column() == 4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Import", "Variables", "Functions", "Queries", "Declare", "Sequential", "EscapeQuotes", "dialect"
            })
    void setting_thatBringsInCode_isRefusedAtItsCell(String setting) {
        assertThat(problems(TABLE.replace("Notes,for people", setting + ",java.lang.Runtime")))
                .extracting(Problem::toString)
                .singleElement()
                .asString()
                .startsWith("limits.csv:2:1: cell A2: " + setting + " is not allowed in a policy");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NO-LOOP", "AGENDA-GROUP", "TIMER", "METADATA", "DURATION"})
    void column_thatSteersTheEngine_isRefusedAtItsCell(String kind) {
        assertThat(problems(TABLE.replace("DESCRIPTION", kind)))
                .extracting(Problem::toString)
                .anyMatch(said -> said.startsWith("limits.csv:5:7: cell G5: " + kind + " is not allowed"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "System.exit(1);",
                "policy.forbid($c, Runtime.getRuntime().exec($param));",
                "while (true) { }",
                "policy.getClass();",
                "drools.halt();"
            })
    void snippet_thatIsCode_isRefusedLikeInARuleFile(String code) {
        assertThat(problems(TABLE.replace("\"policy.forbid($c, \"\"$param\"\");\"", '"' + code + '"')))
                .isNotEmpty()
                .allMatch(p -> p.line() >= 7);
    }

    @Test
    void value_thatBreaksOutOfItsText_isRefusedAtItsCell() {
        assertThat(problems(TABLE.replace("the device is warm", "\"x\"\"); System.exit(1); //\"")))
                .extracting(Problem::toString)
                .anyMatch(said -> said.startsWith("limits.csv:10:5: cell E10: a double quote in a value"));
    }

    @Test
    void layout_broken_isSaidAtItsCell() {
        assertSaid(TABLE.replace("RuleTable", "Rule Table"), "limits.csv: no table", "RuleTable NAME");
        assertSaid(TABLE.replace("NAME,CONDITION", "NAME,CONDITON"), ":5:2: cell B5: \"CONDITON\"", "CONDITION?");
        assertSaid(TABLE.replace("threads > $param", ""), ":5:4: cell D5: this column has no snippet", "row 7");
        assertSaid(TABLE.replace("threads > $param", "threads"), ":7:4: cell D7: this snippet has no place", "$param");
        assertSaid(TABLE.replace("Device( )...,Device( )...", "heat == $param,"), ":6:2: cell B6: a value cannot");
        assertSaid(TABLE.replace("second", "second,stray"), ":10:8: cell H10: there is no kind above this cell");
    }

    @Test
    void text_ofAnyKind_givesProblemsAndNoException() {
        for (String text :
                List.of("", ",,,", "RuleTable", "RuleTable x\n,", "RuleTable x\nCONDITION\n\n\n\nx", "\"", ";;")) {
            assertThat(problems(text).size()).as(text).isBetween(0, 5);
        }
        for (int cut = 0; cut < TABLE.length(); cut += 3) {
            problems(TABLE.substring(0, cut));
            problems(TABLE.substring(cut));
        }
    }

    @Test
    void formula_withinTheWorkbook_isWorkedOut() throws Exception {
        byte[] bytes = workbook(sheet -> sheet.getRow(8).getCell(2).setCellFormula("60+10"));

        assertThat(DecisionTable.read("limits.xlsx", bytes, fail()).text())
                .isEqualTo(read(TABLE).text());
    }

    @Test
    void formula_thatCannotBeWorkedOut_isSaidAtItsCell() throws Exception {
        List<Problem> problems = new ArrayList<>();
        DecisionTable.read(
                "limits.xlsx", workbook(sheet -> sheet.getRow(8).getCell(2).setCellFormula("1/0")), problems);

        assertThat(problems)
                .extracting(Problem::toString)
                .singleElement()
                .asString()
                .startsWith("limits.xlsx:9:3: cell C9: the formula 1/0 gives an error");
    }

    @Test
    void workbook_thatIsNone_isRefusedInOurWords() throws Exception {
        for (byte[] bytes : List.of(new byte[0], "PK text".getBytes(StandardCharsets.UTF_8), new byte[5000], bomb())) {
            List<Problem> problems = new ArrayList<>();
            DecisionTable.read("limits.xlsx", bytes, problems);

            assertThat(problems)
                    .singleElement()
                    .satisfies(p -> assertThat(p.toString())
                            .startsWith("limits.xlsx: is no workbook that can be read")
                            .doesNotContain("org.apache")
                            .hasSizeLessThan(600));
        }
    }

    /** A workbook whose one part unfolds to 200 MB. */
    private static byte[] bomb() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("[Content_Types].xml"));
            byte[] blank = new byte[1 << 20];
            for (int i = 0; i < 200; i++) {
                zip.write(blank);
            }
            zip.closeEntry();
        }
        return bytes.toByteArray();
    }

    private static byte[] workbook(Consumer<XSSFSheet> change) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (XSSFWorkbook workbook = new XSSFWorkbook()) {
            XSSFSheet sheet = workbook.createSheet("Limits");
            CsvSheet.read("limits.csv", TABLE.replace("...", "").getBytes(StandardCharsets.UTF_8), fail())
                    .rows()
                    .forEach((number, cells) -> {
                        Row row = sheet.createRow(number);
                        cells.forEach(cell -> {
                            if (cell.text().matches("[0-9]+")) {
                                row.createCell(cell.column()).setCellValue(Double.parseDouble(cell.text()));
                            } else {
                                row.createCell(cell.column()).setCellValue(cell.text());
                            }
                        });
                    });
            sheet.addMergedRegion(new CellRangeAddress(5, 5, 1, 2));
            change.accept(sheet);
            workbook.write(bytes);
        }
        return bytes.toByteArray();
    }

    private static void assertSaid(String table, String... parts) {
        assertThat(problems(table))
                .extracting(Problem::toString)
                .anySatisfy(said -> assertThat(said).contains(parts));
    }

    private static RuleFile read(String text) {
        return DecisionTable.read("limits.csv", text.getBytes(StandardCharsets.UTF_8), fail());
    }

    /** A list that takes no problem. */
    private static List<Problem> fail() {
        return List.of();
    }

    /** Of table and rules, each once, as a build says them. */
    private static List<Problem> problems(String text) {
        List<Problem> problems = new ArrayList<>();
        RuleFile file = DecisionTable.read("limits.csv", text.getBytes(StandardCharsets.UTF_8), problems);
        if (problems.isEmpty()) {
            RuleReader.read("limits.csv", file.text()).problems().stream()
                    .map(file::placed)
                    .distinct()
                    .forEach(problems::add);
        }
        return problems;
    }
}
