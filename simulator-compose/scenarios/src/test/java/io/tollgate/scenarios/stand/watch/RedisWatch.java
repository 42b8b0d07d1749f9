package io.tollgate.scenarios.stand.watch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Counts what Redis is asked while it is watched, by {@code MONITOR}: one for each command that a client sends, none for
 * what scripts do inside. Thread-safe.
 */
public final class RedisWatch implements AutoCloseable {

    private static final Pattern COMMAND =
            Pattern.compile("^\\+[0-9.]+ \\[\\d+ (?!lua)[^\\]]*:(\\d+)\\] \"([^\"]*)\"(?: \"([^\"]*)\")?.*");
    private static final Set<String> SCRIPTS = Set.of("EVALSHA", "EVAL", "EVALSHA_RO", "EVAL_RO");

    private final Map<Command, Long> commands = new ConcurrentHashMap<>();
    private final Socket socket;

    private record Command(int port, String name, String script) {}

    private RedisWatch(Socket socket) {
        this.socket = socket;
    }

    /** Watches from now on. */
    public static RedisWatch on(int port) {
        try {
            var socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.getOutputStream().write("MONITOR\r\n".getBytes(StandardCharsets.US_ASCII));
            var reader =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            var ready = reader.readLine();
            if (!"+OK".equals(ready)) {
                throw new IllegalStateException("Redis answered " + ready + " to MONITOR");
            }
            var watch = new RedisWatch(socket);
            Thread.ofVirtual().start(() -> watch.read(reader));
            return watch;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(BufferedReader reader) {
        try {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                Matcher matcher = COMMAND.matcher(line);
                if (matcher.matches()) {
                    int port = Integer.parseInt(matcher.group(1));
                    String name = matcher.group(2).toUpperCase(java.util.Locale.ROOT);
                    commands.merge(
                            new Command(port, name, SCRIPTS.contains(name) ? matcher.group(3) : ""), 1L, Long::sum);
                }
            }
        } catch (IOException closed) {
            commands.putIfAbsent(new Command(0, "MONITOR", ""), 0L);
        }
    }

    /** What was sent from these local ports. */
    public Commands from(Set<Integer> ports) {
        Map<String, Long> found = new TreeMap<>();
        commands.forEach((command, count) -> {
            if (ports.contains(command.port())) {
                found.merge((command.name() + " " + command.script()).strip(), count, Long::sum);
            }
        });
        return new Commands(found);
    }

    /**
     * Commands of some clients.
     *
     * @param counts how often each was sent; a script's name includes its digest
     */
    public record Commands(Map<String, Long> counts) {

        /** All of them. */
        public long total() {
            return counts.values().stream().mapToLong(Long::longValue).sum();
        }

        /** How often each script was called, by its digest. */
        public Map<String, Long> scripts() {
            Map<String, Long> scripts = new TreeMap<>();
            counts.forEach((name, count) -> {
                int space = name.indexOf(' ');
                if (space > 0) {
                    scripts.put(name.substring(space + 1), count);
                }
            });
            return scripts;
        }

        /** Calls of scripts. */
        public long scriptCalls() {
            return scripts().values().stream().mapToLong(Long::longValue).sum();
        }
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
