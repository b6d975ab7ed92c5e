package io.gearshift.registry.onnx;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether prepacked weights lie where the kernels can read them. The runtime writes each block right behind the one
 * before, but its kernels read them with instructions that want 64-byte alignment and kill the process otherwise (ONNX
 * Runtime 1.29.0, a matrix of 201 x 40 on AVX-512: SIGSEGV in the first run). Blocks of most transformers have sizes that
 * keep the alignment; other models must not be prepacked.
 */
final class PrepackedOffsets {

    /** MLAS's preferred buffer alignment: a cache line, and a vector of AVX-512. */
    private static final long ALIGNMENT = 64;

    private static final Pattern MARK = Pattern.compile("prepacked_\\d+");

    /** One block of an external initialiser: {@code |offset;bytes;checksum}, several after one another. */
    private static final Pattern BLOCK = Pattern.compile("\\|(\\d{1,18});(\\d{1,18});");

    /** From a mark to the end of its blocks: a kernel's name, a hash of 20 digits, and up to a dozen blocks. */
    private static final int REACH = 500;

    private PrepackedOffsets() {}

    /** @param model an optimised model whose large weights lie outside */
    static boolean areAligned(Path model) throws IOException {
        // Its text fields are found without reading it as protobuf; Latin-1 keeps each byte one character.
        String text = new String(Files.readAllBytes(model), StandardCharsets.ISO_8859_1);
        Matcher mark = MARK.matcher(text);
        boolean hasMark = mark.find();
        while (hasMark) {
            int start = mark.end();
            hasMark = mark.find();
            int end = Math.min(hasMark ? mark.start() : text.length(), start + REACH);
            if (!blocksAreAligned(text, start, end)) {
                return false;
            }
        }
        return true;
    }

    /** A form that is not known here, so without a block, is not trusted. */
    private static boolean blocksAreAligned(String text, int start, int end) {
        Matcher block = BLOCK.matcher(text).region(start, end);
        boolean hasBlock = false;
        while (block.find()) {
            hasBlock = true;
            if (Long.parseLong(block.group(1)) % ALIGNMENT != 0) {
                return false;
            }
        }
        return hasBlock;
    }
}
