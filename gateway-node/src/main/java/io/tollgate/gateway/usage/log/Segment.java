package io.tollgate.gateway.usage.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * One file of the log, mapped into memory, so that what has been appended is the kernel's when the process is killed. The
 * file is filled with zeros before it is used: its blocks exist, and appending cannot find the disk full.
 *
 * <p>Header: magic, sequence number. Records: length of the payload, checksum over sequence, kind and payload, kind, payload.
 * The sequence in the checksum tells records from what an earlier use of the file has left behind. Appending is for the
 * holder of the log's lock; reading up to {@link #written} is for anybody.
 */
final class Segment {

    static final int HEADER_BYTES = 12;
    static final int FRAME_BYTES = 9;

    /** Says also in which form the payloads are. */
    private static final int MAGIC = 0x54474c32;

    private static final int SEQUENCE_AT = 4;
    private static final ByteBuffer ZEROS = ByteBuffer.allocate(1 << 16);

    private final Path file;
    private final MappedByteBuffer bytes;
    private final CRC32C checksum = new CRC32C();
    private long sequence;
    private volatile int written;

    private Segment(Path file, MappedByteBuffer bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    /** A new file of this size on the disk. Takes as long as writing it does; fails when the disk is full. */
    static Segment create(Path file, int size) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer zeros = ZEROS.duplicate();
            for (long at = 0; at < size; at += zeros.position()) {
                zeros.clear().limit((int) Math.min(zeros.capacity(), size - at));
                while (zeros.hasRemaining()) {
                    channel.write(zeros, at + zeros.position());
                }
            }
            return new Segment(file, channel.map(FileChannel.MapMode.READ_WRITE, 0, size));
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    /**
     * A file that some process has left behind, to be read; its {@link #sequence} is 0 when it was not in use.
     *
     * @throws IOException also when it was written by another version
     */
    static Segment open(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            var segment = new Segment(file, channel.map(FileChannel.MapMode.READ_WRITE, 0, channel.size()));
            int magic = segment.bytes.capacity() > HEADER_BYTES ? segment.bytes.getInt(0) : 0;
            if (magic == MAGIC) {
                segment.sequence = segment.bytes.getLong(SEQUENCE_AT);
                segment.written = segment.bytes.capacity();
            } else if (magic != 0) {
                throw new IOException(file + " was not written by this version of the gateway");
            }
            return segment;
        }
    }

    /** Takes the file into use; what it held before is no longer valid. */
    void begin(long newSequence) {
        sequence = newSequence;
        bytes.putInt(0, MAGIC);
        bytes.putLong(SEQUENCE_AT, newSequence);
        written = HEADER_BYTES;
    }

    /** What it holds is no longer needed. */
    void retire() {
        bytes.putLong(SEQUENCE_AT, 0);
        sequence = 0;
    }

    long sequence() {
        return sequence;
    }

    /** Where the next record will begin. */
    int written() {
        return written;
    }

    boolean fits(int payloadBytes) {
        return payloadBytes <= bytes.capacity() - written - FRAME_BYTES;
    }

    /** Whether a record of this size fits into an empty segment. */
    static boolean everFits(int payloadBytes, int size) {
        return payloadBytes <= size - HEADER_BYTES - FRAME_BYTES;
    }

    void append(RecordKind kind, byte[] payload) {
        int at = written;
        bytes.putInt(at, payload.length);
        bytes.putInt(at + Integer.BYTES, checksum(kind.code(), ByteBuffer.wrap(payload)));
        bytes.put(at + FRAME_BYTES - 1, kind.code());
        bytes.put(at + FRAME_BYTES, payload);
        written = at + FRAME_BYTES + payload.length;
    }

    /** The payload of the record at {@code at}, if a whole and valid one begins there: the log ends at the first that is not. */
    ByteBuffer payloadAt(int at) {
        if (at + FRAME_BYTES > written) {
            return null;
        }
        int length = bytes.getInt(at);
        if (length < 0 || length > written - at - FRAME_BYTES) {
            return null;
        }
        return bytes.slice(at + FRAME_BYTES, length);
    }

    RecordKind kindAt(int at) {
        return RecordKind.of(bytes.get(at + FRAME_BYTES - 1)).orElse(null);
    }

    /** Whether the record at {@code at}, which has this payload, is one that was appended in this use of the file. */
    boolean isValid(int at, ByteBuffer payload) {
        return bytes.getInt(at + Integer.BYTES) == checksum(bytes.get(at + FRAME_BYTES - 1), payload.duplicate());
    }

    private int checksum(byte kind, ByteBuffer payload) {
        checksum.reset();
        checksum.update((int) sequence);
        checksum.update((int) (sequence >>> Byte.SIZE));
        checksum.update((int) (sequence >>> 2 * Byte.SIZE));
        checksum.update((int) (sequence >>> 3 * Byte.SIZE));
        checksum.update(kind);
        checksum.update(payload);
        return (int) checksum.getValue();
    }

    /** Has the kernel write what it holds to the disk. */
    void force() {
        bytes.force();
    }

    /** Gives its blocks back at once, although the mapping stays until it is collected: nobody may touch it from here on. */
    void delete() throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(0);
        }
        Files.deleteIfExists(file);
    }
}
