package io.tollgate.gateway.exchange.attempt;

import io.tollgate.gateway.metering.AnswerFailure;
import io.tollgate.gateway.metering.UsageMeter;
import io.tollgate.gateway.model.UpstreamOutcome;
import io.tollgate.gateway.upstream.Answer;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.streams.ReadStream;

/**
 * Holds an answer back until it may be passed on: a stream until its first event with content, anything else until it is
 * whole. An answer that is larger than what is held back passes from there as it comes. One that turns out to be none fails
 * its attempt, and nobody has seen any of it.
 */
final class Opening {

    /** Of a stream, before its first content. */
    static final int MOST_STREAM_BYTES = 64 * 1024;

    /** Of a document. */
    static final int MOST_DOCUMENT_BYTES = 256 * 1024;

    private static final int NOT_FOUND = 404;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int LEAST_ERROR_STATUS = 400;
    private static final long DEFAULT_RETRY_AFTER_MILLIS = 1_000;

    private final Attempt attempt;
    private final Answer answer;
    private final ReadStream<Buffer> body;
    private final boolean accepted;
    private final boolean stream;
    private final UsageMeter meter;
    private UpstreamOutcome outcome;
    private Buffer held;
    private boolean heldIsOurs;
    private long receivedBytes;
    private boolean ended;
    private boolean open;
    private boolean broken;

    Opening(Attempt attempt, Answer answer) {
        this.attempt = attempt;
        this.answer = answer;
        this.body = answer.body().orElseThrow();
        this.outcome = answer.outcome();
        this.accepted = outcome instanceof UpstreamOutcome.Accepted;
        // What does not say what it is is taken for what was asked; its content shows whether it is.
        boolean untyped = accepted && answer.isUntyped();
        this.stream = untyped ? attempt.course.request().body().stream() : accepted && answer.isEventStream();
        this.meter = attempt.course.stages().meter(attempt.course.request().body(), stream);
    }

    void run() {
        body.exceptionHandler(failure -> broken());
        body.endHandler(end -> ended());
        body.handler(this::chunk);
        body.resume();
    }

    UpstreamOutcome outcome() {
        return outcome;
    }

    /** Whether only the body says if a refusal is about the request or about the deployment. */
    static boolean isToBeRead(UpstreamOutcome refusal) {
        return refusal.status() == NOT_FOUND;
    }

    boolean isStream() {
        return stream;
    }

    UsageMeter meter() {
        return meter;
    }

    /** Whether all of the answer is held. */
    boolean isEnded() {
        return ended;
    }

    /** What is to be passed on first; empty when there is nothing. */
    Buffer held() {
        return held == null ? Buffer.buffer() : held;
    }

    MultiMap headers() {
        MultiMap headers = answer.headersForCaller(stream);
        if (accepted && answer.isUntyped()) {
            headers.set(HttpHeaders.CONTENT_TYPE, stream ? "text/event-stream" : "application/json");
        }
        if (ended && !stream) {
            headers.set(HttpHeaders.CONTENT_LENGTH, Integer.toString(held().length()));
        }
        return headers;
    }

    /** Lets the rest of the answer go to {@code sink}, and what is held with it. */
    void pass(AnswerSink sink) {
        held = null;
        if (broken) {
            sink.broken(false);
            return;
        }
        body.exceptionHandler(failure -> sink.broken(false));
        body.endHandler(end -> sink.end());
        body.handler(chunk -> {
            attempt.progressed();
            sink.chunk(chunk);
        });
        body.resume();
    }

    void pause() {
        body.pause();
    }

    void resume() {
        body.resume();
    }

    private void chunk(Buffer chunk) {
        if (attempt.isOver()) {
            return;
        }
        attempt.progressed();
        receivedBytes += chunk.length();
        hold(meter.accept(chunk));
        if (!stream) {
            if (receivedBytes > MOST_DOCUMENT_BYTES && outcome.retriable()) {
                attempt.fail(outcome);
                return;
            }
            openIf(receivedBytes > MOST_DOCUMENT_BYTES);
        } else if (meter.failed()) {
            attempt.fail(reported());
        } else if (meter.malformed()) {
            attempt.fail(new UpstreamOutcome.Malformed(outcome().status()));
        } else {
            openIf(meter.contentStarted() || receivedBytes > MOST_STREAM_BYTES);
        }
    }

    private void openIf(boolean ready) {
        if (ready && !open) {
            open = true;
            if (!ended) {
                body.pause();
            }
            attempt.opened();
        }
    }

    private void ended() {
        if (attempt.isOver()) {
            return;
        }
        ended = true;
        hold(meter.end());
        if (!accepted) {
            refused();
        } else if (meter.failed()) {
            attempt.fail(reported());
        } else if (isAnswer()) {
            openIf(true);
        } else {
            attempt.fail(new UpstreamOutcome.Malformed(outcome().status()));
        }
    }

    private void refused() {
        boolean ofTheRequest =
                isToBeRead(outcome) ? Refusal.isThingNotFound(held()) : Refusal.of(held()) != Refusal.ACCOUNT;
        if (attempt.sentAgain(held())) {
            return;
        }
        if (ofTheRequest) {
            outcome = new UpstreamOutcome.Rejected(outcome.status());
            openIf(true);
        } else {
            attempt.fail(new UpstreamOutcome.ServerError(outcome.status()));
        }
    }

    /** Whether what has ended is well-formed, says something and has its own end. */
    private boolean isAnswer() {
        return !meter.malformed() && meter.contentStarted() && (!stream || meter.complete());
    }

    private void broken() {
        broken = true;
        attempt.fail(new UpstreamOutcome.Cut(outcome().status()));
    }

    /** The failure that the backend reports where its answer should be. */
    private UpstreamOutcome reported() {
        AnswerFailure failure = meter.failure().orElseThrow();
        if (failure.status() == TOO_MANY_REQUESTS || failure.code().startsWith("rate_limit")) {
            return new UpstreamOutcome.Throttled(TOO_MANY_REQUESTS, DEFAULT_RETRY_AFTER_MILLIS);
        }
        return new UpstreamOutcome.ServerError(
                failure.status() >= LEAST_ERROR_STATUS
                        ? failure.status()
                        : outcome().status());
    }

    private void hold(Buffer more) {
        if (attempt.course.running().hasCallerLeft()) {
            held = null;
            return;
        }
        if (more.length() == 0) {
            return;
        }
        if (held == null) {
            held = more;
            return;
        }
        if (!heldIsOurs) {
            held = Buffer.buffer(2 * (held.length() + more.length())).appendBuffer(held);
            heldIsOurs = true;
        }
        held.appendBuffer(more);
    }
}
