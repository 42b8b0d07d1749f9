package io.tollgate.simulator.serving;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** Reads a body up to a limit. Used by one event loop. */
public final class BodyReader implements Handler<Buffer> {
    private final long mostBytes;
    private final Handler<Long> onTooLarge;
    private Buffer body;
    private boolean refused;

    private BodyReader(long mostBytes, Handler<Long> onTooLarge) {
        this.mostBytes = mostBytes;
        this.onTooLarge = onTooLarge;
    }

    /** Calls exactly one of the two, or neither if the connection ends before. */
    public static void read(
            HttpServerRequest request, long mostBytes, Handler<byte[]> onBody, Handler<Long> onTooLarge) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null && length.length() > 9 || length != null && Long.parseLong(length) > mostBytes) {
            onTooLarge.handle(mostBytes);
            return;
        }
        BodyReader reader = new BodyReader(mostBytes, onTooLarge);
        request.handler(reader);
        request.endHandler(end -> {
            if (!reader.refused) {
                onBody.handle(reader.body == null ? new byte[0] : reader.body.getBytes());
            }
        });
    }

    @Override
    public void handle(Buffer piece) {
        if (refused) {
            return;
        }
        if ((body == null ? 0L : body.length()) + piece.length() > mostBytes) {
            refused = true;
            body = null;
            onTooLarge.handle(mostBytes);
            return;
        }
        body = body == null ? piece : body.appendBuffer(piece);
    }
}
