package io.tollgate.gateway.usage.log;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One log's directory. It belongs to the process that holds its lock, which the kernel gives up when that process dies, and
 * remembers how far its events have been delivered. Not thread-safe.
 */
final class LogDirectory implements AutoCloseable {

    private static final String LOCK = "lock";
    private static final String POSITION = "position";
    private static final String SEGMENTS = "*.segment";

    private static final int MOST_TRIES = 16;
    private static final boolean HAS_OWNERS =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    /**
     * Those that this process has. The lock of a file is its process's, and goes as soon as any channel on the file is closed:
     * the file of one that is held must not even be opened.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel lockFile;
    private final MappedByteBuffer position;

    private LogDirectory(Path path, FileChannel lockFile, MappedByteBuffer position) {
        this.path = path;
        this.lockFile = lockFile;
        this.position = position;
    }

    /** A new, empty one under {@code base}, which is made when it is not there. For the owner of the process alone. */
    static LogDirectory create(Path base) throws IOException {
        Files.createDirectories(base);
        for (int i = 0; i < MOST_TRIES; i++) {
            Optional<LogDirectory> taken = take(createDirectory(base.resolve("log-" + UUID.randomUUID())));
            if (taken.isPresent()) {
                return taken.get();
            }
        }
        throw new IOException("other processes take every log that is made in " + base);
    }

    private static Path createDirectory(Path path) throws IOException {
        return HAS_OWNERS
                ? Files.createDirectory(
                        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")))
                : Files.createDirectory(path);
    }

    /** The one at {@code path}; empty when it belongs to a process that lives, this one included, or has gone. */
    static Optional<LogDirectory> take(Path path) throws IOException {
        Path absolute = path.toAbsolutePath().normalize();
        if (!HELD.add(absolute)) {
            return Optional.empty();
        }
        Optional<LogDirectory> taken = Optional.empty();
        try {
            taken = lock(absolute);
            return taken;
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        } finally {
            if (taken.isEmpty()) {
                HELD.remove(absolute);
            }
        }
    }

    private static Optional<LogDirectory> lock(Path path) throws IOException {
        FileChannel channel = FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean isOurs = false;
        try {
            isOurs = channel.tryLock() != null;
            return isOurs ? Optional.of(new LogDirectory(path, channel, mapPosition(path))) : Optional.empty();
        } catch (IOException | RuntimeException e) {
            isOurs = false;
            throw e;
        } finally {
            if (!isOurs) {
                channel.close();
            }
        }
    }

    /** Every log's directory under {@code base}, whoever it belongs to. */
    static List<Path> all(Path base) throws IOException {
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(base)) {
            try (DirectoryStream<Path> directories = Files.newDirectoryStream(base, "log-*")) {
                directories.forEach(found::add);
            } catch (DirectoryIteratorException e) {
                throw e.getCause();
            }
        }
        return found;
    }

    private static MappedByteBuffer mapPosition(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(
                path.resolve(POSITION), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return channel.map(FileChannel.MapMode.READ_WRITE, 0, Long.BYTES);
        }
    }

    Path newSegment() {
        return path.resolve(UUID.randomUUID() + ".segment");
    }

    /** The segments that were in use, in the order of their sequence numbers. */
    List<Segment> segments() throws IOException {
        List<Segment> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path, SEGMENTS)) {
            for (Path file : files) {
                Segment segment = Segment.open(file);
                if (segment.sequence() > 0) {
                    found.add(segment);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        found.sort(Comparator.comparingLong(Segment::sequence));
        return found;
    }

    /** How far events have been delivered, see {@link LogPosition}. */
    long delivered() {
        return position.getLong(0);
    }

    void delivered(long upTo) {
        position.putLong(0, upTo);
    }

    /** Gives the lock up; the files stay. */
    @Override
    public void close() throws IOException {
        try {
            lockFile.close();
        } finally {
            HELD.remove(path);
        }
    }

    /** Nothing in it is needed any more. The lock goes last, so that nobody takes it half removed. */
    void delete() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
            for (Path file : files) {
                if (!file.endsWith(LOCK)) {
                    Files.deleteIfExists(file);
                }
            }
        }
        Files.deleteIfExists(path.resolve(LOCK));
        Files.deleteIfExists(path);
        close();
    }
}
