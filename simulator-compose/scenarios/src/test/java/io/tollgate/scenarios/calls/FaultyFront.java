package io.tollgate.scenarios.calls;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;

/**
 * A TCP port before a backend at which a part of the connections goes wrong, each connection anew. A good one carries one request and
 * ends, so that what happens to connections happens to requests. Thread-safe.
 */
public final class FaultyFront implements AutoCloseable {

    /** What goes wrong with a connection. */
    public enum Fault {
        /** There is none: nobody listens for a part of the time. */
        REFUSE,
        /** It is reset before a byte is read. */
        RESET,
        /** It is accepted, and nothing ever comes. */
        BLACK_HOLE,
        /** What is said is not TLS, to a caller who expects it. */
        NO_TLS,
        /** It is reset once the request has begun to arrive. */
        RESET_AFTER_REQUEST
    }

    private static final byte[] NOT_TLS =
            "HTTP/1.1 400 no TLS here\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    private static final byte[] CLOSE = "connection: close\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    private static final int CHUNK_BYTES = 16_384;
    private static final int BACKLOG = 1_000;

    private static final long CYCLE_MILLIS = 500;

    private final long startNanos = System.nanoTime();
    private final InetSocketAddress address;
    private volatile ServerSocket server;
    private volatile boolean closed;
    private final URI behind;
    private final OwnCertificate certificate;
    private final Fault fault;
    private final SplittableRandom random = new SplittableRandom(5);
    private final List<Long> connections = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile double part;

    private FaultyFront(URI behind, Fault fault, double part, OwnCertificate certificate) {
        this.behind = behind;
        this.fault = fault;
        this.part = part;
        this.certificate = certificate;
        try {
            server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        address = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort());
        threads.execute(this::accept);
        if (fault == Fault.REFUSE) {
            clock.scheduleAtFixedRate(this::refuseForAWhile, CYCLE_MILLIS, CYCLE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** Lets {@code part} of the connections to {@code backend} go wrong, 0 to 1. */
    public static FaultyFront before(URI backend, Fault fault, double part) {
        return before(backend, fault, part, null);
    }

    /** The same, speaking TLS with {@code certificate} unless that is null. */
    public static FaultyFront before(URI backend, Fault fault, double part, OwnCertificate certificate) {
        return new FaultyFront(backend, fault, part, certificate);
    }

    /** Where to call instead of the backend. */
    public URI url() {
        return URI.create((certificate == null ? "http" : "https") + "://127.0.0.1:" + address.getPort());
    }

    private void refuseForAWhile() {
        closeServer();
        clock.schedule(this::listenAgain, Math.round(CYCLE_MILLIS * part), TimeUnit.MILLISECONDS);
    }

    private void listenAgain() {
        try {
            var again = new ServerSocket();
            again.setReuseAddress(true);
            again.bind(address, BACKLOG);
            server = again;
            if (closed) {
                again.close();
            } else {
                threads.execute(this::accept);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void closeServer() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** When each connection was made, on the front's own clock. */
    public List<Long> connectionsNanos() {
        return List.copyOf(connections);
    }

    /** Now, on the front's own clock. */
    public long nowNanos() {
        return System.nanoTime() - startNanos;
    }

    /** From now on all goes well. */
    public void heal() {
        part = 0;
    }

    private void accept() {
        ServerSocket listening = server;
        try {
            while (!listening.isClosed()) {
                Socket socket = listening.accept();
                connections.add(nowNanos());
                boolean bad;
                synchronized (random) {
                    bad = fault != Fault.REFUSE && random.nextDouble() < part;
                }
                open.add(socket);
                threads.execute(() -> serve(socket, bad));
            }
        } catch (IOException ended) {
            // Nobody listens any more.
        }
    }

    private void serve(Socket socket, boolean bad) {
        try {
            if (!bad) {
                pass(secured(socket));
            } else if (fault == Fault.NO_TLS) {
                socket.getOutputStream().write(NOT_TLS);
                socket.close();
            } else if (fault == Fault.RESET) {
                reset(socket);
            } else if (fault == Fault.RESET_AFTER_REQUEST) {
                socket.getInputStream().read();
                reset(socket);
            }
        } catch (IOException broken) {
            forget(socket);
        }
    }

    private Socket secured(Socket plain) throws IOException {
        if (certificate == null) {
            return plain;
        }
        var secured = (SSLSocket) certificate
                .server()
                .getSocketFactory()
                .createSocket(plain, address.getHostString(), address.getPort(), true);
        secured.setUseClientMode(false);
        return secured;
    }

    private static void reset(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    private void pass(Socket caller) throws IOException {
        try (var backend = new Socket(behind.getHost(), behind.getPort())) {
            open.add(backend);
            threads.execute(() -> copy(caller, backend));
            InputStream from = backend.getInputStream();
            OutputStream to = caller.getOutputStream();
            byte[] chunk = new byte[CHUNK_BYTES];
            for (int read = from.read(chunk); read >= 0; read = from.read(chunk)) {
                to.write(chunk, 0, read);
                to.flush();
            }
        } finally {
            forget(caller);
        }
    }

    /** The request, with a header that makes the backend end the connection behind its answer. */
    private void copy(Socket caller, Socket backend) {
        try {
            InputStream from = caller.getInputStream();
            var firstLine = new ByteArrayOutputStream();
            for (int next = from.read(); next >= 0; next = from.read()) {
                firstLine.write(next);
                if (next == '\n') {
                    firstLine.write(CLOSE);
                    break;
                }
            }
            OutputStream to = backend.getOutputStream();
            to.write(firstLine.toByteArray());
            from.transferTo(to);
        } catch (IOException broken) {
            forget(backend);
        }
    }

    private void forget(Socket socket) {
        open.remove(socket);
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        closed = true;
        clock.shutdownNow();
        closeServer();
        open.forEach(this::forget);
        threads.shutdownNow();
    }
}
