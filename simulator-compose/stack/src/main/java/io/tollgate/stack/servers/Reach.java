package io.tollgate.stack.servers;

import io.tollgate.stack.process.FileTrees;
import io.tollgate.stack.process.Privileges;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.UUID;

/**
 * Where a program that has lost root's rights can work: below a directory like {@code /root} it can reach nothing, so a
 * directory under the temporary one takes its place.
 */
final class Reach {

    /** Names the stand-in, so that it is removed with the directory. */
    private static final String POINTER = "elsewhere";

    private Reach() {}

    /** {@code directory}, or what stands in for it, always the same for the same directory; exists on return. */
    static Path of(Path directory) throws IOException {
        Files.createDirectories(directory);
        if (Privileges.reachableWithoutRoot(directory)) {
            return directory;
        }
        var standIn = standInFor(directory);
        if (!Files.exists(standIn)) {
            Files.createDirectory(standIn);
        }
        if (!Files.isDirectory(standIn, LinkOption.NOFOLLOW_LINKS)
                || !Files.getAttribute(standIn, "unix:uid").equals(0)) {
            throw new IOException(standIn + " belongs to somebody else; remove it and try again");
        }
        Files.setPosixFilePermissions(standIn, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(directory.resolve(POINTER), standIn.toString());
        return standIn;
    }

    /** Removes {@code root} and all below it, and what stands in for directories below it. */
    static void delete(Path root) throws IOException {
        if (!Files.isDirectory(root)) {
            return;
        }
        List<Path> pointers;
        try (var files = Files.walk(root)) {
            pointers = files.filter(file -> file.endsWith(POINTER)).toList();
        }
        for (Path pointer : pointers) {
            var standIn = Path.of(Files.readString(pointer));
            if (standIn.equals(standInFor(pointer.getParent()))) {
                FileTrees.delete(standIn);
            }
        }
        FileTrees.delete(root);
    }

    private static Path standInFor(Path directory) {
        var id = UUID.nameUUIDFromBytes(directory.toString().getBytes(StandardCharsets.UTF_8));
        return Path.of(System.getProperty("java.io.tmpdir")).resolve("tollgate-" + id);
    }
}
