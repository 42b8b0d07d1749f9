package io.tollgate.gateway.metering;

import io.vertx.core.buffer.Buffer;

/** Gives the bytes of buffers of any kind as arrays, a window at a time, without holding memory per answer. */
final class ChunkReader {

    private static final int WINDOW_BYTES = 8 * 1024;
    private static final ThreadLocal<byte[]> WINDOW = ThreadLocal.withInitial(() -> new byte[WINDOW_BYTES]);

    /** Takes one window. */
    interface Window {
        /** {@code bytes[0..length)} stand at {@code position} in the buffer; only good during the call. */
        void read(byte[] bytes, int length, int position);
    }

    private ChunkReader() {}

    static void read(Buffer chunk, Window window) {
        byte[] bytes = WINDOW.get();
        int total = chunk.length();
        for (int position = 0; position < total; position += WINDOW_BYTES) {
            int length = Math.min(WINDOW_BYTES, total - position);
            chunk.getBytes(position, position + length, bytes, 0);
            window.read(bytes, length, position);
        }
    }
}
