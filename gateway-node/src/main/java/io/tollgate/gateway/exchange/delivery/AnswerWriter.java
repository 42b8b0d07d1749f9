package io.tollgate.gateway.exchange.delivery;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.function.Consumer;

/**
 * Writes an answer's body to the caller and ends it, once. Of a document one piece is held back, so that its last byte is
 * not gone before it is known how it ends. Confined to the request's event loop.
 */
public final class AnswerWriter {

    private final Reply to;
    private final boolean isStream;
    private final Consumer<Delivery> onEnding;
    private final Promise<Delivery> done = Promise.promise();
    private Buffer heldBack;
    private boolean over;

    /** @param onEnding runs once, when it is known how the answer ends and the caller does not have its last byte yet */
    public AnswerWriter(Reply to, boolean isStream, Consumer<Delivery> onEnding) {
        this.to = to;
        this.isStream = isStream;
        this.onEnding = onEnding;
    }

    /** Whether it has ended: nothing more is to be written. */
    public boolean isOver() {
        return over;
    }

    /** Completes when it has ended one way or another. */
    public Future<Delivery> done() {
        return done.future();
    }

    /** The next piece, which may be empty. */
    public void write(Buffer piece) {
        if (piece.length() == 0) {
            return;
        }
        if (isStream) {
            to.write(piece);
        } else {
            release();
            heldBack = piece;
        }
    }

    /** The last piece, which may be empty. */
    public void complete(Buffer rest) {
        end(Delivery.COMPLETED, () -> {
            Buffer last = rest;
            if (rest.length() > 0) {
                release();
            } else if (heldBack != null) {
                last = heldBack;
            }
            if (last.length() == 0) {
                to.end();
            } else {
                to.end(last);
            }
        });
    }

    private void release() {
        if (heldBack != null) {
            to.write(heldBack);
        }
    }

    /** Ends it so that {@code send} says to the caller what there is to say, whatever {@code onEnding} does; not a second time. */
    public void end(Delivery delivery, Runnable send) {
        if (over) {
            return;
        }
        over = true;
        try {
            onEnding.accept(delivery);
        } finally {
            send.run();
            done.complete(delivery);
        }
    }
}
