package io.gearshift.policies.document;

import io.gearshift.policies.language.Problem;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Whether bytes are text, and where they are not. */
public final class Utf8 {

    private Utf8() {}

    /** Null for text; otherwise what to do about the first byte that is none, and its line and column. */
    public static @Nullable Problem problem(String file, byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
        if (!result.isError()) {
            return null;
        }
        String before = out.flip().toString();
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        int column = before.length() - before.lastIndexOf('\n');
        byte[] wrong = {bytes[in.position()]};
        boolean isUtf16 = bytes.length > 1 && (bytes[0] & 0xfe) == 0xfe && (bytes[1] & 0xfe) == 0xfe;
        String looks = isUtf16
                ? "it looks like UTF-16"
                : "in Latin-1 this byte would be " + new String(wrong, StandardCharsets.ISO_8859_1);
        return new Problem(
                file, line, column, "is not UTF-8 text; " + looks, "save it as UTF-8 (editors ask for the encoding)");
    }
}
