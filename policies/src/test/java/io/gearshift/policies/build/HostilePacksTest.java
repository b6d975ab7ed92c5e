package io.gearshift.policies.build;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.gearshift.policies.language.Problem;
import io.gearshift.policies.pack.PackException;
import io.gearshift.policies.pack.PackSource;
import io.gearshift.policies.test.PackTests;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Packs made to hang, fill memory, read what is not theirs, or show something else than they do; everything around the rules,
 * whose own corpus is in {@code escapes}. Each is refused within its time, and what its author reads stands in one file.
 * {@code -Dapprove} writes it.
 */
class HostilePacksTest {

    private static final Path APPROVED = Path.of("src/test/resources/approved/hostile-packs.txt");

    /** For a hang: each takes well under a second. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final String RULE =
            "rule \"Hot\" when Device( heat == HOT ) then policy.objective(ENERGY, \"hot\"); end\n";
    private static final String YAML = "name: p\nversion: \"1\"\n";
    private static final String TEST = "tests:\n  - name: t\n    ";

    @TempDir
    private Path dir;

    private final Map<String, String> said = new TreeMap<>();

    private interface Making {
        void make(Path pack) throws Exception;
    }

    @Test
    void packs_hostile_areRefusedEachWithAClearError() throws Exception {
        manifests();
        parents();
        names();
        links();
        sizes();
        csv();
        workbooks();
        tests();

        String all = said.entrySet().stream()
                .map(e -> "== " + e.getKey() + "\n" + e.getValue() + "\n")
                .collect(Collectors.joining("\n"));
        if (System.getProperty("approve") != null) {
            Files.writeString(APPROVED, all);
        }
        assertThat(all).isEqualTo(Files.readString(APPROVED));
        assertThat(said.values())
                .allSatisfy(text -> assertThat(text.chars())
                        .as("harmless on a terminal: %s", text)
                        .noneMatch(c -> c < ' ' && c != '\n' || c >= 0x7f && c < 0xa0));
    }

    private void manifests() throws Exception {
        manifest("alias bomb", YAML + "description: &a [x, x]\ndisable: &b [*a, *a, *a]\nextends: [*b, *b, *b]\n");
        manifest("alias of itself", YAML + "disable: &a [*a]\n");
        manifest("deep nesting", YAML + "disable: " + "[".repeat(20_000) + "\n");
        manifest("huge description", YAML + "description: " + "x".repeat(20_000) + "\n");
        manifest("huge file", YAML + "description: " + "x".repeat(500_000) + "\n");
        manifest("tag of a class", "name: !!javax.script.ScriptEngineManager p\nversion: \"1\"\n");
        manifest(
                "tag that loads a jar",
                YAML + "disable: !!javax.script.ScriptEngineManager [!!java.net.URLClassLoader [[!!java.net.URL"
                        + " [\"http://127.0.0.1/\"]]]]\n");
        manifest("local tag", "name: !evil p\nversion: \"1\"\n");
        manifest("binary", "name: !!binary cA==\nversion: \"1\"\n");
        manifest("key twice", YAML + "name: q\n");
        manifest("merge key", "base: &b {name: p}\n<<: *b\nversion: \"1\"\n");
        manifest("key that is a list", YAML + "? [a, b]\n: c\n");
        manifest("two documents", YAML + "---\nname: q\n");
        manifest(
                "ten thousand keys",
                IntStream.range(0, 5_000).mapToObj(i -> "k" + i + ": 1\n").collect(Collectors.joining()));
        manifest(
                "five hundred disabled",
                YAML + "extends: default\ndisable: ["
                        + IntStream.range(0, 500).mapToObj(i -> "r" + i).collect(Collectors.joining(", ")) + "]\n");
        manifest("name with a path", "name: ../../etc/cron.d/x\nversion: \"1\"\n");
        manifest("name with a control character", "name: \"a\\e]0;owned\\a\"\nversion: \"1\"\n");
        manifest("version with a newline", "name: p\nversion: \"1\\n2\"\n");
        manifest("nul", "name: p\0\nversion: \"1\"\n");
    }

    private void parents() throws Exception {
        for (String parent : List.of(
                "../../../../../../etc",
                "/etc",
                "http://127.0.0.1/pack",
                "file:///etc",
                "jar:file:x.jar!/y",
                "\"base\\0\"",
                "\"\\e[2Jbase\"",
                "\"\"",
                ".",
                "./",
                "pack.yaml",
                "default/../../x",
                "~/pack",
                "x".repeat(5_000))) {
            manifest(
                    "extends " + (parent.length() > 40 ? "a very long name" : parent),
                    YAML + "extends: " + parent + "\n");
        }
        Path other = Files.createDirectories(dir.resolve("other"));
        pack("extends a link to itself", pack -> {
            Files.createSymbolicLink(pack.resolve("me"), pack);
            Files.writeString(pack.resolve("pack.yaml"), YAML + "extends: ./me\n");
        });
        pack("extends a pipe", pack -> {
            pipe(other.resolve("pipe"));
            Files.writeString(pack.resolve("pack.yaml"), YAML + "extends: ../other/pipe\n");
        });
        pack("extends a pack whose description is a pipe", pack -> {
            Path parent = Files.createDirectories(other.resolve("piped"));
            pipe(parent.resolve("pack.yaml"));
            Files.writeString(pack.resolve("pack.yaml"), YAML + "extends: ../other/piped\n");
        });
    }

    private void names() throws Exception {
        file("name with a newline", "a\nerror: fake.drl:1:1: nothing wrong.drl");
        file("name with a terminal sequence", "\u001b[2J.drl");
        file("name that turns the direction", "a\u202elrd.drl");
        file("name of look-alikes", "h\u0435at.drl");
        file("name of full-width letters", "\uff48eat.drl");
        file("name too long", "x".repeat(200) + ".drl");
        file("name with a backslash", "x\\..\\y.drl");
        file("name with a colon", "C:x.drl");
        file("table with macros", "rules.xlsm");
    }

    private void links() throws Exception {
        Path secret = Files.writeString(dir.resolve("secret.drl"), RULE);
        link("link out of the pack", "rules2.drl", secret);
        link("link to a device", "zero.drl", Path.of("/dev/zero"));
        link("link to a process file", "maps.csv", Path.of("/proc/self/maps"));
        link("link to nothing", "none.drl", Path.of("nowhere"));
        link("link to itself", "loop.drl", Path.of("loop.drl"));
        pack("description is a link out", pack -> {
            Files.delete(pack.resolve("pack.yaml"));
            Files.createSymbolicLink(pack.resolve("pack.yaml"), Files.writeString(dir.resolve("y.yaml"), YAML));
        });
        pack("pipe among the rules", pack -> pipe(pack.resolve("pipe.drl")));
        pack("pipe as table", pack -> pipe(pack.resolve("pipe.xlsx")));
        pack("pipe as description", pack -> {
            Files.delete(pack.resolve("pack.yaml"));
            pipe(pack.resolve("pack.yaml"));
        });
        pack("folder among the rules", pack -> Files.createDirectory(pack.resolve("rules.d.drl")));
    }

    private void sizes() throws Exception {
        pack("large rule file", pack -> Files.writeString(pack.resolve("big.drl"), "//" + "x".repeat(1 << 20)));
        pack("sparse rule file", pack -> {
            try (var file =
                    new java.io.RandomAccessFile(pack.resolve("sparse.drl").toFile(), "rw")) {
                file.setLength(1L << 33);
            }
        });
        pack("large pack", pack -> {
            for (int i = 0; i < 4; i++) {
                Files.writeString(pack.resolve("big" + i + ".drl"), "//" + "x".repeat((1 << 20) - 10));
            }
        });
        pack("many rule files", pack -> {
            for (int i = 0; i < 3_000; i++) {
                Files.writeString(pack.resolve("r" + i + ".drl"), "");
            }
        });
        pack("many files of another kind", pack -> {
            for (int i = 0; i < 500; i++) {
                Files.writeString(pack.resolve("r" + i + ".ods"), "");
            }
        });
        pack(
                "rules of nothing but errors",
                pack -> Files.writeString(
                        pack.resolve("rules.drl"), "rule \"r\" when Devise( ) then x(); end\n".repeat(10_000)));
        pack(
                "too many rules",
                pack -> Files.writeString(
                        pack.resolve("many.drl"),
                        IntStream.range(0, 500)
                                .mapToObj(i -> RULE.replace("Hot", "Hot" + i))
                                .collect(Collectors.joining())));
        pack("rules of a zero-byte file", pack -> Files.write(pack.resolve("rules.drl"), new byte[1 << 10]));
    }

    /** The layout around a row of cells: name, priority, condition, action. */
    private static String table(String name, String priority, String heat, String reason, String value) {
        return String.join(
                "\n",
                "RuleTable T",
                "NAME,PRIORITY,CONDITION,CONDITION,ACTION",
                ",,Device( )...,Device( )...,",
                ",,heat == $param,isCharging == $param,\"policy.objective(ENERGY, \"\"$param\"\");\"",
                "names,priorities,heat,charging,why",
                name + "," + priority + "," + heat + "," + value + "," + reason + "\n");
    }

    private void csv() throws Exception {
        csv("table, good", table("a", "1", "HOT", "hot", "true"));
        csv(
                "cell that closes its rule and opens another",
                table(
                        "a",
                        "1",
                        "HOT ) then policy.objective(ENERGY, 1); end rule second when Device( heat == HOT",
                        "hot",
                        "true"));
        csv("cell that opens a comment, cell that closes it", table("a", "1", "HOT /*", "hot", "*/ true"));
        csv("cell that hides the rest of its line", table("a", "1", "HOT //", "hot", "true"));
        csv("cell that adds a pattern", table("a", "1", "HOT ) Candidate( isLocal", "hot", "true"));
        csv("cell with a bracket of its own", table("a", "1", "HOT || ( heat == WARM )", "hot", "true"));
        csv("priority that is a rule", table("a", "1 when Device( ) then end rule x salience 2", "HOT", "hot", "true"));
        csv("quote in a reason", table("a", "1", "HOT", "\"hot\"\"); policy.pin($c, \"\"x\"", "true"));
        csv("backslash at the end of a reason", table("a", "1", "HOT", "hot\\", "true"));
        csv(
                "name with a quote and more",
                table("\"a\"\" when Device( ) then end rule \"\"b\"", "1", "HOT", "hot", "true"));
        csv("spreadsheet formula as reason", table("a", "1", "HOT", "=cmd|' /C calc'!A0", "true"));
        csv("spreadsheet formula as value", table("a", "1", "=1+1", "hot", "true"));
        csv("unicode escape", table("a", "1", "\\u0048OT", "hot", "true"));
        csv(
                "snippet that opens another rule",
                "RuleTable T\nCONDITION,ACTION\nDevice( ),\n\"heat == $param ) then policy.objective(ENERGY, \"\"x\"\"); end rule"
                        + " \"\"second\"\" when Device( heat == HOT\",\"policy.objective(ENERGY, \"\"$param\"\");\"\nh,w\nHOT,hot\n");
        csv("import as setting", "Import,java.io.File\n" + table("a", "1", "HOT", "hot", "true"));
        csv("functions as setting", "Functions,void f() {}\n" + table("a", "1", "HOT", "hot", "true"));
        csv(
                "thirty thousand rows",
                "RuleTable T\nCONDITION,ACTION\n,\nDevice( heat == $param ),\"policy.objective(ENERGY,"
                        + " \"\"$param\"\")\"\nh,w\n" + "HOT,hot\n".repeat(30_000));
        csv("a hundred thousand columns", "RuleTable T\n" + "CONDITION,".repeat(90_000) + "\n");
        csv("open quote", "RuleTable T\n\"" + "x".repeat(500_000));
    }

    private void workbooks() throws Exception {
        byte[] good = workbook(sheet -> null);
        xlsx("workbook that is none", "PK no".getBytes(UTF_8));
        xlsx("workbook cut short", java.util.Arrays.copyOf(good, good.length / 2));
        xlsx(
                "external entity",
                with(
                        good,
                        "xl/sharedStrings.xml",
                        "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>"
                                + "<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><si><t>&e;</t></si></sst>"));
        StringBuilder laughs = new StringBuilder("<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a0 \"ha\">");
        for (int i = 1; i < 30; i++) {
            laughs.append("<!ENTITY a")
                    .append(i)
                    .append(" \"")
                    .append(("&a" + (i - 1) + ";").repeat(10))
                    .append("\">");
        }
        xlsx(
                "billion laughs",
                with(
                        good,
                        "xl/sharedStrings.xml",
                        laughs + "]><sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/"
                                + "2006/main\"><si><t>&a29;</t></si></sst>"));
        xlsx("zip bomb", bomb(good, "xl/worksheets/sheet1.xml"));
        xlsx("bomb in a part that nobody reads", bomb(good, "xl/media/x.bin"));
        xlsx("way up in the archive", with(good, "../../evil.xml", "<x/>"));
        xlsx("formula of another workbook", workbook(sheet -> "'[http://127.0.0.1/x.xlsx]S'!A1"));
        xlsx("formula over the network", workbook(sheet -> "WEBSERVICE(\"http://127.0.0.1/\")"));
        xlsx("formula of itself", workbook(sheet -> "A6"));
        xlsx("formula over a sheet", workbook(sheet -> "SUM(A1:XFD1048576)"));
        xlsx("formula over whole columns", workbook(sheet -> "SUM(A:XFD)"));
        xlsx("formula that joins", workbook(sheet -> "B6&B6"));
        xlsx("formula that looks elsewhere", workbook(sheet -> "INDIRECT(\"A1\")"));
        xlsx("formula with a link", workbook(sheet -> "HYPERLINK(\"http://127.0.0.1/\")"));
        xlsx("formula that grows", workbook(sheet -> "REPT(REPT(\"x\",30000),30000)"));
    }

    private void tests() throws Exception {
        test(
                "series of a thousand million",
                TEST + "series: {temperatureC: 70x1000000000}\n    expect: {at: 1s, gear: int8}\n");
        test(
                "series of a hundred million in pieces",
                TEST + "series: {temperatureC: " + "70x999999 ".repeat(100) + "}\n"
                        + "    expect: {at: 1s, gear: int8}\n");
        test("series without end", TEST + "for: 100000000h\n    tick: 1ms\n    expect: {at: 1s, gear: int8}\n");
        test(
                "tick of nothing",
                TEST + "series: {temperatureC: 70x3}\n    tick: 0s\n    expect: {at: 1s, gear: int8}\n");
        test("tag of a class", TEST + "given: !!javax.script.ScriptEngineManager {}\n    expect: {gear: int8}\n");
        test("aliases by the thousand", "a: &a [" + "x, ".repeat(100) + "x]\nb: [" + "*a, ".repeat(1_000) + "*a]\n");
        test("deep nesting", "tests: " + "[".repeat(100_000));
        test("key twice", TEST + "expect: {gear: int8}\n    expect: {gear: fp32}\n");
        test("gear with a path", TEST + "expect: {gear: ../../etc/passwd}\n");
        test("include", "include: ../../etc/passwd\n" + TEST + "expect: {gear: int8}\n");
        pack("tests, pipe", pack -> pipe(tests(pack).resolve("pipe.yaml")));
        pack("tests, device", pack -> Files.createSymbolicLink(tests(pack).resolve("zero.yaml"), Path.of("/dev/zero")));
        pack(
                "tests, link out of the pack",
                pack -> Files.createSymbolicLink(tests(pack).resolve("secret.yaml"), Path.of("/etc/passwd")));
        pack("tests, folder is a link out of the pack", pack -> {
            Path elsewhere = Files.createDirectories(dir.resolve("elsewhere"));
            Files.writeString(elsewhere.resolve("t.yaml"), TEST);
            Files.createSymbolicLink(pack.resolve("tests"), elsewhere);
        });
        pack("tests, name with a newline", pack -> Files.writeString(tests(pack).resolve("a\nb.yaml"), TEST));
        pack("tests, large", pack -> Files.writeString(tests(pack).resolve("big.yaml"), "#".repeat(5 << 20)));
        pack("tests, many", pack -> {
            for (int i = 0; i < 300; i++) {
                Files.writeString(tests(pack).resolve("t" + i + ".yaml"), TEST);
            }
        });
    }

    private void manifest(String name, String yaml) throws Exception {
        pack("pack.yaml, " + name, pack -> Files.writeString(pack.resolve("pack.yaml"), yaml));
    }

    private void file(String name, String file) throws Exception {
        pack("file, " + name, pack -> Files.writeString(pack.resolve(file), RULE.replace("Hot", "Other")));
    }

    private void link(String name, String from, Path to) throws Exception {
        pack("file, " + name, pack -> Files.createSymbolicLink(pack.resolve(from), to));
    }

    private void csv(String name, String text) throws Exception {
        pack("csv, " + name, pack -> Files.writeString(pack.resolve("table.csv"), text));
    }

    private void xlsx(String name, byte[] bytes) throws Exception {
        pack("xlsx, " + name, pack -> Files.write(pack.resolve("table.xlsx"), bytes));
    }

    private void test(String name, String yaml) throws Exception {
        pack("tests, " + name, pack -> Files.writeString(tests(pack).resolve("t.yaml"), yaml));
    }

    private static Path tests(Path pack) throws IOException {
        return Files.createDirectories(pack.resolve("tests"));
    }

    private static void pipe(Path at) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("mkfifo", at.toString()).start().waitFor())
                .isZero();
    }

    private void pack(String name, Making making) throws Exception {
        Path pack = Files.createDirectory(dir.resolve("p" + said.size()));
        Files.writeString(pack.resolve("pack.yaml"), YAML);
        Files.writeString(pack.resolve("rules.drl"), RULE);
        making.make(pack);
        String text = assertTimeoutPreemptively(PATIENCE, () -> answer(pack), () -> name + " hangs");
        said.put(
                name,
                text.replace(dir.toString(), "DIR")
                        .replaceAll("DIR/p\\d+", "PACK")
                        .replaceAll("r\\d+\\.ods", "rN.ods") // whichever the folder lists first
                        .replaceAll("  (\\.\\./)+etc/", "  ../etc/"));
    }

    private static String answer(Path pack) {
        try {
            String rules = PackCompiler.compile(PackSource.read(pack)).rules().stream()
                    .map(rule -> rule.file() + ": " + rule.name())
                    .collect(Collectors.joining(", "));
            List<Problem> problems = PackTests.check(pack, List.of("Hot")).problems();
            return problems.isEmpty()
                    ? "good, with " + rules
                    : shortened(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        } catch (PackException e) {
            return shortened(String.valueOf(e.getMessage()));
        }
    }

    private static String shortened(String text) {
        List<String> lines = text.lines().toList();
        return lines.stream()
                        .limit(5)
                        .map(line ->
                                line.length() > 400 ? line.substring(0, 400) + "... (" + line.length() + ")" : line)
                        .collect(Collectors.joining("\n"))
                + (lines.size() > 5 ? "\n(" + lines.size() + " lines)" : "");
    }

    /** A table with one rule, whose reason is a formula. */
    private static byte[] workbook(Function<XSSFSheet, String> formula) throws IOException {
        try (XSSFWorkbook workbook = new XSSFWorkbook()) {
            XSSFSheet sheet = workbook.createSheet("S");
            String[][] cells = {
                {"RuleTable T"}, {"CONDITION", "ACTION"}, {"Device( )"},
                {"heat == $param", "policy.objective(ENERGY, \"$param\");"}, {"heat", "why"}, {"HOT", "hot"}
            };
            for (int row = 0; row < cells.length; row++) {
                var line = sheet.createRow(row);
                for (int column = 0; column < cells[row].length; column++) {
                    line.createCell(column).setCellValue(cells[row][column]);
                }
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            workbook.write(bytes);
            String text = formula.apply(sheet);
            return text == null
                    ? bytes.toByteArray()
                    : with(
                            bytes.toByteArray(),
                            "xl/worksheets/sheet1.xml",
                            xml -> xml.replaceFirst(
                                    "<c r=\"A6\"[^>]*>.*?</c>",
                                    "<c r=\"A6\" t=\"str\"><f>"
                                            + java.util.regex.Matcher.quoteReplacement(
                                                    text.replace("&", "&amp;").replace("\"", "&quot;"))
                                            + "</f><v>HOT</v></c>"));
        }
    }

    private static byte[] with(byte[] workbook, String part, String content) throws IOException {
        return with(workbook, part, old -> content);
    }

    /** The same archive with one part changed, or added. */
    private static byte[] with(byte[] workbook, String part, Function<String, String> change) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        boolean isThere = false;
        try (ZipInputStream from = new ZipInputStream(new java.io.ByteArrayInputStream(workbook));
                ZipOutputStream to = new ZipOutputStream(bytes)) {
            for (ZipEntry entry = from.getNextEntry(); entry != null; entry = from.getNextEntry()) {
                byte[] content = from.readAllBytes();
                boolean isPart = entry.getName().equals(part);
                isThere |= isPart;
                to.putNextEntry(new ZipEntry(entry.getName()));
                to.write(isPart ? change.apply(new String(content, UTF_8)).getBytes(UTF_8) : content);
            }
            if (!isThere) {
                to.putNextEntry(new ZipEntry(part));
                to.write(change.apply("").getBytes(UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    /** The same archive with a part of 500 MB instead, or besides. */
    private static byte[] bomb(byte[] workbook, String part) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipInputStream from = new ZipInputStream(new java.io.ByteArrayInputStream(workbook));
                ZipOutputStream to = new ZipOutputStream(bytes)) {
            for (ZipEntry entry = from.getNextEntry(); entry != null; entry = from.getNextEntry()) {
                if (!entry.getName().equals(part)) {
                    to.putNextEntry(new ZipEntry(entry.getName()));
                    from.transferTo(to);
                }
            }
            to.putNextEntry(new ZipEntry(part));
            byte[] piece = new byte[1 << 20];
            for (int i = 0; i < 500; i++) {
                to.write(piece);
            }
        }
        return bytes.toByteArray();
    }
}
