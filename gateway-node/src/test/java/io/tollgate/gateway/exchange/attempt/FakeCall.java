package io.tollgate.gateway.exchange.attempt;

import io.tollgate.gateway.model.ReportedRoom;
import io.tollgate.gateway.model.UpstreamOutcome;
import io.tollgate.gateway.upstream.Answer;
import io.tollgate.gateway.upstream.BackendCall;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.streams.ReadStream;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;

/** One call to a backend, which answers as the test says and never before it is read. For one thread. */
public final class FakeCall implements Answer, ReadStream<Buffer> {

    final BackendCall call;
    final Promise<Answer> head = Promise.promise();
    int abandoned;
    boolean drained;
    private final Queue<Runnable> queue = new ArrayDeque<>();
    private UpstreamOutcome outcome;
    private Buffer last;
    private String contentType = "";
    private boolean hasBody = true;
    private Handler<Buffer> onChunk;
    private Handler<Void> onEnd;
    private Handler<Throwable> onFailure;
    private boolean flowing;
    private boolean emitting;

    FakeCall(BackendCall call, Consumer<Runnable> started) {
        this.call = call;
        started.accept(() -> abandoned++);
    }

    public int abandoned() {
        return abandoned;
    }

    /** The backend answers with this head. */
    public FakeCall answers(int status, String type) {
        contentType = type;
        outcome = status < 300 ? new UpstreamOutcome.Accepted(status) : new UpstreamOutcome.Rejected(status);
        head.complete(this);
        return this;
    }

    /** The call fails, or is refused with nothing more to say. */
    void fails(UpstreamOutcome with) {
        outcome = with;
        hasBody = with.status() != 0;
        head.complete(this);
    }

    /** The backend refuses with this head, and has more to say. */
    FakeCall refuses(UpstreamOutcome with) {
        contentType = "application/json";
        outcome = with;
        head.complete(this);
        return this;
    }

    public FakeCall says(String text) {
        return says(Buffer.buffer(text));
    }

    public FakeCall says(Buffer chunk) {
        last = chunk;
        queue.add(() -> onChunk.handle(chunk));
        emit();
        return this;
    }

    /** The buffer that was sent last. */
    Buffer last() {
        return last;
    }

    public void ends() {
        queue.add(() -> {
            drained = true;
            onEnd.handle(null);
        });
        emit();
    }

    /** The connection breaks. */
    public void breaks() {
        onFailure.handle(new IllegalStateException("Connection was closed"));
    }

    public boolean isFlowing() {
        return flowing;
    }

    private void emit() {
        if (emitting) {
            return;
        }
        emitting = true;
        while (flowing && !queue.isEmpty()) {
            queue.poll().run();
        }
        emitting = false;
    }

    @Override
    public UpstreamOutcome outcome() {
        return outcome;
    }

    @Override
    public MultiMap headersForCaller(boolean streamed) {
        return MultiMap.caseInsensitiveMultiMap().set(HttpHeaders.CONTENT_TYPE, contentType);
    }

    @Override
    public ReportedRoom room() {
        return ReportedRoom.UNKNOWN;
    }

    @Override
    public boolean isEventStream() {
        return contentType.startsWith("text/event-stream");
    }

    @Override
    public boolean isJson() {
        return contentType.startsWith("application/json");
    }

    @Override
    public boolean isUntyped() {
        return contentType.isEmpty()
                || contentType.startsWith("text/plain")
                || contentType.equals("application/octet-stream");
    }

    @Override
    public Optional<ReadStream<Buffer>> body() {
        return hasBody ? Optional.of(this) : Optional.empty();
    }

    @Override
    public FakeCall exceptionHandler(Handler<Throwable> handler) {
        onFailure = handler;
        return this;
    }

    @Override
    public FakeCall handler(Handler<Buffer> handler) {
        onChunk = handler;
        return this;
    }

    @Override
    public FakeCall endHandler(Handler<Void> handler) {
        onEnd = handler;
        return this;
    }

    @Override
    public FakeCall pause() {
        flowing = false;
        return this;
    }

    @Override
    public FakeCall resume() {
        flowing = true;
        emit();
        return this;
    }

    @Override
    public FakeCall fetch(long amount) {
        return resume();
    }
}
