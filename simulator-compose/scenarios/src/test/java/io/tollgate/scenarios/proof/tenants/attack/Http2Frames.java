package io.tollgate.scenarios.proof.tenants.attack;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** HTTP/2 without TLS, frame by frame (RFC 9113), for callers that do not keep to it. Not thread-safe. */
final class Http2Frames implements AutoCloseable {

    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RESET = 3;
    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int CONTINUATION = 9;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;
    private static final int LITERAL_PREFIX = 127;
    private static final int MORE = 128;
    private static final int CANCEL = 8;

    private final Socket socket;

    private Http2Frames(Socket socket) {
        this.socket = socket;
    }

    static Http2Frames to(URI url) {
        try {
            var socket = new Socket();
            socket.connect(new InetSocketAddress(url.getHost(), url.getPort()), 5_000);
            var frames = new Http2Frames(socket);
            socket.getOutputStream().write(PREFACE);
            return frames.frame(SETTINGS, 0, 0, new byte[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A request's head; names and values in turn, sent as they are. */
    Http2Frames headers(int stream, boolean isEnd, String... fields) {
        return frame(HEADERS, END_HEADERS | (isEnd ? END_STREAM : 0), stream, block(fields));
    }

    /** A head that goes on in further frames. */
    Http2Frames headersToBeContinued(int stream, String... fields) {
        return frame(HEADERS, 0, stream, block(fields));
    }

    Http2Frames continuation(int stream) {
        return frame(CONTINUATION, 0, stream, new byte[0]);
    }

    Http2Frames data(int stream, boolean isEnd, String text) {
        return frame(DATA, isEnd ? END_STREAM : 0, stream, text.getBytes(StandardCharsets.UTF_8));
    }

    Http2Frames reset(int stream) {
        return frame(RESET, 0, stream, new byte[] {0, 0, 0, CANCEL});
    }

    Http2Frames ping() {
        return frame(PING, 0, 0, new byte[8]);
    }

    Http2Frames settings() {
        return frame(SETTINGS, 0, 0, new byte[] {0, 4, 0, 1, 0, 0});
    }

    /** Takes what comes within this time, and throws it away. */
    void readFor(int millis) {
        try {
            socket.setSoTimeout(millis);
            var buffer = new byte[16_384];
            int read = 1;
            while (read > 0) {
                read = socket.getInputStream().read(buffer);
            }
        } catch (SocketTimeoutException enough) {
            // It has had its time.
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Http2Frames frame(int type, int flags, int stream, byte[] payload) {
        var frame = new ByteArrayOutputStream();
        frame.write(payload.length >> 16);
        frame.write(payload.length >> 8);
        frame.write(payload.length);
        frame.write(type);
        frame.write(flags);
        for (int shift = 24; shift >= 0; shift -= 8) {
            frame.write(stream >> shift);
        }
        frame.writeBytes(payload);
        try {
            socket.getOutputStream().write(frame.toByteArray());
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Literal fields that are not indexed, without Huffman's code (RFC 7541, 6.2.2). */
    private static byte[] block(String... fields) {
        var block = new ByteArrayOutputStream();
        for (int i = 0; i < fields.length; i++) {
            if (i % 2 == 0) {
                block.write(0);
            }
            byte[] text = fields[i].getBytes(StandardCharsets.ISO_8859_1);
            length(block, text.length);
            block.writeBytes(text);
        }
        return block.toByteArray();
    }

    private static void length(ByteArrayOutputStream block, int length) {
        if (length < LITERAL_PREFIX) {
            block.write(length);
            return;
        }
        block.write(LITERAL_PREFIX);
        int rest = length - LITERAL_PREFIX;
        while (rest >= MORE) {
            block.write(rest % MORE + MORE);
            rest /= MORE;
        }
        block.write(rest);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
