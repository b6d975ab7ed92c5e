package io.gearshift.registry.samples;

import io.gearshift.registry.manifest.Source;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Picture files as values of an input. */
final class Pictures {

    private Pictures() {}

    /**
     * One picture: its middle, scaled to the input's size.
     *
     * @return in the input's order
     * @throws IOException when the file is no picture
     */
    static float[] read(Path file, Source.Image source) throws IOException {
        BufferedImage picture;
        try {
            picture = ImageIO.read(file.toFile());
        } catch (IOException | RuntimeException e) {
            throw new IOException(file + ": not a whole picture: " + e.getMessage(), e);
        }
        if (picture == null) {
            throw new IOException(file + ": not a picture (expected: PNG, JPEG, BMP or GIF)");
        }
        return values(scaled(picture, source), source);
    }

    private static BufferedImage scaled(BufferedImage picture, Source.Image source) {
        int width = picture.getWidth();
        int height = picture.getHeight();
        double share = Math.min((double) width / source.width(), (double) height / source.height());
        int seenWidth = (int) Math.max(1, Math.round(share * source.width()));
        int seenHeight = (int) Math.max(1, Math.round(share * source.height()));
        int left = (width - seenWidth) / 2;
        int top = (height - seenHeight) / 2;
        BufferedImage middle = new BufferedImage(seenWidth, seenHeight, BufferedImage.TYPE_INT_RGB);
        draw(middle, picture.getSubimage(left, top, seenWidth, seenHeight));
        // Halved until nearly small enough: one bilinear step over more would skip pixels.
        while (middle.getWidth() >= 2 * source.width() && middle.getHeight() >= 2 * source.height()) {
            BufferedImage half =
                    new BufferedImage(middle.getWidth() / 2, middle.getHeight() / 2, BufferedImage.TYPE_INT_RGB);
            draw(half, middle);
            middle = half;
        }
        if (middle.getWidth() == source.width() && middle.getHeight() == source.height()) {
            return middle;
        }
        BufferedImage result = new BufferedImage(source.width(), source.height(), BufferedImage.TYPE_INT_RGB);
        draw(result, middle);
        return result;
    }

    private static void draw(BufferedImage to, BufferedImage from) {
        Graphics2D graphics = to.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(from, 0, 0, to.getWidth(), to.getHeight(), null);
        graphics.dispose();
    }

    private static float[] values(BufferedImage picture, Source.Image source) {
        int area = source.width() * source.height();
        float[] values = new float[area * source.channels()];
        for (int at = 0; at < area; at++) {
            int rgb = picture.getRGB(at % source.width(), at / source.width());
            for (int channel = 0; channel < source.channels(); channel++) {
                double mean = source.mean().get(source.mean().size() == 1 ? 0 : channel);
                double scale = source.scale().get(source.scale().size() == 1 ? 0 : channel);
                int index = source.isChannelsLast() ? at * source.channels() + channel : channel * area + at;
                values[index] = (float) ((level(rgb, channel, source) - mean) * scale);
            }
        }
        return values;
    }

    /** 0..255. Grey as ITU-R BT.601 weighs colours. */
    private static double level(int rgb, int channel, Source.Image source) {
        int red = rgb >> 16 & 255;
        int green = rgb >> 8 & 255;
        int blue = rgb & 255;
        if (source.channels() == 1) {
            return 0.299 * red + 0.587 * green + 0.114 * blue;
        }
        int wanted = source.isBlueFirst() ? 2 - channel : channel;
        return wanted == 0 ? red : wanted == 1 ? green : blue;
    }
}
