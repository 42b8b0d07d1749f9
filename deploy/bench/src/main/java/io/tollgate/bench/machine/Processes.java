package io.tollgate.bench.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * CPU time and memory of running processes, all threads. A process that has ended counts as 0. Stateless.
 *
 * @param proc where the kernel shows its processes, {@code /proc}
 * @param ticksPerSecond the unit of the kernel's CPU times, {@code getconf CLK_TCK}
 */
public record Processes(Path proc, long ticksPerSecond) {

    private static final int USER_TICKS_FIELD = 14;
    private static final int SYSTEM_TICKS_FIELD = 15;
    private static final int FIRST_FIELD_AFTER_NAME = 3;
    private static final int BYTES_PER_KIB = 1024;

    /** The running kernel's; every Linux that Java runs on shows 100 ticks a second. */
    public static Processes ofThisMachine() {
        return new Processes(Path.of("/proc"), 100);
    }

    /** Whether this machine shows its processes in this form. */
    public boolean readable() {
        return Files.isReadable(proc.resolve("self/stat"));
    }

    /** Processes that wanted a core during the last minute, on average; NaN where the kernel does not say. */
    public double loadAverage() {
        String line = read(proc.resolve("loadavg"));
        int end = line.indexOf(' ');
        return end < 0 ? Double.NaN : Double.parseDouble(line.substring(0, end));
    }

    /** User and system time that {@code pids} have used since they started. */
    public Duration cpuTime(Collection<Long> pids) {
        long ticks = 0;
        for (long pid : pids) {
            ticks += cpuTicks(read(proc.resolve(pid + "/stat")));
        }
        return Duration.ofNanos(ticks * (1_000_000_000L / ticksPerSecond));
    }

    /** Bytes of {@code pids} in memory now; pages that two of them share count twice. */
    public long residentBytes(Collection<Long> pids) {
        long bytes = 0;
        for (long pid : pids) {
            bytes += residentBytes(read(proc.resolve(pid + "/status")));
        }
        return bytes;
    }

    /** A variable of the environment that {@code pid} was started with, when this user may read it. */
    public Optional<String> environmentVariable(long pid, String name) {
        return Optional.ofNullable(environment(pid).get(name));
    }

    /** The environment that {@code pid} was started with; empty when this user may not read it. */
    public Map<String, String> environment(long pid) {
        Map<String, String> variables = new HashMap<>();
        for (String variable : List.of(read(proc.resolve(pid + "/environ")).split("\0", -1))) {
            int equals = variable.indexOf('=');
            if (equals > 0) {
                variables.put(variable.substring(0, equals), variable.substring(equals + 1));
            }
        }
        return variables;
    }

    /** {@code pid} and every process below it. */
    public List<Long> withDescendants(long pid) {
        List<Long> all = new ArrayList<>();
        all.add(pid);
        ProcessHandle.of(pid).ifPresent(handle -> handle.descendants().forEach(below -> all.add(below.pid())));
        return all;
    }

    /** The process's name may hold spaces and brackets, so fields are counted from behind its last bracket. */
    static long cpuTicks(String stat) {
        int nameEnd = stat.lastIndexOf(')');
        if (nameEnd < 0) {
            return 0;
        }
        List<String> fields = List.of(stat.substring(nameEnd + 1).trim().split(" +", -1));
        return Long.parseLong(fields.get(USER_TICKS_FIELD - FIRST_FIELD_AFTER_NAME))
                + Long.parseLong(fields.get(SYSTEM_TICKS_FIELD - FIRST_FIELD_AFTER_NAME));
    }

    static long residentBytes(String status) {
        return kibOf(status, "VmRSS").orElse(0) * BYTES_PER_KIB;
    }

    /** The value of a {@code Name:   123 kB} line. */
    static OptionalLong kibOf(String lines, String name) {
        return lines.lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.replaceAll("[^0-9]", ""))
                .filter(digits -> !digits.isEmpty())
                .mapToLong(Long::parseLong)
                .findFirst();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException gone) {
            return "";
        }
    }
}
