package io.tollgate.usage.store.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** How a column's values reach the store: as elements of an array, or in the binary form of COPY. */
enum ColumnType {
    TEXT("text", "text") {
        @Override
        void write(DataOutputStream out, Object value) throws IOException {
            byte[] bytes = ((String) value).getBytes(UTF_8);
            out.writeInt(bytes.length);
            out.write(bytes, 0, bytes.length);
        }
    },
    /** JSON as text. */
    JSON("text", "jsonb") {
        @Override
        void write(DataOutputStream out, Object value) throws IOException {
            byte[] bytes = ((String) value).getBytes(UTF_8);
            out.writeInt(bytes.length + 1);
            out.writeByte(JSONB_VERSION);
            out.write(bytes, 0, bytes.length);
        }
    },
    LONG("int8", "int8") {
        @Override
        void write(DataOutputStream out, Object value) throws IOException {
            out.writeInt(Long.BYTES);
            out.writeLong((long) value);
        }
    },
    INTEGER("int4", "int4") {
        @Override
        void write(DataOutputStream out, Object value) throws IOException {
            out.writeInt(Integer.BYTES);
            out.writeInt((int) value);
        }
    },
    FLAG("bool", "bool") {
        @Override
        void write(DataOutputStream out, Object value) throws IOException {
            out.writeInt(1);
            out.writeBoolean((boolean) value);
        }
    },
    /** Cut to microseconds. */
    INSTANT("text", "timestamptz") {
        @Override
        void write(DataOutputStream out, Object value) throws IOException {
            out.writeInt(Long.BYTES);
            out.writeLong(ChronoUnit.MICROS.between(POSTGRES_EPOCH, (Instant) value));
        }

        @Override
        Object element(Object value) {
            return value.toString();
        }
    };

    private static final int JSONB_VERSION = 1;
    private static final Instant POSTGRES_EPOCH = Instant.parse("2000-01-01T00:00:00Z");

    private final String sentAs;
    private final String storedAs;

    ColumnType(String sentAs, String storedAs) {
        this.sentAs = sentAs;
        this.storedAs = storedAs;
    }

    /** The type of the elements of an array. */
    String sentAs() {
        return sentAs;
    }

    /** The column's type. */
    String storedAs() {
        return storedAs;
    }

    /** The value as an element of an array. */
    Object element(Object value) {
        return value;
    }

    /** Writes length and value as COPY wants them. */
    abstract void write(DataOutputStream out, Object value) throws IOException;
}
