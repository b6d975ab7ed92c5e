package io.gearshift.registry.samples;

import io.gearshift.registry.manifest.Source;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/** Sound files as values of an input. */
final class Sounds {

    private static final int BITS = 16;
    private static final float FULL = 1 << (BITS - 1);

    private Sounds() {}

    /**
     * One sound: channels mixed, at the input's rate, cut or followed by silence.
     *
     * @throws IOException when the file is no sound
     */
    static float[] read(Path file, Source.Sound source) throws IOException {
        try (AudioInputStream sound = AudioSystem.getAudioInputStream(file.toFile())) {
            int channels = sound.getFormat().getChannels();
            AudioFormat format = new AudioFormat(source.sampleRateHz(), BITS, channels, true, false);
            try (AudioInputStream converted = AudioSystem.getAudioInputStream(format, sound)) {
                byte[] bytes = converted.readNBytes(source.length() * channels * (BITS / Byte.SIZE));
                return values(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN), channels, source);
            }
        } catch (UnsupportedAudioFileException | IllegalArgumentException e) {
            throw new IOException(file + ": not a sound that can be read: " + e.getMessage() + " (expected: WAV)", e);
        }
    }

    private static float[] values(ByteBuffer bytes, int channels, Source.Sound source) {
        float[] values = new float[source.length()];
        for (int i = 0; i < values.length; i++) {
            double level = 0;
            for (int channel = 0; channel < channels && bytes.remaining() >= Short.BYTES; channel++) {
                level += bytes.getShort() / FULL / channels;
            }
            values[i] = (float) ((level - source.mean()) * source.scale());
        }
        return values;
    }
}
