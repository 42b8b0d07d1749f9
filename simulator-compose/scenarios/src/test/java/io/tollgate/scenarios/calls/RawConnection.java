package io.tollgate.scenarios.calls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A connection on which any bytes may be sent, for callers that do not keep to the protocol. Not thread-safe. */
public final class RawConnection implements AutoCloseable {

    private final Socket socket;

    private RawConnection(Socket socket) {
        this.socket = socket;
    }

    /** Connects to the host of {@code url}; {@code receiveBufferBytes} bounds what the kernel takes in unread. */
    public static RawConnection to(URI url, int receiveBufferBytes) {
        try {
            var socket = new Socket();
            socket.setReceiveBufferSize(receiveBufferBytes);
            socket.connect(new InetSocketAddress(url.getHost(), url.getPort()), 5_000);
            return new RawConnection(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Connects with a buffer of usual size. */
    public static RawConnection to(URI url) {
        return to(url, 65_536);
    }

    /** Sends {@code text} as it is. */
    public RawConnection send(String text) {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Says that nothing more will be sent. */
    public RawConnection sendNoMore() {
        try {
            socket.shutdownOutput();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads until the other side closes, or resets, the connection.
     *
     * @return what was read; empty when there was nothing
     * @throws UncheckedIOException when it has not closed within {@code patience}
     */
    public String readToEnd(Duration patience) {
        var text = new StringBuilder();
        var buffer = new byte[8_192];
        try {
            socket.setSoTimeout((int) patience.toMillis());
            for (int read = socket.getInputStream().read(buffer);
                    read >= 0;
                    read = socket.getInputStream().read(buffer)) {
                text.append(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
            }
        } catch (SocketException reset) {
            return text.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
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
