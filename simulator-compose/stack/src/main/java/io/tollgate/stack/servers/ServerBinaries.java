package io.tollgate.stack.servers;

import io.tollgate.stack.process.FileTrees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the servers' programs are: archives that the build has copied, unpacked on first use.
 *
 * <p>The directory is the system property {@value #PROPERTY}, else the environment variable {@value #VARIABLE}, else
 * {@value #DEFAULT} in the working directory or one above it. Safe to use from many JVMs at once.
 */
public final class ServerBinaries {

    /** System property that names the directory. */
    public static final String PROPERTY = "tollgate.servers.dir";

    /** Environment variable that names the directory. */
    public static final String VARIABLE = "TOLLGATE_SERVERS_DIR";

    private static final String DEFAULT = "simulator-compose/stack/target/servers";
    private static final Object IN_THIS_JVM = new Object();

    private final Path directory;

    private ServerBinaries(Path directory) {
        this.directory = directory.toAbsolutePath().normalize();
    }

    /** The directory in force. @throws IllegalStateException when the build has not made it yet */
    public static ServerBinaries located() {
        var named = Optional.ofNullable(System.getProperty(PROPERTY))
                .or(() -> Optional.ofNullable(System.getenv(VARIABLE)));
        var found = named.map(Path::of)
                .or(() -> Stream.iterate(Path.of("").toAbsolutePath(), p -> p != null, Path::getParent)
                        .map(parent -> parent.resolve(DEFAULT))
                        .filter(Files::isDirectory)
                        .findFirst())
                .filter(path -> Files.isDirectory(path.resolve("archives")));
        return new ServerBinaries(
                found.orElseThrow(() -> new IllegalStateException("Redis, Kafka and PostgreSQL are not there yet"
                        + named.map(path -> " in " + path).orElse("")
                        + ". Run './tollgate build' first, or 'mvn package' in simulator-compose/stack.")));
    }

    /** The directory itself, absolute. */
    public Path directory() {
        return directory;
    }

    /** The program {@code redis-server}. */
    public Path redis() {
        return unpacked("redis", directory, Archives::unpackRedis).resolve("redis-server");
    }

    /** The directory of {@code initdb} and {@code postgres}, which an unprivileged user can reach. */
    public Path postgres() {
        try {
            return unpacked("postgres", Reach.of(directory), Archives::unpackPostgres)
                    .resolve("bin");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare " + directory, e);
        }
    }

    /** The directory of Kafka's jars. */
    public Path kafka() {
        return directory.resolve("kafka");
    }

    private Path unpacked(String name, Path parent, Unpacking unpacking) {
        var archive = directory.resolve("archives").resolve(name + ".jar");
        try {
            // A newer archive has another size and so unpacks beside the older one.
            var target = parent.resolve(name + "-" + Files.size(archive));
            if (Files.isDirectory(target)) {
                return target;
            }
            synchronized (IN_THIS_JVM) {
                unpackOnce(archive, target, unpacking);
            }
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack " + archive + " into " + parent, e);
        }
    }

    private static void unpackOnce(Path archive, Path target, Unpacking unpacking) throws IOException {
        var lockFile = target.resolveSibling(".lock");
        try (var channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var lock = channel.lock()) {
            if (lock.isValid() && !Files.isDirectory(target)) {
                var draft = target.resolveSibling(target.getFileName() + ".draft");
                FileTrees.delete(draft);
                Files.createDirectories(draft);
                unpacking.unpack(archive, draft);
                Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
            }
        }
    }

    /** How an archive becomes a directory. */
    private interface Unpacking {
        void unpack(Path archive, Path target) throws IOException;
    }

    /** The machine as the archives name it, for example {@code linux-amd64}. */
    static String platform() {
        var os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        var arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return (os.startsWith("mac") ? "darwin" : os) + "-"
                + switch (arch) {
                    case "x86_64", "amd64" -> "amd64";
                    case "aarch64", "arm64" -> "arm64";
                    default -> arch;
                };
    }
}
