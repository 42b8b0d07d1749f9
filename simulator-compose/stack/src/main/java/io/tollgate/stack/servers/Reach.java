package io.tollgate.stack.servers;

import io.tollgate.stack.process.Privileges;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;

/**
 * Where a program that has lost root's rights can work: below a directory like {@code /root} it can reach nothing, so a
 * directory under the temporary one takes its place.
 */
final class Reach {

    private Reach() {}

    /** {@code directory}, or what stands in for it, always the same for the same directory; exists on return. */
    static Path of(Path directory) throws IOException {
        Files.createDirectories(directory);
        if (Privileges.reachableWithoutRoot(directory)) {
            return directory;
        }
        var id = UUID.nameUUIDFromBytes(directory.toString().getBytes(StandardCharsets.UTF_8));
        var standIn = Path.of(System.getProperty("java.io.tmpdir")).resolve("tollgate-" + id);
        if (!Files.exists(standIn)) {
            Files.createDirectory(standIn);
        }
        if (!Files.isDirectory(standIn, java.nio.file.LinkOption.NOFOLLOW_LINKS)
                || !Files.getAttribute(standIn, "unix:uid").equals(0)) {
            throw new IOException(standIn + " belongs to somebody else; remove it and try again");
        }
        Files.setPosixFilePermissions(standIn, PosixFilePermissions.fromString("rwxr-xr-x"));
        return standIn;
    }
}
