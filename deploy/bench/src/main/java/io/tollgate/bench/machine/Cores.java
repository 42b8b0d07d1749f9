package io.tollgate.bench.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Keeps load and what is measured from sharing a core, by {@code taskset}. Where there is one core only, or no
 * {@code taskset}, nothing is pinned and {@link #description} says so.
 *
 * @param load core of the generator, the simulator and the servers; negative when nothing is pinned
 * @param measured core of what is measured; negative when nothing is pinned
 * @param description for the report
 */
public record Cores(int load, int measured, String description) {

    private static final int UNPINNED = -1;

    /** The first two cores that this process may use. */
    public static Cores choose() {
        List<Integer> allowed = allowed();
        if (allowed.size() < 2) {
            return new Cores(UNPINNED, UNPINNED, "not pinned: one core only, or cores unknown");
        }
        if (run(List.of("taskset", "-V")) != 0) {
            return new Cores(UNPINNED, UNPINNED, "not pinned: no taskset on this machine");
        }
        return new Cores(
                allowed.get(0),
                allowed.get(1),
                "load, simulator and servers on core " + allowed.get(0) + ", what is measured on core "
                        + allowed.get(1));
    }

    /** Whether anything is pinned. */
    public boolean pinned() {
        return load >= 0;
    }

    /** Moves every thread of {@code pids} to the load core. */
    public void toLoad(Collection<Long> pids) {
        pids.forEach(pid -> pin(pid, load));
    }

    /** Moves every thread of {@code pids} to the measured core. */
    public void toMeasured(Collection<Long> pids) {
        pids.forEach(pid -> pin(pid, measured));
    }

    /** {@code command}, started on the measured core from its first instruction. */
    public List<String> onMeasured(List<String> command) {
        if (!pinned()) {
            return command;
        }
        List<String> all = new ArrayList<>(List.of("taskset", "-c", Integer.toString(measured)));
        all.addAll(command);
        return all;
    }

    private static void pin(long pid, int core) {
        if (core >= 0) {
            run(List.of("taskset", "-a", "-c", "-p", Integer.toString(core), Long.toString(pid)));
        }
    }

    private static List<Integer> allowed() {
        try {
            return Files.readString(Path.of("/proc/self/status"))
                    .lines()
                    .filter(line -> line.startsWith("Cpus_allowed_list:"))
                    .map(line -> coreList(line.substring(line.indexOf(':') + 1).trim()))
                    .findFirst()
                    .orElse(List.of());
        } catch (IOException elsewhere) {
            return List.of();
        }
    }

    /** Reads the kernel's form, for example {@code 0-3,8}. */
    static List<Integer> coreList(String list) {
        List<Integer> cores = new ArrayList<>();
        for (String part : List.of(list.split(",", -1))) {
            List<String> ends = List.of(part.split("-", 2));
            for (int core = Integer.parseInt(ends.getFirst()); core <= Integer.parseInt(ends.getLast()); core++) {
                cores.add(core);
            }
        }
        return cores;
    }

    private static int run(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(5, TimeUnit.SECONDS) ? process.exitValue() : UNPINNED;
        } catch (IOException missing) {
            return UNPINNED;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return UNPINNED;
        }
    }
}
