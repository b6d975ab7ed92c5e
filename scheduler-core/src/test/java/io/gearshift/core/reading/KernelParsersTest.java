package io.gearshift.core.reading;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts are captured from running kernels (6.18 x86_64, 5.15 arm64), shortened. */
class KernelParsersTest {

    private static final String STAT = """
            cpu  25174 21582 16307 810311 1334 0 956 0 0 0
            cpu0 11383 10848 7210 407651 225 0 511 0 0 0
            cpu1 13790 10733 9097 402659 1109 0 444 0 0 0
            intr 1264321 0 9 0 0 0
            ctxt 2264321
            """;

    private static final String PSI = """
            some avg10=13.48 avg60=8.86 avg300=6.95 total=133703080
            full avg10=0.59 avg60=0.00 avg300=0.00 total=9623352
            """;

    private static byte[] bytes(String text) {
        return text.getBytes(US_ASCII);
    }

    @ParameterizedTest
    @CsvSource({"'45000\n',45000", "'-274000\n',-274000", "' 7 ',7", "9223372036854775807,9223372036854775807"})
    void number_integer_isRead(String text, long value) {
        assertThat(KernelText.number(bytes(text), 0, text.length())).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "\n", "-", "4x", "4.5", "0x10", "1 2", "NaN", "9223372036854775808", "99999999999999999999"})
    void number_anythingElse_isNone(String text) {
        assertThat(KernelText.number(bytes(text), 0, text.length())).isEqualTo(KernelText.NONE);
    }

    @Test
    void pressure_capturedText_isRatioAndMicros() {
        byte[] text = bytes(PSI);

        assertThat(PressureText.average10(text, text.length, PressureText.SOME)).isCloseTo(0.1348, within(1e-12));
        assertThat(PressureText.average10(text, text.length, PressureText.FULL)).isCloseTo(0.0059, within(1e-12));
        assertThat(PressureText.totalMicros(text, text.length, PressureText.FULL))
                .isEqualTo(9623352);
    }

    @Test
    void pressure_lineAbsent_isNotZero() {
        byte[] text = bytes("some avg10=1.00 avg60=0.00 avg300=0.00 total=5\n");

        assertThat(PressureText.average10(text, text.length, PressureText.FULL)).isNaN();
        assertThat(PressureText.totalMicros(text, text.length, PressureText.FULL))
                .isEqualTo(KernelText.NONE);
    }

    @Test
    void memory_capturedText_isBytes() {
        byte[] text = bytes("MemTotal:       24683620 kB\nMemFree:        23142076 kB\nMemAvailable:   23565056 kB\n");

        assertThat(MemoryText.bytes(text, text.length, MemoryText.AVAILABLE)).isEqualTo(23565056L * 1024);
        assertThat(MemoryText.bytes(text, text.length, bytes("SwapTotal:"))).isEqualTo(KernelText.NONE);
    }

    @Test
    void cpuLoad_firstLook_isUnknownAndSecondIsTheShareBetween() {
        CpuLoad load = new CpuLoad(2);
        byte[] first = bytes(STAT);
        byte[] second = bytes("""
                cpu  25274 21582 16307 810411 1334 0 956 0 0 0
                cpu0 11483 10848 7210 407651 225 0 511 0 0 0
                cpu1 13790 10733 9097 402759 1109 0 444 0 0 0
                """);

        assertThat(load.next(first, first.length)).isTrue();
        assertThat(load.ratio(0)).isNaN();
        load.next(second, second.length);
        assertThat(load.ratio(0)).isEqualTo(0.5);
        assertThat(load.ratio(1)).isEqualTo(1);
        assertThat(load.ratio(2)).isEqualTo(0);
    }

    @Test
    void cpuLoad_coreOffline_isUnknownNotZero() {
        CpuLoad load = new CpuLoad(2);
        byte[] first = bytes(STAT);
        byte[] second = bytes("cpu  25274 21582 16307 810411 1334 0 956 0 0 0\n");
        load.next(first, first.length);

        load.next(second, second.length);

        assertThat(load.ratio(0)).isEqualTo(0.5);
        assertThat(load.ratio(1)).isNaN();
    }

    @Test
    void cpuLoad_iowaitRunningBackwards_staysInRange() {
        CpuLoad load = new CpuLoad(0);
        byte[] first = bytes("cpu  100 0 100 1000 500 0 0 0 0 0\n");
        byte[] second = bytes("cpu  600 0 100 1000 400 0 0 0 0 0\n");
        load.next(first, first.length);

        load.next(second, second.length);

        assertThat(load.ratio(0)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "Discharging,1500000,1500000",
        "Discharging,-1500000,1500000",
        "Charging,1500000,-1500000",
        "Charging,-1500000,-1500000",
        "Full,0,0",
        "Not charging,-3000,3000"
    })
    void drain_everySignConvention_isPositiveWhileDrained(String status, double flow, double expected) {
        BatteryStatus parsed = BatteryStatus.parse(bytes(status + "\n"), status.length() + 1);

        assertThat(parsed).isNotNull();
        assertThat(parsed.drain(flow)).isEqualTo(expected);
    }

    @Test
    void drain_directionUnknownOrNoGauge_isMissing() {
        assertThat(BatteryStatus.UNKNOWN.drain(1)).isNaN();
        assertThat(BatteryStatus.UNKNOWN.charging()).isNaN();
        assertThat(BatteryStatus.DISCHARGING.drain(0)).isNaN();
    }

    @Test
    void wrappingCounter_wrap_goesOnGrowing() {
        WrappingCounter counter = new WrappingCounter();
        counter.next(262_143_000_000L, 262_143_328_850L);

        assertThat(counter.next(1_000_000, 262_143_328_850L)).isEqualTo(262_144_328_850.0);
    }

    @Test
    void wrappingCounter_reset_falls() {
        WrappingCounter counter = new WrappingCounter();
        counter.next(1_000_000, 262_143_328_850L);

        assertThat(counter.next(5, 262_143_328_850L)).isEqualTo(5);
    }

    @Test
    void cgroup_capturedText_givesPathsAndLimits() {
        var memberships = CgroupText.memberships("9:name=systemd:/\n3:cpu,cpuacct:/a\n0::/user.slice/x.scope\n");

        assertThat(memberships).hasSize(3);
        assertThat(memberships.get(1).controllers()).containsExactly("cpu", "cpuacct");
        assertThat(memberships.get(2)).isEqualTo(new CgroupText.Membership(java.util.List.of(), "/user.slice/x.scope"));
        assertThat(CgroupText.cores("150000 100000\n")).hasValue(1.5);
        assertThat(CgroupText.cores("max 100000\n")).isEmpty();
        assertThat(CgroupText.cores("-1\n", "100000\n")).isEmpty();
        assertThat(CgroupText.memoryLimit("536870912\n")).hasValue(536870912);
        assertThat(CgroupText.memoryLimit("9223372036854771712\n")).isEmpty();
        assertThat(CgroupText.memoryLimit("max\n")).isEmpty();
        assertThat(CgroupText.allowedCpus("Name:\tjava\nCpus_allowed_list:\t0-3,8\n"))
                .hasValue(5);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void parsers_seededGarbage_neverThrowNorLeaveTheirRange(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 2000; round++) {
            byte[] text = garbage(random, round % 2 == 0 ? STAT : PSI);
            CpuLoad load = new CpuLoad(3);
            load.next(text, text.length);
            load.next(garbage(random, STAT), Math.min(text.length, 60));
            for (int slot = 0; slot <= 3; slot++) {
                assertThat(Double.isNaN(load.ratio(slot)) || (load.ratio(slot) >= 0 && load.ratio(slot) <= 1))
                        .isTrue();
            }
            double psi = PressureText.average10(text, text.length, PressureText.SOME);
            assertThat(Double.isNaN(psi) || (psi >= 0 && psi <= 1)).isTrue();
            long total = PressureText.totalMicros(text, text.length, PressureText.SOME);
            assertThat(total == KernelText.NONE || total >= 0).isTrue();
            CpuLoad.coresIn(text, text.length);
            BatteryStatus.parse(text, text.length);
            String words = new String(text, US_ASCII);
            CgroupText.memberships(words);
            CgroupText.allowedCpus(words);
            CgroupText.cores(words).ifPresent(c -> assertThat(c).isFinite().isPositive());
        }
    }

    /** A captured text with bytes changed and its end cut off. */
    private static byte[] garbage(Random random, String from) {
        byte[] text = bytes(from);
        for (int i = random.nextInt(20); i > 0; i--) {
            text[random.nextInt(text.length)] =
                    random.nextBoolean() ? (byte) random.nextInt(256) : (byte) ('0' + random.nextInt(10));
        }
        return java.util.Arrays.copyOf(text, Math.max(61, random.nextInt(text.length + 1)));
    }
}
