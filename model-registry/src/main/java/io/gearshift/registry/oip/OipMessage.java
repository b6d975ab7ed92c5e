package io.gearshift.registry.oip;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * A written message.
 *
 * @param headerBytes value for {@code Inference-Header-Content-Length}; -1 when the message is all JSON
 * @param parts the body: these buffers one after another, each from position to limit
 * @param holdsTensors some part is a tensor's own buffer, which must live until the message is sent
 */
public record OipMessage(int headerBytes, List<ByteBuffer> parts, boolean holdsTensors) {

    /** Response and request header that tells the length of the JSON part. */
    public static final String HEADER_LENGTH = "Inference-Header-Content-Length";

    public OipMessage {
        parts = List.copyOf(parts);
    }

    public boolean isBinary() {
        return headerBytes >= 0;
    }

    /** Bytes of the whole body. */
    public long size() {
        long size = 0;
        for (ByteBuffer part : parts) {
            size += part.remaining();
        }
        return size;
    }
}
