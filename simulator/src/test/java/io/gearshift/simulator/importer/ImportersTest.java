package io.gearshift.simulator.importer;

import static io.gearshift.simulator.importer.TestingLogs.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gearshift.core.reading.Reading;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Short logs in the tools' own formats, with what goes wrong in real ones. */
class ImportersTest {

    private static final String TEGRASTATS = """
            04-19-2026 01:31:10 RAM 512/1024MB (lfb 61x4MB) CPU [0%@1728,50%@1728,off,off] GR3D_FREQ 0%@[1018] cpu@48.5C gpu@-256C tj@49.5C VDD_IN 5971mW/5971mW VDD_SOC 2308mW/2308mW
            04-19-2026 01:31:10 RAM 512/1024MB (lfb 61x4MB) CPU [100%@1728,50%@1728,off,off] GR3D_FREQ 0%@[1018] cpu@48.6C tj@49.6C VDD_IN 6000mW/5971mW VDD_SOC 2308mW/2308mW
            what is this
            04-19-2026 01:31:12 RAM 512/1024MB (lfb 61x4MB) CPU [0%@1728,0%@1728,off,off] GR3D_FREQ 0%@[1018] cpu@999C tj@49.7C VDD_IN 6100mW/5971mW
            04-19-2026 01:31:05 RAM 512/1024MB (lfb 61x4MB) CPU [0%@1728,0%@1728,off,off] tj@49.7C VDD_IN 6100mW/5971mW
            """;

    private static final String HISTORY = """
            Battery History (0% used, 2784 used of 4096KB, 22 strings using 1902):
                                0 (14) RESET:TIME: 2020-11-13-09-54-20
                                0 (1) 019 status=discharging health=good plug=none temp=260 volt=4354 charge=3269 +running
                         +5s261ms (3) 018 charge=3270 stats=0:"get-stats"
                        +1m02s5ms (2) 018 status=charging plug=ac temp=x1
                      not a line

            Per-PID Stats:
              PID 0 wake time: +2m5s
            """;

    private static final String VCGENCMD = """
            2024-05-01 05:32:30,  2.8%,344,41.8,  466 mW
            2024-05-01 05:32:35,401.2%,346,40.9,  6.69 W
            2024-05-01 05:32:40,,346,,
            2024-05-01 05:32:20,  2.8%,344,41.8,  466 mW
            yesterday,  2.8%,344,41.8,  466 mW
            2024-05-01 05:34:40,  2.8%,344,hot,  466 mA
            """;

    @TempDir
    private Path dir;

    private ImportedLog read(String text) throws Exception {
        return new Importers().read(Files.writeString(dir.resolve("log"), text), null);
    }

    @Test
    void tegrastats_isReadInSiUnits() throws Exception {
        ImportedLog log = read(TEGRASTATS);

        assertThat(log.format()).isEqualTo("tegrastats");
        assertThat(values(log, "temp{tj}")).containsExactly(49.5, 49.6, 49.7);
        assertThat(values(log, "cpu.load{total}")).containsExactly(0.25, 0.75, 0.0);
        assertThat(values(log, "cpu.cores")).containsExactly(2.0, 2.0, 2.0);
        assertThat(values(log, "power{VDD_IN}")).containsExactly(5.971, 6.0, 6.1);
        assertThat(values(log, "mem.available")).containsOnly(512 * 1024.0 * 1024);
        assertThat(log.channels())
                .noneMatch(channel -> channel.sensor().instance().equals("VDD_SOC"));
    }

    @Test
    void tegrastats_zoneSwitchedOff_hasNoReading() throws Exception {
        assertThat(values(read(TEGRASTATS), "temp{gpu}")).isEmpty();
    }

    @Test
    void tegrastats_linesOfOneSecond_areSpreadOverIt() throws Exception {
        assertThat(read(TEGRASTATS).readings().stream()
                        .filter(reading -> reading.sensor().instance().equals("tj"))
                        .map(Reading::at))
                .containsExactly(
                        Instant.parse("2026-04-19T01:31:10Z"),
                        Instant.parse("2026-04-19T01:31:10.500Z"),
                        Instant.parse("2026-04-19T01:31:12Z"));
    }

    @Test
    void tegrastats_brokenLines_areRefusedWithTheirNumber() throws Exception {
        assertThat(read(TEGRASTATS).refused())
                .containsExactlyInAnyOrder(
                        new Refused(3, "no line of tegrastats: what is this"),
                        new Refused(4, "temp{cpu}: 999.0 (expected: -60..250 celsius; tenths of a degree?)"),
                        new Refused(
                                5,
                                "its time 2026-04-19T01:31:05Z lies before that of an earlier line,"
                                        + " 2026-04-19T01:31:12Z"));
    }

    @Test
    void tegrastats_cutOff_orInOtherUnits_isRefusedAtItsLine_andTheRestIsRead() throws Exception {
        ImportedLog log = read("""
                RAM 512/1024MB CPU [10%@1000,20%@1000] tj@49.5C VDD_IN 5971mW/5971mW
                RAM 512/1024MB CPU [10%@1000,20%@1000] tj@121.1F VDD_IN 6W/6W
                RAM 512/1024MB CPU [10%@1000,20
                RAM 512/1024MB CPU [10%@1000,20%@1000] tj@49.6C VDD_IN 59
                RAM 512/1024MB CPU [10%@1000,20%@1000] tj@49.7C VDD_IN 6000/6000
                """);

        assertThat(values(log, "temp{tj}")).containsExactly(49.5, 49.6, 49.7);
        assertThat(values(log, "power{VDD_IN}")).containsExactly(5.971, 6.0);
        assertThat(log.refused())
                .containsExactlyInAnyOrder(
                        new Refused(2, "tj@121.1F: no temperature in C"),
                        new Refused(2, "VDD_IN 6W/: no power in mW, now and on average"),
                        new Refused(3, "the line is cut off: RAM 512/1024MB CPU [10%@1000,20"),
                        new Refused(4, "VDD_IN 59: no power in mW, now and on average"));
    }

    @Test
    void batteryHistory_carriesChanges() throws Exception {
        ImportedLog log = read(HISTORY);

        assertThat(log.format()).isEqualTo("batterystats history");
        assertThat(log.startedAt()).isEqualTo(Instant.parse("2020-11-13T09:54:20Z"));
        assertThat(log.length()).isEqualTo(Duration.ofMillis(62_005));
        assertThat(values(log, "battery.charge{battery}")).containsExactly(0.19, 0.18, 0.18);
        assertThat(values(log, "battery.charging{battery}")).containsExactly(0.0, 1.0);
        assertThat(values(log, "mains.online{battery}")).containsExactly(0.0, 1.0);
        assertThat(values(log, "temp{battery}")).containsExactly(26.0);
        assertThat(log.channels()).allMatch(Channel::isHeld);
        assertThat(log.refused())
                .containsExactly(
                        new Refused(5, "temp=x1 (expected: a number)"),
                        new Refused(6, "no line of a battery history: not a line"));
    }

    @Test
    void csvWithUnitsInItsCells_isReadInEach() throws Exception {
        ImportedLog log = read(VCGENCMD);

        assertThat(log.format()).isEqualTo("powertop and vcgencmd (CSV)");
        assertThat(values(log, "power{powertop}")).containsExactly(0.466, 6.69);
        assertThat(values(log, "temp{soc}")).containsExactly(41.8, 40.9);
        assertThat(values(log, "cpu.load{total}")).containsExactly(0.007, 0.007);
        assertThat(log.refused())
                .extracting(Refused::line)
                .as("over four cores' worth, back in time, no time, no number, another unit")
                .containsExactly(2L, 4L, 5L, 6L, 6L);
        assertThat(log.refused().get(4).why()).isEqualTo("column 5: 466 mA (expected: a number in W)");
    }

    /** The line end of a packed log is that of its text, not of the archive. */
    @Test
    void packedCsv_losesNoRow() throws Exception {
        Path packed = dir.resolve("log.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write(VCGENCMD.getBytes(StandardCharsets.UTF_8));
        }

        ImportedLog log = new Importers().read(packed, null);

        assertThat(log.readings()).isEqualTo(read(VCGENCMD).readings());
        assertThat(log.refused()).isEqualTo(read(VCGENCMD).refused());
    }

    @Test
    void csvWithQuotedCommas_isReadByItsHeader() throws Exception {
        ImportedLog log = read("""
                x,usb_powered,ac_powered,charge_counter,status,level,voltage,temperature,current_now,"a, b",timestamp
                ,true,false,1524750,2,64,4088,343,1663281,"one, two",2025-08-07T13:25:06.768890
                ,false,false,1524750,3,63,4088,344,-217187,"one
                two",2025-08-07T13:25:07.768890
                ,false,false,1524750,7,63,4088,345,-217187,,2025-08-07T13:25:08.768890
                """);

        assertThat(values(log, "battery.current{battery}")).containsExactly(-1.663281, 0.217187, 0.217187);
        assertThat(values(log, "temp{battery}")).containsExactly(34.3, 34.4, 34.5);
        assertThat(values(log, "battery.charging{battery}")).containsExactly(1.0, 0.0);
        assertThat(values(log, "mains.online{usb}")).containsExactly(1.0, 0.0, 0.0);
        assertThat(log.refused()).extracting(Refused::line).containsExactly(5L);
    }

    @Test
    void gaps_areCountedPerChannel() throws Exception {
        StringBuilder text = new StringBuilder("Date,CPU Utilization,Total Power,CPU Power,GPU Power\n");
        for (int second : List.of(0, 1, 2, 3, 4, 5, 45, 46, 47)) {
            text.append(String.format("2023-10-20 18:32:%02d,0.5,18,18,0%n", second));
        }

        Channel load = read(text.toString()).channels().get(0);

        assertThat(load.gaps()).isEqualTo(1);
        assertThat(load.longestGap()).isEqualTo(Duration.ofSeconds(40));
        assertThat(load.typical()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void byteThatIsNoText_spoilsItsLineOnly() throws Exception {
        String text = TEGRASTATS.replace("what is this", "\u00ff\u00fe");
        Path file = Files.write(dir.resolve("log"), text.getBytes(StandardCharsets.ISO_8859_1));

        ImportedLog log = new Importers().read(file, null);

        assertThat(values(log, "temp{tj}")).hasSize(3);
        assertThat(log.refused()).extracting(Refused::line).contains(3L);
    }

    @Test
    void fileOfNoKnownFormat_isRefusedWithWhatIsKnown() {
        assertThatThrownBy(() -> read("a,b\n1,2\n"))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining("no log format that is known (tegrastats, batterystats history,");
    }

    @Test
    void fileWithoutOneGoodLine_isRefusedWithTheFirstReason() {
        assertThatThrownBy(() -> read("Date,CPU Utilization,Total Power,CPU Power,GPU Power\nnow,1,1,1,1\n"))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining("nothing in it could be read as PowerJoular: 1 line refused")
                .hasMessageContaining(":2: no time: now");
    }

    private static String powerjoular(int good, int bad) {
        StringBuilder text = new StringBuilder("Date,CPU Utilization,Total Power,CPU Power,GPU Power\n");
        for (int s = 0; s < good; s++) {
            text.append(String.format("2023-10-20 18:32:%02d,0.1,5,4,1%n", s));
        }
        return text.append("yesterday,0.1,5,4,1\n".repeat(bad)).toString();
    }

    @Test
    void fileOfWhichMostLinesAreRefused_isNoTrace() {
        assertThatThrownBy(() -> read(powerjoular(5, 6)))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining(": 6 lines were refused and only 5 read as PowerJoular:")
                .hasMessageContaining(":7: no time: yesterday")
                .hasMessageContaining(":9: no time: yesterday")
                .hasMessageContaining("and 3 more");
    }

    @Test
    void fileOfWhichHalfIsRefused_isStillOne() throws Exception {
        assertThat(read(powerjoular(5, 5)).refusedCount()).isEqualTo(5);
    }

    /** One bad channel of several spoils no line. */
    @Test
    void linesWithOneBadValue_areRead() throws Exception {
        String log = powerjoular(5, 0).replace("0.1,5", "x,5");

        assertThat(read(log).refusedCount()).isEqualTo(5);
    }

    @Test
    void quoteThatIsNeverClosed_losesTheLinesThatItTakesIn() {
        assertThatThrownBy(() -> read(powerjoular(20, 0).replace("32:02,0.1,5,4", "32:02,0.1,5,\"4")))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining(": 18 lines were refused and only 2 read")
                .hasMessageContaining(":4: the rest of the file is no CSV: ");
    }

    @Test
    void headerWithoutTheColumn_isRefusedWithWhatIsThere() {
        assertThatThrownBy(() -> read("Date,CPU Utilization,Total Power,CPU Power X\n"))
                .isInstanceOf(ImportException.class);
        assertThatThrownBy(() -> read("t_ms,ram_mb_used,ram_mb_total,power_in_mw\n0,1,2,3\n"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(":1: no column cpu_avg_pct (there are: ");
    }

    @Test
    void counters_ofPsutil_becomeLoad() throws Exception {
        ImportedLog log = read("""
                2025-02-18 23:29:30.000000,100.0,0.0,70.0,1000.0,30.0,0.0,0.8,0.0,0.0,0.0
                2025-02-18 23:29:40.000000,110.0,0.0,70.0,1030.0,30.0,0.0,0.8,0.0,0.0,0.0
                2025-02-18 23:29:50.000000,110.0,0.0,70.0,1070.0,30.0,0.0,0.8,0.0,0.0,0.0
                2025-02-18 23:30:00.000000,1.0,0.0,1.0,2.0,0.0,0.0,0.0,0.0,0.0,0.0
                2025-02-18 23:30:10.000000,1.0,0.0,1.0,22.0,0.0,0.0,0.0,0.0,0.0,0.0
                """);

        assertThat(log.format()).isEqualTo("psutil cpu_times (CSV)");
        assertThat(values(log, "cpu.load{total}")).containsExactly(0.25, 0.0, 0.5);
        assertThat(log.refused()).singleElement().satisfies(refused -> {
            assertThat(refused.line()).isEqualTo(4);
            assertThat(refused.why()).contains("the counter went back");
        });
    }

    @Test
    void broadcasts_ofABattery_areHeldBetweenThem() throws Exception {
        ImportedLog log = read("""
                1317150226,100,4.163,TRUE,1
                1317150341,99,4.136,FALSE,0
                """);

        assertThat(log.format()).isEqualTo("battery broadcasts (CSV)");
        assertThat(values(log, "battery.charge{battery}")).containsExactly(1.0, 0.99);
        assertThat(values(log, "mains.online{usb}")).containsExactly(1.0, 0.0);
        assertThat(log.channels()).allMatch(Channel::isHeld);
    }

    @Test
    void events_ofTheThermalFramework_becomeTemperatures() throws Exception {
        ImportedLog log = read("""
                version = 6
                cpus=6
                     kworker/4:1-51    [004]  1583.765274: thermal_temperature:  thermal_zone=soc_thermal id=0 temp_prev=68794 temp=68786
                     kworker/4:1-51    [004]  1583.767563: cdev_update:          type=devfreq target=1
                     kworker/4:1-51    [004]  1583.865274: thermal_temperature:  thermal_zone=soc_thermal id=0 temp_prev=68786 temp=69001
                """);

        assertThat(log.format()).isEqualTo("thermal trace events");
        assertThat(values(log, "temp{soc}")).containsExactly(68.786, 69.001);
    }
}
