package io.gearshift.simulator.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens to a file of arrays on its way, it is read or refused with its name and a reason. */
class DamagedArraysTest {

    private static final int COLUMNS = 26;

    @TempDir
    private Path dir;

    /** As NumPy writes it: header padded to 64 bytes, ended by a line feed. */
    private static byte[] npy(String type, String shape, byte[] values) {
        String header = "{'descr': '<" + type + "', 'fortran_order': False, 'shape': " + shape + ", }";
        header += " ".repeat(64 - (10 + header.length() + 1) % 64) + "\n";
        ByteBuffer array =
                ByteBuffer.allocate(10 + header.length() + values.length).order(ByteOrder.LITTLE_ENDIAN);
        array.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
        array.putShort((short) header.length());
        array.put(header.getBytes(StandardCharsets.ISO_8859_1)).put(values);
        return array.array();
    }

    private static byte[] predictions(int rows) {
        ByteBuffer values = ByteBuffer.allocate(4 * COLUMNS * rows).order(ByteOrder.LITTLE_ENDIAN);
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < COLUMNS; column++) {
                values.putFloat(column == 2 ? 1.764e9f : column == 4 ? row % 2 : column == 6 ? 30 + row / 10f : 0);
            }
        }
        return npy("f4", "(" + rows + ", " + COLUMNS + ")", values.array());
    }

    private static byte[] names() {
        ByteBuffer values = ByteBuffer.allocate(2 * 4 * 7).order(ByteOrder.LITTLE_ENDIAN);
        for (String name : new String[] {"CPU_BIG", "BATTERY"}) {
            name.chars().forEach(values::putInt);
        }
        return npy("U7", "(2,)", values.array());
    }

    private static byte[] npz() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("predictions.npy"));
            zip.write(predictions(20));
            zip.putNextEntry(new ZipEntry("zone_names.npy"));
            zip.write(names());
        }
        return bytes.toByteArray();
    }

    private ImportedLog read(byte[] bytes) throws IOException, ImportException {
        return new Importers().read(Files.write(dir.resolve("log.npz"), bytes), null);
    }

    /** @return whether it could be read */
    private boolean isReadOrRefused(byte[] bytes, String how) {
        try {
            read(bytes);
            return true;
        } catch (IOException | ImportException e) {
            assertThat(e.getMessage())
                    .as(how)
                    .startsWith(dir.resolve("log.npz") + ": ")
                    .hasSizeGreaterThan(20);
            return false;
        } catch (RuntimeException e) {
            throw new AssertionError(how, e);
        }
    }

    @Test
    void wholeFile_isRead() throws Exception {
        assertThat(read(npz()).readings()).hasSize(20);
    }

    @Test
    void file_cutAtAnyByte_isRefused() throws Exception {
        byte[] whole = npz();
        for (int length = 0; length < whole.length; length++) {
            assertThat(isReadOrRefused(Arrays.copyOf(whole, length), "cut at byte " + length))
                    .as("cut at byte %d", length)
                    .isFalse();
        }
    }

    /** A bit of a time of day or of an attribute spoils nothing; a value that is read is the right one. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void file_withFlippedBits_isReadRightOrRefused(long seed) throws Exception {
        Random random = new Random(seed);
        ImportedLog right = read(npz());
        for (int i = 0; i < 1000; i++) {
            byte[] damaged = npz();
            String how = "";
            for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
                int bit = random.nextInt(8 * damaged.length);
                damaged[bit / 8] ^= (byte) (1 << bit % 8);
                how += "bit " + bit + " ";
            }
            if (isReadOrRefused(damaged, how)) {
                assertThat(read(damaged).readings()).as(how).isEqualTo(right.readings());
            }
        }
    }

    /** Without the zip's checksum around it. */
    @Test
    void array_cutAtAnyByte_saysHowManyBytesAreMissing() {
        byte[] whole = predictions(3);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> NpyArray.read(cut))
                    .as("cut at byte %d", length)
                    .isInstanceOf(IOException.class)
                    .hasMessageMatching("a NumPy array that is cut off: .* takes \\d+ bytes, \\d+ are there");
        }
        assertThatThrownBy(() -> NpyArray.read(Arrays.copyOf(whole, whole.length - 1)))
                .hasMessage("a NumPy array that is cut off: 3 x 26 values of f4 takes 312 bytes, 311 are there");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void array_withFlippedBits_isReadOrRefused(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 3000; i++) {
            byte[] damaged = random.nextBoolean() ? predictions(3) : names();
            // Most of the values' bits are as good as any other: the header is where it can go wrong.
            int bit = random.nextInt(8 * Math.min(damaged.length, 160));
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            try {
                NpyArray array = NpyArray.read(damaged);
                if (array.isNumbers() && array.rows() > 0 && array.columns() > 0) {
                    array.number(array.rows() - 1, array.columns() - 1);
                } else if (!array.isNumbers()) {
                    array.texts();
                }
            } catch (IOException e) {
                assertThat(e.getMessage()).as("bit %d", bit).contains("NumPy array");
            }
        }
    }
}
