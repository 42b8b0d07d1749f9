package io.tollgate.scenarios.stand.watch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Which local TCP ports a process has, from Linux' {@code /proc}. */
public final class Sockets {

    private static final int LOCAL_ADDRESS = 1;
    private static final int INODE = 9;
    private static final int HEXADECIMAL = 16;

    private Sockets() {}

    /** Of listening and of connected sockets. */
    public static Set<Integer> ports(long pid) {
        Set<String> inodes = inodes(Path.of("/proc", Long.toString(pid), "fd"));
        Set<Integer> ports = new HashSet<>();
        for (Path table : List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"))) {
            for (String line : lines(table)) {
                List<String> columns = List.of(line.strip().split("\\s+", -1));
                if (columns.size() > INODE && inodes.contains(columns.get(INODE))) {
                    String address = columns.get(LOCAL_ADDRESS);
                    ports.add(Integer.parseInt(address.substring(address.indexOf(':') + 1), HEXADECIMAL));
                }
            }
        }
        return ports;
    }

    private static Set<String> inodes(Path descriptors) {
        try (var open = Files.list(descriptors)) {
            return open.map(Sockets::target)
                    .filter(target -> target.startsWith("socket:["))
                    .map(target -> target.substring("socket:[".length(), target.length() - 1))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What has been closed meanwhile has no target. */
    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closed) {
            return "";
        }
    }

    private static List<String> lines(Path table) {
        try {
            return Files.exists(table) ? Files.readAllLines(table) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
