package io.microtape.standalone.hostile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Sends bytes to a server, whether they are HTTP or not. */
final class RawHttp {
    private static final int HANGS_MILLIS = 70_000;

    private RawHttp() {}

    /**
     * What came back.
     *
     * @param status 0 when the connection was closed without an answer
     */
    record Answer(int status, String head, String body) {
        boolean refused() {
            return status == 0 || status >= 400;
        }
    }

    /** One request on a connection of its own; a stream that does not end is left after its head. */
    static Answer send(URI server, byte[] request) throws IOException {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), HANGS_MILLIS);
            socket.setSoTimeout(HANGS_MILLIS);
            try {
                socket.getOutputStream().write(request);
            } catch (IOException _) {
                // It has refused already and hears no more; what it said is read below.
            }
            return read(socket.getInputStream());
        } catch (SocketTimeoutException e) {
            throw new AssertionError("no answer within %d ms to: %s".formatted(HANGS_MILLIS, shown(request)), e);
        }
    }

    /** A whole request of this method, path, further header lines (each with its end) and body. */
    static byte[] request(String method, String target, String headers, byte[] body) {
        byte[] head = "%s %s HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n%sContent-Length: %d\r\n\r\n"
                .formatted(method, target, headers, body.length).getBytes(StandardCharsets.UTF_8);
        byte[] whole = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, whole, head.length, body.length);
        return whole;
    }

    /** The start of a request, for a message. */
    static String shown(byte[] request) {
        String text = new String(request, StandardCharsets.ISO_8859_1);
        return text.length() > 600 ? text.substring(0, 600) + "…" : text;
    }

    static Answer read(InputStream in) throws IOException {
        var bytes = new ByteArrayOutputStream();
        byte[] part = new byte[16_384];
        try {
            for (int read = in.read(part); read >= 0; read = in.read(part)) {
                bytes.write(part, 0, read);
                if (bytes.size() < 4_096 && bytes.toString(StandardCharsets.ISO_8859_1).contains("text/event-stream")) {
                    break;
                }
            }
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException _) {
            // Cut by a reset: what came before it counts.
        }
        String text = bytes.toString(StandardCharsets.UTF_8);
        int end = text.indexOf("\r\n\r\n");
        return end < 0 || !text.startsWith("HTTP/1.")
                ? new Answer(0, text, "")
                : new Answer(Integer.parseInt(text.substring(9, 12)), text.substring(0, end), text.substring(end + 4));
    }
}
