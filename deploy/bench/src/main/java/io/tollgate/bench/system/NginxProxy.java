package io.tollgate.bench.system;

import io.tollgate.bench.machine.Cores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** nginx with one worker in front of the simulator, its files in a directory of its own. Ends with {@link #close}. */
public final class NginxProxy implements AutoCloseable {

    private static final int ATTEMPTS_TO_CONNECT = 100;
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(50);
    private static final int SECONDS_TO_STOP = 5;

    private final Process master;
    private final Path directory;
    private final URI base;

    private NginxProxy(Process master, Path directory, URI base) {
        this.master = master;
        this.directory = directory;
        this.base = base;
    }

    /** The nginx of this machine, if there is one. */
    public static Optional<Path> installed() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.concat(
                        Stream.of(path.split(":", -1)), Stream.of("/usr/sbin", "/usr/local/sbin", "/opt/homebrew/bin"))
                .filter(part -> !part.isBlank())
                .map(part -> Path.of(part, "nginx"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** What {@code nginx -v} says, for example {@code nginx/1.22.1}. */
    public static String version(Path nginx) {
        try {
            Process process = new ProcessBuilder(nginx.toString(), "-v")
                    .redirectErrorStream(true)
                    .start();
            try (var output = process.inputReader()) {
                String line = Optional.ofNullable(output.readLine()).orElse("nginx");
                return line.substring(line.lastIndexOf(' ') + 1);
            }
        } catch (IOException notRunnable) {
            throw new UncheckedIOException(notRunnable);
        }
    }

    /** Starts {@code nginx} on a free port and waits until it accepts connections. */
    public static NginxProxy start(Path nginx, URI upstream, Cores cores) throws IOException {
        Path directory = Files.createTempDirectory("tollgate-bench-nginx");
        int port = freePort();
        Path config = directory.resolve("nginx.conf");
        Files.writeString(config, config(upstream, port, runsAsRoot()));
        Process master = new ProcessBuilder(cores.onMeasured(
                        List.of(nginx.toString(), "-p", directory.toString(), "-c", config.toString())))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output.log").toFile())
                .start();
        var proxy = new NginxProxy(master, directory, URI.create("http://127.0.0.1:" + port));
        proxy.awaitPort(port);
        return proxy;
    }

    /** As lean as nginx goes while it passes streams on at once: one worker, kept-alive connections, no buffering, no log. */
    static String config(URI upstream, int port, boolean asRoot) {
        return """
                daemon off;
                %sworker_processes 1;
                pid nginx.pid;
                error_log error.log warn;
                events { worker_connections 8192; }
                http {
                  access_log off;
                  client_body_temp_path body;
                  proxy_temp_path proxy;
                  fastcgi_temp_path fastcgi;
                  uwsgi_temp_path uwsgi;
                  scgi_temp_path scgi;
                  keepalive_requests 1000000000;
                  upstream simulator {
                    server %s;
                    keepalive 1024;
                    keepalive_requests 1000000000;
                  }
                  server {
                    listen 127.0.0.1:%d backlog=4096;
                    location / {
                      proxy_pass http://simulator;
                      proxy_http_version 1.1;
                      proxy_set_header Connection "";
                      proxy_buffering off;
                    }
                  }
                }
                """.formatted(asRoot ? "user root;\n" : "", upstream.getAuthority(), port);
    }

    /** Where it listens. */
    public URI base() {
        return base;
    }

    /** The master process; the worker is below it. */
    public long pid() {
        return master.pid();
    }

    private void awaitPort(int port) throws IOException {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        for (int attempt = 0; attempt < ATTEMPTS_TO_CONNECT && master.isAlive(); attempt++) {
            try (var socket = new Socket()) {
                socket.connect(address);
                return;
            } catch (IOException notYet) {
                LockSupport.parkNanos(BETWEEN_ATTEMPTS.toNanos());
            }
        }
        String output = Files.readString(directory.resolve("output.log"));
        close();
        throw new IOException("nginx did not start: " + output);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean runsAsRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    @Override
    public void close() {
        master.destroy();
        try {
            if (!master.waitFor(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
                master.destroyForcibly();
            }
            deleteFiles();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (IOException leftBehind) {
            throw new UncheckedIOException(leftBehind);
        }
    }

    private void deleteFiles() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
