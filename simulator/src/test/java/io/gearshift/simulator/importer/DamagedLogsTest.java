package io.gearshift.simulator.importer;

import static io.gearshift.simulator.importer.TestingLogs.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What befalls logs on their way: encodings, line ends, wrong units, wrong clocks. */
class DamagedLogsTest {

    private static final String POWER = """
            Date,CPU Utilization,Total Power,CPU Power,GPU Power
            2023-10-20 18:32:59,0.10,18.0,18.0,0.0
            2023-10-20 18:33:00,0.20,19.0,19.0,0.0
            2023-10-20 18:33:01,0.30,20.0,20.0,0.0
            """;

    @TempDir
    private Path dir;

    private ImportedLog read(String text) throws Exception {
        return read(text, StandardCharsets.UTF_8);
    }

    private ImportedLog read(String text, Charset charset) throws Exception {
        return new Importers().read(Files.write(dir.resolve("log"), text.getBytes(charset)), null);
    }

    @Test
    void byteOrderMark_andCarriageReturns_changeNothing() throws Exception {
        ImportedLog plain = read(POWER);

        ImportedLog marked = read("\uFEFF" + POWER.replace("\n", "\r\n"));

        assertThat(marked.readings()).isEqualTo(plain.readings());
        assertThat(marked.refused()).isEmpty();
    }

    /** What {@code adb shell ... > log} gives in PowerShell. */
    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE"})
    void utf16_isReadByItsMark(String charset) throws Exception {
        ImportedLog log = read("\uFEFF" + POWER.replace("\n", "\r\n"), Charset.forName(charset));

        assertThat(log.readings()).isEqualTo(read(POWER).readings());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "\uFEFF"})
    void emptyFile_isCalledThat(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(ImportException.class)
                .hasMessageEndingWith("the file is empty");
    }

    @Test
    void headerAlone_hasNoValues() {
        assertThatThrownBy(() -> read(POWER.lines().findFirst().orElseThrow()))
                .isInstanceOf(ImportException.class)
                .hasMessageEndingWith("nothing in it could be read as PowerJoular: it holds no reading");
    }

    @Test
    void percentForRatios_isRefusedWithAGuess_andTheFewInRangeToo() throws Exception {
        ImportedLog log = read(POWER.replace(",0.20,", ",20.0,").replace(",0.30,", ",30.0,"));

        assertThat(values(log, "cpu.load{total}")).isEmpty();
        assertThat(values(log, "power{total}")).hasSize(3);
        assertThat(log.refused())
                .first()
                .isEqualTo(new Refused(3, "cpu.load{total}: 20.0 (expected: 0..1 ratio; percent?)"));
        assertThat(log.notes())
                .contains("cpu.load{total}: 2 of 3 values were out of range, so that the others were left out too:"
                        + " percent?");
    }

    @Test
    void milliwattsForWatts_areTold() throws Exception {
        assertThat(read(POWER.replace(",18.0,18.0", ",18000.0,18000.0")).notes())
                .contains("power{total}: 19.00 to 1.800e+04 watt, which is unusually high: check that the log is in the"
                        + " unit it was read in");
        assertThat(read(POWER).notes()).noneMatch(note -> note.contains("unusually"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"315.15,kelvin?", "415,tenths of a degree?", "41500,thousandths of a degree?"})
    void temperatureInAnotherUnit_isRefusedWithAGuess(String value) throws Exception {
        String[] parts = value.split(",", -1);

        ImportedLog log = read("2024-05-01 05:32:30,  2.8%,344,41.8,  466 mW\n2024-05-01 05:32:35,  2.8%,344,"
                + parts[0] + ",  466 mW\n");

        assertThat(log.refused()).singleElement().satisfies(refused -> {
            assertThat(refused.line()).isEqualTo(2);
            assertThat(refused.why()).contains("expected: -60..250 celsius; " + parts[1]);
        });
    }

    @Test
    void voltsReadAsMillivolts_areTold() throws Exception {
        StringBuilder text = new StringBuilder(
                "usb_powered,ac_powered,charge_counter,status,level,voltage,temperature," + "current_now,timestamp\n");
        for (int second = 10; second < 40; second++) {
            text.append("true,false,1524750,2,64,4.088,343,1663281,2025-08-07T13:25:")
                    .append(second)
                    .append('\n');
        }

        assertThat(read(text.toString()).notes())
                .anyMatch(note -> note.startsWith(
                        "battery.voltage{battery}: 0.004088 to 0.004088 volt, which is" + " unusually low"));
    }

    @Test
    void oneTimeFromTheFuture_costsItsLineAlone() throws Exception {
        ImportedLog log = read(POWER.replace("2023-10-20 18:33:00", "2032-10-20 18:33:00")
                + "2023-10-20 18:33:02,0.30,21.0,20.0,0.0\n");

        assertThat(values(log, "power{total}")).containsExactly(18.0, 20.0, 21.0);
        assertThat(log.refused())
                .containsExactly(
                        new Refused(3, "its time 2032-10-20T18:33:00Z lies after those of the lines that follow"));
    }

    @Test
    void timeOfNoLog_isRefused() throws Exception {
        assertThat(read("1317150226,100,4.163,TRUE,1\n1317150232000,100,4.188,TRUE,1\n")
                        .refused())
                .containsExactly(new Refused(2, "no time: 1317150232000"));
        assertThat(read(POWER.replace("2023-10-20 18:33:01", "9999-10-20 18:33:01"))
                        .refused())
                .singleElement()
                .satisfies(refused -> assertThat(refused.why()).contains("is none of a log"));
    }

    @Test
    void commaInANumber_isRefused_asItsRowIsReadUnderWrongNames() throws Exception {
        ImportedLog log = read(POWER.replace("0.20,19.0", "0,20,19,0"));

        assertThat(values(log, "power{total}")).containsExactly(18.0, 20.0);
        assertThat(log.refused())
                .containsExactly(new Refused(3, "7 cells (expected: 5, as in the first line; a comma in a number?)"));
    }

    @Test
    void rowCutShort_costsItsLineAlone() throws Exception {
        ImportedLog log = read(POWER.replace("33:00,0.20,19.0,19.0,0.0", "33:00,0.20"));

        assertThat(values(log, "power{total}")).containsExactly(18.0, 20.0);
        assertThat(log.refused()).extracting(Refused::line).containsExactly(3L);
    }

    /** 58 for 5842 would be a number, too. */
    @Test
    void numberThatTheEndOfTheFileMayHaveCut_isRefused() throws Exception {
        ImportedLog log = read("Timestamp (s),Power (mW)\n2025-05-16 02:40:52.21,5924.10\n2025-05-16 02:40:52.22,58");

        assertThat(values(log, "power{VDD_IN}")).containsExactly(5.9241);
        assertThat(log.refused())
                .containsExactly(
                        new Refused(3, "the file ends here without a line end: the last cell, 58, may be cut off"));
        assertThat(read(POWER.strip()).refused())
                .as("its last cell has no channel")
                .isEmpty();
    }
}
