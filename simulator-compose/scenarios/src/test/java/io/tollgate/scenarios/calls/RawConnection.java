package io.tollgate.scenarios.calls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** A connection on which any bytes may be sent, for callers that do not keep to the protocol. Not thread-safe. */
public final class RawConnection implements AutoCloseable {

    private static final Pattern LENGTH = Pattern.compile("(?i)\\r\\ncontent-length: (\\d+)\\r\\n");
    private static final String END_OF_HEAD = "\r\n\r\n";

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
     * @throws UncheckedIOException when nothing at all happens for {@code patience}
     */
    public String readToEnd(Duration patience) {
        return read(patience, soFar -> false);
    }

    /** As {@link #readToEnd}, but no further than one whole answer, whose length is in its head. */
    public String readAnswer(Duration patience) {
        return read(patience, RawConnection::isWhole);
    }

    private static boolean isWhole(String soFar) {
        int head = soFar.indexOf(END_OF_HEAD);
        var length = LENGTH.matcher(soFar);
        return head >= 0
                && length.find()
                && soFar.length() >= head + END_OF_HEAD.length() + Integer.parseInt(length.group(1));
    }

    /** As {@link #readToEnd}, but no further than so many events of a stream. */
    public String readEvents(int events, Duration patience) {
        return read(patience, soFar -> soFar.split("\ndata: ", -1).length > events);
    }

    /** Takes what comes within this time, and throws it away. */
    public void readFor(Duration length) {
        long end = System.nanoTime() + length.toNanos();
        var buffer = new byte[8_192];
        try {
            int read = 0;
            for (long left = length.toMillis(); read >= 0 && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
                socket.setSoTimeout((int) left);
                read = socket.getInputStream().read(buffer);
            }
        } catch (SocketTimeoutException enough) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String read(Duration patience, Predicate<String> enough) {
        String text = "";
        var buffer = new byte[8_192];
        try {
            socket.setSoTimeout((int) patience.toMillis());
            int read = socket.getInputStream().read(buffer);
            while (read >= 0) {
                text += new String(buffer, 0, read, StandardCharsets.ISO_8859_1);
                read = enough.test(text) ? -1 : socket.getInputStream().read(buffer);
            }
        } catch (SocketException reset) {
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text;
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
