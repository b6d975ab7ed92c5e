package io.gearshift.registry.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gearshift.core.serve.Tensor;
import io.gearshift.registry.manifest.Manifest;
import io.gearshift.registry.manifest.ManifestException;
import io.gearshift.registry.manifest.ManifestReader;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RawInputsTest {

    private static final String SHA = "0".repeat(64);

    @TempDir
    private Path dir;

    @Test
    void pictures_wideInColour_areTheirMiddleInThePlacesOfTheInput() throws Exception {
        Manifest manifest = manifest(
                "[{name: x, type: FP32, shape: [-1, 3, 2, 2], from: image, mean: [255, 0, 0], scale: [1, 2, 1]}]");
        BufferedImage picture = new BufferedImage(8, 4, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        graphics.setColor(new Color(10, 20, 30));
        graphics.fillRect(2, 0, 4, 4);
        ImageIO.write(picture, "png", dir.resolve("b.png").toFile());
        ImageIO.write(
                new BufferedImage(5, 5, BufferedImage.TYPE_INT_RGB),
                "jpg",
                dir.resolve("a.JPG").toFile());

        SampleSet samples = RawInputs.read(dir, manifest, manifest.inputs());

        assertThat(samples.count()).isEqualTo(2);
        assertThat(floats(samples, 0)).startsWith(-255, -255, -255, -255, 0);
        assertThat(floats(samples, 1)).containsExactly(-245, -245, -245, -245, 40, 40, 40, 40, 30, 30, 30, 30);
    }

    @Test
    void pictures_channelsLastBlueFirst_areInThatOrder() throws Exception {
        Manifest manifest =
                manifest("[{name: x, type: UINT8, shape: [-1, 1, 1, 3], from: image, layout: nhwc, colours: bgr}]");
        BufferedImage picture = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
        picture.setRGB(0, 0, new Color(10, 20, 30).getRGB());
        ImageIO.write(picture, "png", dir.resolve("a.png").toFile());

        Tensor tensor =
                RawInputs.read(dir, manifest, manifest.inputs()).batch(0, 1).get(0);

        assertThat(new byte[] {
                    tensor.data().get(0), tensor.data().get(1), tensor.data().get(2)
                })
                .containsExactly(30, 20, 10);
    }

    @Test
    void sound_ofTwoChannelsAndAnotherRate_isMixedConvertedAndFilled() throws Exception {
        Manifest manifest = manifest("[{name: x, type: FP32, shape: [-1, 300], from: sound, sampleRateHz: 8000}]");
        byte[] frames = new byte[400 * 4];
        for (int i = 0; i < frames.length; i += 4) {
            frames[i + 1] = 64;
            frames[i + 3] = 32;
        }
        AudioFormat format = new AudioFormat(16_000, 16, 2, true, false);
        AudioSystem.write(
                new AudioInputStream(new ByteArrayInputStream(frames), format, 400),
                AudioFileFormat.Type.WAVE,
                dir.resolve("a.wav").toFile());

        float[] values = floats(RawInputs.read(dir, manifest, manifest.inputs()), 0);

        assertThat(values[100]).isCloseTo(0.375f, within(0.01f));
        assertThat(values[250]).isZero();
    }

    @Test
    void text_ofTwoLengths_isPaddedAndMasked() throws Exception {
        Manifest manifest = manifest("""
                [{name: ids, type: INT64, shape: [-1, -1], from: text, tokens: ids, tokenizer: t.json},
                 {name: mask, type: INT64, shape: [-1, -1], from: text, tokens: mask}]""");
        Files.writeString(
                dir.resolve("m/t.json"),
                "{\"model\": {\"vocab\": {\"[UNK]\": 1, \"[CLS]\": 2, \"[SEP]\": 3, \"gear\": 4}}}");
        Files.writeString(dir.resolve("a.txt"), "Gear gear\n\nnothing\n");

        List<Tensor> tensors = RawInputs.read(dir, manifest, manifest.inputs()).batch(0, 2);

        assertThat(longs(tensors.get(0))).containsExactly(2, 4, 4, 3, 2, 1, 3, 0);
        assertThat(longs(tensors.get(1))).containsExactly(1, 1, 1, 1, 1, 1, 1, 0);
    }

    @Test
    void files_missingOrBroken_areNamed() throws Exception {
        Manifest manifest = manifest("[{name: x, type: FP32, shape: [-1, 1, 2, 2], from: image}]");
        Path empty = Files.createDirectory(dir.resolve("empty"));
        refused(empty, manifest, "no samples of input x (expected: x.npy, or files .png");
        Files.writeString(empty.resolve("a.png"), "no");
        refused(empty, manifest, "a.png: not a picture");
        refused(dir.resolve("nowhere"), manifest, "nowhere: no such folder");
        Manifest sound = manifest("[{name: x, type: FP32, shape: [-1, 300], from: sound, sampleRateHz: 8000}]");
        Files.writeString(empty.resolve("a.wav"), "RIFF");
        refused(empty, sound, "a.wav: not a sound that can be read");
        Manifest text =
                manifest("[{name: x, type: INT64, shape: [-1, -1], from: text, tokens: ids, tokenizer: gone.json}]");
        refused(empty, text, "gone.json: no such file");
    }

    @Test
    void source_thatDoesNotFit_isAProblemOfTheManifest() {
        wrong("[{name: x, type: FP32, shape: [-1, 2, 4, 4], from: image}]", "image of 2 channels");
        wrong("[{name: x, type: INT64, shape: [-1, 1, 4, 4], from: image}]", "image for INT64");
        wrong("[{name: x, type: FP32, shape: [-1, 300], from: sound}]", "inputs[0].sampleRateHz: missing");
        wrong("[{name: x, type: FP32, shape: [-1, 300], mean: 3}]", "inputs[0].mean: does not belong here");
        wrong(
                "[{name: x, type: FP32, shape: [-1, 3, 4, 4], from: image, mean: [1, 2]}]",
                "2 numbers (expected: 1 or 3");
        wrong("[{name: x, type: FP32, shape: [-1, -1], from: text, tokens: mask}]", "text for FP32");
    }

    private void wrong(String inputs, String problem) {
        assertThatThrownBy(() -> manifest(inputs))
                .isInstanceOf(ManifestException.class)
                .hasMessageContaining(problem);
    }

    private static void refused(Path folder, Manifest manifest, String problem) {
        assertThatThrownBy(() -> RawInputs.read(folder, manifest, manifest.inputs()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(problem);
    }

    private Manifest manifest(String inputs) throws Exception {
        Path folder = Files.createDirectories(dir.resolve("m"));
        Files.writeString(folder.resolve("f.onnx"), "");
        return new ManifestReader().read(folder, """
                task: test
                inputs: %s
                outputs: [{name: y, type: FP32, shape: [-1]}]
                accuracy: {metric: m, dataset: d, n: 1}
                variants: [{name: full, file: f.onnx, sha256: %s, precision: FP32, accuracy: 1}]
                """.formatted(inputs, SHA));
    }

    private static float[] floats(SampleSet samples, int sample) {
        var buffer = samples.batch(sample, sample + 1).get(0).data().asFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return values;
    }

    private static long[] longs(Tensor tensor) {
        var buffer = tensor.data().asLongBuffer();
        long[] values = new long[buffer.remaining()];
        buffer.get(values);
        return values;
    }
}
