package io.tollgate.usage.store.event;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.tollgate.usage.store.event.EventColumns.Column;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * The fast way: the
 * <a href="https://www.postgresql.org/docs/current/sql-copy.html#SQL-COPY-FILE-FORMATS">binary form of COPY</a>. One event
 * that is there already, or that the store will not have, makes all of it fail.
 */
final class EventCopy {

    private static final String COPY = "COPY usage.event (" + EventColumns.NAMES + ") FROM STDIN (FORMAT binary)";
    private static final byte[] SIGNATURE = "PGCOPY\n\377\r\n\0".getBytes(ISO_8859_1);
    private static final int TRAILER = -1;
    private static final int CHUNK_BYTES = 65_536;

    private final CopyIn copy;
    private final ByteArrayOutputStream chunk = new ByteArrayOutputStream(2 * CHUNK_BYTES);
    private final DataOutputStream out = new DataOutputStream(chunk);

    private EventCopy(CopyIn copy) {
        this.copy = copy;
    }

    /** Inserts {@code rows}. */
    static void copy(Connection connection, List<EventRow> rows) throws SQLException {
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY);
        try {
            new EventCopy(copy).write(rows);
            copy.endCopy();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private void write(List<EventRow> rows) throws IOException, SQLException {
        out.write(SIGNATURE);
        out.writeInt(0);
        out.writeInt(0);
        for (EventRow row : rows) {
            out.writeShort(EventColumns.ALL.size());
            for (Column column : EventColumns.ALL) {
                column.type().write(out, column.value().apply(row));
            }
            if (chunk.size() >= CHUNK_BYTES) {
                send();
            }
        }
        out.writeShort(TRAILER);
        send();
    }

    private void send() throws SQLException {
        copy.writeToCopy(chunk.toByteArray(), 0, chunk.size());
        chunk.reset();
    }
}
