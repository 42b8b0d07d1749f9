package io.tollgate.gateway.usage.log;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * One log's directory. It belongs to the process that holds its lock, which the kernel gives up when that process dies, and
 * remembers how far its events have been delivered. Not thread-safe.
 */
final class LogDirectory implements AutoCloseable {

    private static final String LOCK = "lock";
    private static final String POSITION = "position";
    private static final String SEGMENTS = "*.segment";

    private final Path path;
    private final FileChannel lockFile;
    private final MappedByteBuffer position;

    private LogDirectory(Path path, FileChannel lockFile, MappedByteBuffer position) {
        this.path = path;
        this.lockFile = lockFile;
        this.position = position;
    }

    /** A new, empty one under {@code base}, which is made when it is not there. */
    static LogDirectory create(Path base) throws IOException {
        Files.createDirectories(base);
        Path path = Files.createDirectory(base.resolve("log-" + UUID.randomUUID()));
        return take(path).orElseThrow(() -> new IOException(path + " has been taken by another process"));
    }

    /** The one at {@code path}; empty when it belongs to a process that lives, this one included, or has gone. */
    static Optional<LogDirectory> take(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return Optional.empty();
        }
        FileChannel channel = FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return Optional.of(new LogDirectory(path, channel, mapPosition(path)));
            }
        } catch (OverlappingFileLockException ours) {
            channel.close();
            return Optional.empty();
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        return Optional.empty();
    }

    /** Every log's directory under {@code base}, whoever it belongs to. */
    static List<Path> all(Path base) throws IOException {
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(base)) {
            try (DirectoryStream<Path> directories = Files.newDirectoryStream(base, "log-*")) {
                directories.forEach(found::add);
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
        lockFile.close();
    }

    /** Nothing in it is needed any more. */
    void delete() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
        close();
        Files.deleteIfExists(path);
    }
}
