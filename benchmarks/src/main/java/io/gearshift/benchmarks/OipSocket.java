package io.gearshift.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One kept-alive connection that sends the same request again and again and reads each reply whole. */
final class OipSocket implements AutoCloseable {

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final byte[] request;
    private final byte[] buffer = new byte[64 * 1024];

    OipSocket(URI server, String head, byte[] body) throws IOException {
        socket = new Socket(server.getHost(), server.getPort());
        socket.setTcpNoDelay(true);
        in = socket.getInputStream();
        out = socket.getOutputStream();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String all = head + "Host: " + server.getAuthority() + "\r\nContent-Length: " + body.length + "\r\n\r\n";
        bytes.write(all.getBytes(StandardCharsets.US_ASCII));
        bytes.write(body);
        request = bytes.toByteArray();
    }

    /** @return bytes of the reply's body; fails when the status is not 200 */
    int ask() throws IOException {
        out.write(request);
        int got = 0;
        int headEnd = -1;
        while (headEnd < 0) {
            got += read(got);
            headEnd = headEnd(got);
        }
        String head = new String(buffer, 0, headEnd, StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT);
        int at = head.indexOf("content-length: ") + "content-length: ".length();
        int length = Integer.parseInt(head.substring(at, head.indexOf('\r', at)));
        if (!head.startsWith("http/1.1 200")) {
            throw new IOException(new String(buffer, 0, got, StandardCharsets.UTF_8));
        }
        while (got < headEnd + length) {
            got += read(got);
        }
        return length;
    }

    private int read(int from) throws IOException {
        int n = in.read(buffer, from, buffer.length - from);
        if (n <= 0) {
            throw new IOException("the connection was closed");
        }
        return n;
    }

    /** Index behind the empty line; -1 when it has not come. */
    private int headEnd(int got) {
        for (int i = 3; i < got; i++) {
            if (buffer[i] == '\n' && buffer[i - 2] == '\n') {
                return i + 1;
            }
        }
        return -1;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
