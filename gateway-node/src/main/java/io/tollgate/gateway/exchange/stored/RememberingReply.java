package io.tollgate.gateway.exchange.stored;

import io.tollgate.gateway.exchange.delivery.Reply;
import io.tollgate.gateway.exchange.delivery.ReplyFacts;
import io.tollgate.gateway.model.GatewayFailure;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * A reply whose caller gets to see nothing of the body before it is noted under which id the backend remembers the answer, so
 * that the caller can go on from it on any node. An answer that does not say its id within {@value #MOST_HELD_BYTES} bytes
 * passes without. Confined to the request's event loop.
 */
final class RememberingReply implements Reply {

    static final int MOST_HELD_BYTES = 64 * 1024;

    private enum State {
        SEARCHING,
        NOTING,
        OPEN
    }

    private final Reply to;
    private final Consumer<Buffer> watch;
    private final boolean atEnd;
    private final Supplier<Optional<String>> id;
    private final Function<String, Future<?>> note;
    private final Buffer held = Buffer.buffer();
    private State state = State.SEARCHING;
    private Runnable ending;
    private Runnable resume;

    /**
     * @param watch sees each piece of the answer before anything else happens to it
     * @param atEnd whether to wait for the end of the answer, as long as it is small, since more is known then
     * @param id the answer's id, as soon as it has come; asked whenever a piece of the answer has
     * @param note notes the id; when the future has ended, in whichever way, the answer goes on
     */
    RememberingReply(
            Reply to,
            Consumer<Buffer> watch,
            boolean atEnd,
            Supplier<Optional<String>> id,
            Function<String, Future<?>> note) {
        this.to = to;
        this.watch = watch;
        this.atEnd = atEnd;
        this.id = id;
        this.note = note;
    }

    @Override
    public void onLeave(Runnable left) {
        to.onLeave(left);
    }

    @Override
    public void refuse(GatewayFailure failure, ReplyFacts facts, IntConsumer onStatus) {
        to.refuse(failure, facts, onStatus);
    }

    @Override
    public void begin(int status, MultiMap headers, ReplyFacts facts) {
        to.begin(status, headers, facts);
    }

    @Override
    public void write(Buffer chunk) {
        watch.accept(chunk);
        if (state == State.OPEN) {
            to.write(chunk);
            return;
        }
        held.appendBuffer(chunk);
        if (state == State.SEARCHING) {
            search(held.length() > MOST_HELD_BYTES);
        }
    }

    /** {@code last} when there is no waiting for more of the answer. */
    private void search(boolean last) {
        Optional<String> found = atEnd && !last ? Optional.empty() : id.get();
        if (found.isPresent()) {
            state = State.NOTING;
            note.apply(found.get()).onComplete(noted -> open());
        } else if (last) {
            open();
        }
    }

    private void open() {
        state = State.OPEN;
        if (held.length() > 0) {
            to.write(held);
        }
        if (ending != null) {
            ending.run();
        } else if (resume != null) {
            if (to.isFull()) {
                to.onRoom(resume);
            } else {
                resume.run();
            }
        }
    }

    @Override
    public boolean isFull() {
        return state == State.NOTING || state == State.OPEN && to.isFull();
    }

    @Override
    public void onRoom(Runnable next) {
        if (state == State.OPEN) {
            to.onRoom(next);
        } else {
            resume = next;
        }
    }

    @Override
    public void end() {
        finish(to::end);
    }

    @Override
    public void end(Buffer last) {
        watch.accept(last);
        if (state == State.OPEN) {
            to.end(last);
        } else {
            held.appendBuffer(last);
            finish(to::end);
        }
    }

    @Override
    public void breakOff(boolean streamed, boolean timedOut) {
        finish(() -> to.breakOff(streamed, timedOut));
    }

    private void finish(Runnable how) {
        switch (state) {
            case OPEN -> how.run();
            case NOTING -> ending = how;
            case SEARCHING -> {
                ending = how;
                search(true);
            }
        }
    }
}
