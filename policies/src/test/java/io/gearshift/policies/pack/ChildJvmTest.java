package io.gearshift.policies.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildJvmTest {

    @TempDir
    private Path dir;

    @Test
    void child_thatNeverEnds_isEndedWithWhatItStarted() throws Exception {
        Path output = dir.resolve("output.txt");

        List<Long> pids = List.of();
        for (int limitS = 4; pids.size() < 2 && limitS <= 256; limitS *= 2) { // a busy machine starts it late
            Duration limit = Duration.ofSeconds(limitS);
            assertThatExceptionOfType(ChildJvm.Stopped.class)
                    .isThrownBy(
                            () -> jvm(limit).run(List.of(), TestingChildren.Endless.class.getName(), List.of(), output))
                    .withMessage("stopped after " + limitS + " s");
            pids = Files.exists(output) ? pids(output) : List.of();
            assertThat(pids).allSatisfy(pid -> assertGone(pid));
        }
        assertThat(pids).hasSize(2);
    }

    @Test
    void child_thatFillsItsMemory_isToldSo() {
        assertThatExceptionOfType(ChildJvm.Stopped.class)
                .isThrownBy(() -> jvm(Duration.ofMinutes(5))
                        .run(List.of(), TestingChildren.Exploding.class.getName(), List.of(), dir.resolve("o.txt")))
                .withMessage("stopped: it needs more than 192 MB of memory");
    }

    /** A parent that is killed cannot end its child; the child sees that it is gone. */
    @Test
    void child_whoseParentIsKilled_ends() throws Exception {
        Path output = dir.resolve("output.txt");
        Process parent = new ProcessBuilder(
                        java(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        TestingChildren.Parent.class.getName(),
                        output.toString())
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve("parent.txt").toFile())
                .start();
        List<Long> pids = List.of();
        while (parent.isAlive() && pids.size() < 2) {
            TimeUnit.MILLISECONDS.sleep(50);
            pids = Files.exists(output) ? pids(output) : List.of();
        }
        assertThat(pids).as(Files.readString(dir.resolve("parent.txt"))).hasSize(2);
        ProcessHandle.of(pids.get(1)).ifPresent(ProcessHandle::destroyForcibly); // not a JVM, so it is not guarded
        parent.destroyForcibly().waitFor();

        assertGone(pids.get(0));
    }

    /** The real compiler, and a table that passes every limit of size and unfolds to more than it may take. */
    @Test
    void table_thatUnfoldsBeyondTheCompilersMemory_isToldAndNothingStays() throws Exception {
        Path pack = TestingPacks.write(dir.resolve("pack"), "");
        Files.write(pack.resolve("table.xlsx"), workbook(90_000));
        Path state = dir.resolve("state");

        assertThatExceptionOfType(PackException.class)
                .isThrownBy(() -> new PackStore(state).load(pack.toString()))
                .withMessageContaining("the rule compiler was stopped: it needs more than 192 MB of memory")
                .withMessageContaining("take fewer rules or smaller tables");
        assertThat(ProcessHandle.current().children()).isEmpty();
        try (var left = Files.list(state.resolve("packs"))) {
            assertThat(left).isEmpty();
        }
    }

    private static byte[] workbook(int rows) throws IOException {
        ByteArrayOutputStream empty = new ByteArrayOutputStream();
        try (XSSFWorkbook workbook = new XSSFWorkbook()) {
            workbook.createSheet("S");
            workbook.write(empty);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipInputStream from = new ZipInputStream(new ByteArrayInputStream(empty.toByteArray()));
                ZipOutputStream to = new ZipOutputStream(bytes)) {
            for (ZipEntry entry = from.getNextEntry(); entry != null; entry = from.getNextEntry()) {
                to.putNextEntry(new ZipEntry(entry.getName()));
                if (entry.getName().equals("xl/worksheets/sheet1.xml")) {
                    sheet(to, rows);
                } else {
                    from.transferTo(to);
                }
            }
        }
        return bytes.toByteArray();
    }

    private static void sheet(ZipOutputStream to, int rows) throws IOException {
        write(to, "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>");
        for (int row = 1; row <= rows; row++) {
            write(to, "<row r=\"" + row + "\">" + "<c><v>1</v></c>".repeat(10) + "</row>");
        }
        write(to, "</sheetData></worksheet>");
    }

    private static void write(ZipOutputStream to, String text) throws IOException {
        to.write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static List<Long> pids(Path output) throws IOException {
        String text = Files.readString(output);
        return text.endsWith("\n")
                ? Arrays.stream(text.strip().split(" ")).map(Long::valueOf).toList()
                : List.of();
    }

    /** Or about to be: the kernel has the signal. */
    private static void assertGone(long pid) throws Exception {
        var handle = ProcessHandle.of(pid);
        if (handle.isPresent()) {
            handle.get().onExit().get(60, TimeUnit.SECONDS);
        }
    }

    private static ChildJvm jvm(Duration limit) {
        return new ChildJvm(java(), System.getProperty("java.class.path"), limit);
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
