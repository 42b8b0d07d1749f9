package io.tollgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tollgate.gateway.support.RealServers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** Floods of frames (RFC 9113) on one connection without a key: each ends the connection, and costs no more until then. */
@QuarkusTest
@QuarkusTestResource(RealServers.class)
class FloodIT {

    private static final int FRAMES = 20_000;
    private static final int FRAMES_THAT_FILL_EVERY_BUFFER = 2_000_000;
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int CONTINUATION = 9;
    private static final int END_HEADERS = 4;

    /** {@code POST http /}, in HPACK's static table. */
    private static final byte[] HEAD = {(byte) 0x83, (byte) 0x86, (byte) 0x84};

    @TestHTTPResource
    URI node;

    @Test
    void shouldCutAFloodOfEmptyContinuations() throws IOException {
        assertThat(isCut(frame(HEADERS, 0, 1, HEAD), FRAMES, i -> frame(CONTINUATION, 0, 1)))
                .isTrue();
    }

    @Test
    void shouldCutAFloodOfTinyContinuations() throws IOException {
        assertThat(isCut(frame(HEADERS, 0, 1, HEAD), FRAMES, i -> frame(CONTINUATION, 0, 1, (byte) 0x90)))
                .isTrue();
    }

    @Test
    void shouldCutAFloodOfEmptyData() throws IOException {
        assertThat(isCut(frame(HEADERS, END_HEADERS, 1, HEAD), FRAMES, i -> frame(DATA, 0, 1)))
                .isTrue();
    }

    @Test
    void shouldCutAFloodOfResets() throws IOException {
        assertThat(isCut(new byte[0], FRAMES, i -> {
                    int stream = 2 * i + 1;
                    return joined(
                            frame(HEADERS, END_HEADERS, stream, HEAD),
                            frame(RST_STREAM, 0, stream, (byte) 0, (byte) 0, (byte) 0, (byte) 8));
                }))
                .isTrue();
    }

    @Test
    void shouldCutWhoAsksForAnswersAndReadsNone() throws IOException {
        assertThat(isCut(new byte[0], FRAMES_THAT_FILL_EVERY_BUFFER, i -> frame(PING, 0, 0, new byte[8])))
                .isTrue();
        assertThat(isCut(new byte[0], FRAMES_THAT_FILL_EVERY_BUFFER, i -> frame(SETTINGS, 0, 0)))
                .isTrue();
    }

    /** Whether the node has closed the connection, once it has; fails when it does not. */
    private boolean isCut(byte[] first, int frames, IntFunction<byte[]> flood) throws IOException {
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(4_096);
            socket.setSoTimeout(30_000);
            socket.connect(new InetSocketAddress(node.getHost(), node.getPort()));
            OutputStream out = socket.getOutputStream();
            out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.write(frame(SETTINGS, 0, 0));
            out.write(first);
            ByteArrayOutputStream batch = new ByteArrayOutputStream();
            for (int i = 0; i < frames; i++) {
                batch.writeBytes(flood.apply(i));
                if (batch.size() > 16_384 || i == frames - 1) {
                    batch.writeTo(out);
                    batch.reset();
                }
            }
            socket.getInputStream().skip(Long.MAX_VALUE);
            return socket.getInputStream().read() < 0;
        } catch (SocketException e) {
            return true;
        }
    }

    private static byte[] frame(int type, int flags, int stream, byte... payload) {
        return ByteBuffer.allocate(9 + payload.length)
                .put((byte) (payload.length >> 16))
                .putShort((short) payload.length)
                .put((byte) type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload)
                .array();
    }

    private static byte[] joined(byte[] one, byte[] other) {
        return ByteBuffer.allocate(one.length + other.length)
                .put(one)
                .put(other)
                .array();
    }
}
