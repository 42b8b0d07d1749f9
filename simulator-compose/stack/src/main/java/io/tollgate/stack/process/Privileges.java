package io.tollgate.stack.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How a child gets fewer rights than this JVM, and how it is made to end with it. */
public final class Privileges {

    private static final String UNPRIVILEGED = "nobody";
    private static final int NOBODY = 65534;
    private static final boolean ROOT = isRoot();
    private static final Optional<Path> SETSID = program("setsid");
    private static final Optional<Path> SETPRIV = program("setpriv").filter(Privileges::knowsDeathSignal);

    private Privileges() {}

    /** Whether this JVM runs as root. */
    public static boolean root() {
        return ROOT;
    }

    /**
     * A command prefix that keeps the terminal's Ctrl-C from the child, so that the parent can stop its children in
     * order, and makes the kernel kill the child when its parent ends. Empty where the system has no such programs.
     */
    static List<String> ownSessionThatDiesWithParent() {
        var prefix = new ArrayList<String>();
        SETSID.ifPresent(path -> prefix.add(path.toString()));
        SETPRIV.ifPresent(path -> prefix.addAll(List.of(path.toString(), "--pdeathsig", "KILL")));
        return prefix;
    }

    /**
     * A command prefix that runs a program as an unprivileged user; empty when this JVM is unprivileged itself.
     *
     * @throws IllegalStateException when the system has no program that can do it
     */
    public static List<String> dropRoot() {
        if (!ROOT) {
            return List.of();
        }
        if (SETPRIV.isPresent()) {
            return List.of(
                    SETPRIV.get().toString(),
                    "--reuid=" + NOBODY,
                    "--regid=" + NOBODY,
                    "--clear-groups",
                    "--pdeathsig",
                    "KILL");
        }
        var runuser = program("runuser")
                .orElseThrow(() -> new IllegalStateException(
                        "PostgreSQL refuses to run as root, and neither 'setpriv' nor 'runuser' was found to start it as another"
                                + " user. Install util-linux, or run Tollgate as a user other than root."));
        return List.of(runuser.toString(), "-u", UNPRIVILEGED, "--");
    }

    /** Gives {@code directory}, which must be empty, to the user of {@link #dropRoot}. */
    public static void giveAway(Path directory) {
        if (ROOT) {
            try {
                Files.setAttribute(directory, "unix:uid", NOBODY);
                Files.setAttribute(directory, "unix:gid", NOBODY);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot give " + directory + " to user " + UNPRIVILEGED, e);
            }
        }
    }

    /** Whether the user of {@link #dropRoot} can reach {@code path}: every directory above it lets others through. */
    public static boolean reachableWithoutRoot(Path path) {
        return !ROOT
                || Stream.iterate(path.toAbsolutePath(), p -> p != null, Path::getParent)
                        .filter(Files::exists)
                        .allMatch(Privileges::letsOthersThrough);
    }

    private static boolean letsOthersThrough(Path path) {
        try {
            return Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_EXECUTE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isRoot() {
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException | UnsupportedOperationException e) {
            return "root".equals(System.getProperty("user.name"));
        }
    }

    private static Optional<Path> program(String name) {
        return Stream.of("/usr/bin", "/bin", "/usr/sbin", "/sbin")
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static boolean knowsDeathSignal(Path setpriv) {
        try {
            var process = new ProcessBuilder(setpriv.toString(), "--help")
                    .redirectErrorStream(true)
                    .start();
            var help = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return help.contains("--pdeathsig");
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
