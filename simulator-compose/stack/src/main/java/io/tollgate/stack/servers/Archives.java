package io.tollgate.stack.servers;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.jar.JarFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** Unpacks the archives that carry the servers' programs. */
final class Archives {

    private static final int OWNER_EXECUTES = 0100;

    private Archives() {}

    /** One static program per platform. */
    static void unpackRedis(Path archive, Path target) throws IOException {
        try (var jar = new JarFile(archive.toFile())) {
            var entry = jar.stream()
                    .filter(e -> e.getName().startsWith("redis-server-"))
                    .filter(e -> e.getName().endsWith(ServerBinaries.platform()))
                    .findFirst()
                    .orElseThrow(() -> missing("Redis"));
            var program = target.resolve("redis-server");
            try (var in = jar.getInputStream(entry)) {
                Files.copy(in, program);
            }
            permit(program, true);
        }
        permit(target, true);
    }

    /** A tree of programs, libraries and links, packed with xz. */
    static void unpackPostgres(Path archive, Path target) throws IOException {
        try (var jar = new JarFile(archive.toFile())) {
            var entry = jar.stream()
                    .filter(e -> e.getName().endsWith(".txz"))
                    .findFirst()
                    .orElseThrow(() -> missing("PostgreSQL"));
            try (var in = jar.getInputStream(entry);
                    var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(in)))) {
                unpack(tar, target);
            }
        }
        permit(target, true);
    }

    private static void unpack(TarArchiveInputStream tar, Path target) throws IOException {
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            var path = target.resolve(entry.getName()).normalize();
            if (!path.startsWith(target)) {
                throw new IOException("the archive leaves its directory: " + entry.getName());
            }
            if (entry.isDirectory()) {
                Files.createDirectories(path);
                permit(path, true);
            } else if (entry.isSymbolicLink()) {
                Files.createDirectories(path.getParent());
                Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            } else {
                Files.createDirectories(path.getParent());
                Files.copy(tar, path);
                permit(path, (entry.getMode() & OWNER_EXECUTES) != 0);
            }
        }
    }

    private static void permit(Path path, boolean execute) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(execute ? "rwxr-xr-x" : "rw-r--r--"));
    }

    private static IOException missing(String server) {
        return new IOException("there is no " + server + " for " + ServerBinaries.platform()
                + " in the archive; use a server of your own through the TOLLGATE_..._URL variables");
    }
}
