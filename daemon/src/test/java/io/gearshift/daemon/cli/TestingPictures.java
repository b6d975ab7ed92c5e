package io.gearshift.daemon.cli;

import io.gearshift.registry.samples.Npy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The first of the sample pictures as inputs of the fashion model. */
final class TestingPictures {

    private TestingPictures() {}

    /** A new folder with {@code image.npy}. */
    static Path write(Path dir, int count) throws IOException {
        Npy pictures = Npy.read(Path.of("../samples/data/fashion/test_images.npy"), "u1");
        String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + count + ", 1, 28, 28), }\n";
        ByteBuffer floats = ByteBuffer.allocate(count * 784 * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count * 784; i++) {
            floats.putFloat(Byte.toUnsignedInt(pictures.data().get(i)) / 255f);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length(), 0});
        bytes.write(header.getBytes(StandardCharsets.ISO_8859_1));
        bytes.write(floats.array());
        Path folder = Files.createDirectory(dir.resolve("pictures"));
        Files.write(folder.resolve("image.npy"), bytes.toByteArray());
        return folder;
    }
}
