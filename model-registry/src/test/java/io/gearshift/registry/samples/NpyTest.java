package io.gearshift.registry.samples;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NpyTest {

    @TempDir
    private Path dir;

    @Test
    void array_int16_isReadInOrder() throws IOException {
        Path file = write(
                "{'descr': '<i2', 'fortran_order': False, 'shape': (2, 3), }",
                1,
                0,
                2,
                0,
                3,
                0,
                0xff,
                0xff,
                5,
                0,
                6,
                0);

        Npy array = Npy.read(file, "i2");

        assertThat(array.shape()).containsExactly(2, 3);
        assertThat(array.count()).isEqualTo(2);
        assertThat(array.width()).isEqualTo(3);
        assertThat(array.data().getShort(6)).isEqualTo((short) -1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {'descr': '>i2', 'fortran_order': False, 'shape': (2,), } | expected: row-major, little-endian numbers
            {'descr': '<i2', 'fortran_order': True, 'shape': (2,), }  | expected: row-major, little-endian numbers
            {'descr': '<u2', 'fortran_order': False, 'shape': (2,), } | elements are u2 (expected: i2)
            {'descr': '<i2', 'fortran_order': False, 'shape': (3,), } | 4 bytes of elements (expected: 6)
            """)
    void array_other_isRefusedWithTheFile(String header, String problem) throws IOException {
        Path file = write(header, 1, 0, 2, 0);

        assertThatThrownBy(() -> Npy.read(file, "i2"))
                .hasMessageStartingWith(file + ": ")
                .hasMessageContaining(problem);
    }

    @Test
    void text_isRefused() throws IOException {
        Path file = Files.writeString(dir.resolve("a.npy"), "not an array at all");

        assertThatThrownBy(() -> Npy.read(file, "u1")).hasMessageContaining("not a NumPy array");
    }

    @Test
    void samples_inTheRepository_areAsDescribed() throws IOException {
        Path data = Path.of("../samples/data");

        assertThat(Npy.read(data.resolve("fashion/test_images.npy"), "u1").shape())
                .containsExactly(1000, 28, 28);
        assertThat(Npy.read(data.resolve("commands/test_audio.npy"), "i2").shape())
                .containsExactly(60, 16000);
    }

    private Path write(String header, int... elements) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length(), 0});
        bytes.write(header.getBytes(ISO_8859_1));
        for (int element : elements) {
            bytes.write(element);
        }
        return Files.write(dir.resolve("a.npy"), bytes.toByteArray());
    }
}
