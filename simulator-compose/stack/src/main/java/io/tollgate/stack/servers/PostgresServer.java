package io.tollgate.stack.servers;

import io.tollgate.stack.process.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * PostgreSQL with one database and one user, both named {@value #USER}. What it has committed survives {@code kill -9}
 * of the server, but not a crash of the machine: it does not wait for the disk.
 */
public final class PostgresServer extends Server {

    /** The superuser's name and the database's. */
    public static final String USER = "tollgate";

    private static final int STATUS_LINE = 7;

    private static final List<String> SETTINGS = List.of(
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "fsync=off",
            "full_page_writes=off",
            "shared_buffers=32MB",
            "max_connections=100",
            "jit=off");

    private final PostgresData data;
    private final ServerBinaries binaries;
    private final List<String> settings;

    private PostgresServer(Path directory, List<String> settings) {
        super("postgres", directory);
        this.settings = List.copyOf(settings);
        binaries = ServerBinaries.located();
        data = PostgresData.in(directory(), binaries);
    }

    /** Starts on a free port. */
    public static PostgresServer start(Path directory) {
        return start(directory, 0);
    }

    /** Starts on {@code port}; 0 for a free one. The first start in a directory makes the database. */
    public static PostgresServer start(Path directory, int port) {
        return start(directory, port, List.of());
    }

    /** Starts on {@code port}, with {@code settings} such as {@code fsync=on} instead of the usual ones. */
    public static PostgresServer start(Path directory, int port, List<String> settings) {
        var server = new PostgresServer(directory, settings);
        server.startOn(port);
        return server;
    }

    /** Removes the data of a stopped server, wherever it was put. */
    public static void remove(Path directory) throws IOException {
        Reach.delete(directory.toAbsolutePath().normalize());
    }

    /** {@code jdbc:postgresql://127.0.0.1:port/tollgate}, without credentials. */
    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port() + "/" + USER;
    }

    /** {@code postgresql://user:password@127.0.0.1:port/tollgate}. */
    public String url() {
        return "postgresql://" + USER + ":" + password() + "@127.0.0.1:" + port() + "/" + USER;
    }

    /** The user to connect as, a superuser. */
    public String user() {
        return USER;
    }

    /** The user's password, drawn when the database was made. */
    public String password() {
        return data.password();
    }

    @Override
    List<String> command() {
        var arguments = new ArrayList<String>(List.of("-D", data.path().toString(), "-p", Integer.toString(port())));
        for (String setting : SETTINGS) {
            arguments.addAll(List.of("-c", setting));
        }
        for (String setting : settings) {
            arguments.addAll(List.of("-c", setting));
        }
        return data.command("postgres", arguments.toArray(String[]::new));
    }

    @Override
    boolean answers() {
        try {
            var lines = Files.readAllLines(data.path().resolve("postmaster.pid"));
            return lines.size() > STATUS_LINE
                    && lines.get(STATUS_LINE).strip().equals("ready")
                    && isOurs(Long.parseLong(lines.getFirst().strip()));
        } catch (IOException | NumberFormatException e) {
            return false;
        }
    }

    /** A server that was killed leaves its file behind, with another process id. */
    private boolean isOurs(long postmaster) {
        return postmaster == pid()
                || ProcessHandle.of(pid()).stream()
                        .flatMap(ProcessHandle::descendants)
                        .anyMatch(child -> child.pid() == postmaster);
    }

    @Override
    Signal stopSignal() {
        return Signal.INT;
    }
}
