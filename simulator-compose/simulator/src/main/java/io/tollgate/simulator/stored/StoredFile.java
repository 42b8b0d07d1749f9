package io.tollgate.simulator.stored;

/**
 * An uploaded file.
 *
 * @param id of the file
 * @param createdSeconds since the epoch
 * @param fileName as uploaded
 * @param purpose as given
 * @param content its bytes, not to be changed
 */
public record StoredFile(String id, long createdSeconds, String fileName, String purpose, byte[] content)
        implements Kept {
    @Override
    public long bytes() {
        return content.length;
    }
}
