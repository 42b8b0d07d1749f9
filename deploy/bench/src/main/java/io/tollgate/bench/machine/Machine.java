package io.tollgate.bench.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a figure was measured on.
 *
 * @param cpuModel as the kernel names it
 * @param cores that this process may use
 * @param memoryBytes all of the machine's
 * @param system kernel and architecture
 * @param jdk vendor and version
 */
public record Machine(String cpuModel, int cores, long memoryBytes, String system, String jdk) {

    /** This one. */
    public static Machine current() {
        return new Machine(
                cpuModel(read("/proc/cpuinfo")),
                Runtime.getRuntime().availableProcessors(),
                Processes.kibOf(read("/proc/meminfo"), "MemTotal").orElse(0) * 1024,
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"),
                System.getProperty("java.vendor") + " " + Runtime.version());
    }

    static String cpuModel(String cpuinfo) {
        return cpuinfo.lines()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).trim())
                .findFirst()
                .orElse("unknown");
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException elsewhere) {
            return "";
        }
    }
}
