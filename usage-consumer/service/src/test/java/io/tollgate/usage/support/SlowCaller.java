package io.tollgate.usage.support;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;

/**
 * A caller who reads an answer as slowly as a test likes: it takes in little before it is asked to. The server's side of the
 * connection holds about 4 MiB more. Not thread-safe.
 */
public final class SlowCaller implements AutoCloseable {

    private static final int RECEIVE_BUFFER = 64 * 1024;
    private static final int HEX = 16;

    private final Socket socket = new Socket();
    private final InputStream in;
    private final String status;

    /** Asks for {@code uri}, and reads the head of the answer. */
    public SlowCaller(URI uri) throws IOException {
        socket.setReceiveBufferSize(RECEIVE_BUFFER);
        socket.setSoTimeout(30_000);
        socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()));
        String request = "GET " + uri.getRawPath() + "?" + uri.getRawQuery() + " HTTP/1.1\r\nhost: "
                + uri.getAuthority() + "\r\nauthorization: Bearer " + UsageServers.KEY + "\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(ISO_8859_1));
        in = new BufferedInputStream(socket.getInputStream());
        status = line();
        while (!line().isEmpty()) {
            // the rest of the head
        }
    }

    /** The status line. */
    public String status() {
        return status;
    }

    /** The chunked body; fails where the answer is broken off. */
    public InputStream body() {
        return new InputStream() {
            private int left;

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int from, int count) throws IOException {
                if (left == 0) {
                    left = Integer.parseInt(line(), HEX);
                    if (left == 0) {
                        return -1;
                    }
                }
                int read = in.read(bytes, from, Math.min(left, count));
                if (read < 0) {
                    throw new EOFException("broken off");
                }
                left -= read;
                if (left == 0) {
                    line();
                }
                return read;
            }
        };
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("broken off");
            }
            line.append((char) next);
        }
        return line.toString().trim();
    }
}
