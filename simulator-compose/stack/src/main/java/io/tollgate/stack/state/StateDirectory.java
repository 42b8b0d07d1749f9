package io.tollgate.stack.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tollgate.stack.process.FileTrees;
import io.tollgate.stack.servers.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** The directory that belongs to one cluster: {@code .tollgate} for {@code up}. */
public final class StateDirectory {

    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Path path;

    /** Makes the directory when there is none. */
    public StateDirectory(Path path) {
        this.path = path.toAbsolutePath().normalize();
        try {
            Files.createDirectories(logs());
            Files.createDirectories(data());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to " + this.path + "; does it belong to another user?", e);
        }
    }

    /** One log file per process. */
    public Path logs() {
        return path.resolve("logs");
    }

    /** One directory per process. */
    public Path data() {
        return path.resolve("data");
    }

    /** Removes all data and secrets, so that the next start begins with nothing. */
    public void wipe() throws IOException {
        PostgresServer.remove(data());
        Files.deleteIfExists(path.resolve("secrets.json"));
        Files.createDirectories(data());
    }

    /**
     * Claims the directory for this JVM's life.
     *
     * @return empty when a running cluster has claimed it
     */
    public Optional<FileLock> claim() {
        try {
            var channel = FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            var lock = tryLock(channel);
            if (lock.isEmpty()) {
                channel.close();
            }
            return lock;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot lock " + path, e);
        }
    }

    /** Whether a running cluster has claimed the directory. */
    public boolean claimed() {
        var lock = claim();
        lock.ifPresent(StateDirectory::release);
        return lock.isEmpty();
    }

    private static Optional<FileLock> tryLock(FileChannel channel) throws IOException {
        try {
            return Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException e) {
            return Optional.empty();
        }
    }

    /** Gives up a claim. */
    public static void release(FileLock lock) {
        try {
            lock.acquiredBy().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What {@code status --json} prints. */
    public Optional<ClusterStatus> status() {
        return read("status.json", ClusterStatus.class);
    }

    /** Writes the status, readable by its owner alone: it holds keys. */
    public void write(ClusterStatus status) {
        write("status.json", text(status));
    }

    /** Forgets the status: nothing runs any more. */
    public void clearStatus() {
        try {
            Files.deleteIfExists(path.resolve("status.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Keys of earlier runs; new ones when there are none. */
    public Secrets secrets() {
        return read("secrets.json", Secrets.class).orElseGet(Secrets::drawn);
    }

    /** Keeps keys for the next run, readable by their owner alone. */
    public void write(Secrets secrets) {
        write("secrets.json", text(secrets));
    }

    /** The processes of the last run. */
    public RecordedProcesses processes() {
        return read("processes.json", RecordedProcesses.class).orElse(RecordedProcesses.NONE);
    }

    /** Records processes, so that {@code down} finds them even when their supervisor is gone. */
    public void write(RecordedProcesses processes) {
        write("processes.json", text(processes));
    }

    /** {@code value} as the JSON text of this directory's files. */
    public static String text(Record value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("state records are always writable", e);
        }
    }

    private <T> Optional<T> read(String name, Class<T> type) {
        try {
            return Optional.of(JSON.readValue(Files.readString(path.resolve(name)), type));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path.resolve(name) + "; remove it and try again", e);
        }
    }

    private void write(String name, String text) {
        try {
            FileTrees.writeSecret(path.resolve(name), text + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + path.resolve(name), e);
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
