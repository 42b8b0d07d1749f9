package io.tollgate.simulator.serving;

import io.tollgate.simulator.answer.ErrorAnswer;
import io.tollgate.simulator.answer.StreamAnswer;
import io.tollgate.simulator.config.FaultConfig;
import io.tollgate.simulator.config.FaultKind;
import io.tollgate.simulator.deployment.Plan;
import io.tollgate.simulator.journal.Tokens;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;

/**
 * Sends an answer event by event, each token when it is due. What is due together is written together, with
 * back-pressure; stops when the caller leaves. Used by one event loop.
 */
final class StreamReply {
    private static final int WRITE_BYTES = 16 << 10;

    private final Vertx vertx;
    private final Exchange exchange;
    private final Plan plan;
    private final FaultConfig fault;
    private final StreamAnswer answer;
    private final HttpServerResponse response;
    private Buffer pending = Buffer.buffer(WRITE_BYTES / 4);
    private long dueMicros;
    private long thoughtMicros;
    private long thinkingMicros;
    private int tokens;
    private int chunks;
    private boolean spoilt;

    StreamReply(Vertx vertx, Exchange exchange, StreamAnswer answer, FaultConfig fault) {
        this.vertx = vertx;
        this.exchange = exchange;
        this.plan = exchange.plan();
        this.fault = fault;
        this.response = exchange.response();
        this.answer = answer;
    }

    void start() {
        long toThought = plan.pace().immediate() ? 0 : plan.pace().firstTokenMicros();
        long toFirst = toThought;
        for (int hidden = 0; hidden < plan.reasoningTokens() && !plan.pace().immediate(); hidden++) {
            toFirst += plan.pace().nextTokenMicros();
        }
        thoughtMicros = exchange.arrivedMicros() + toThought;
        thinkingMicros = toFirst - toThought;
        exchange.producing(() -> plan.choices() * (tokens + thought()));
        boolean slow = PlainReply.isSlow(fault);
        dueMicros = exchange.arrivedMicros() + toFirst + (slow ? fault.delayMillis() * 1000 : 0);
        if (slow || answer.opensAtOnce()) {
            beginAtOnce();
        } else if (!waits()) {
            begin();
        }
    }

    /** Hidden tokens of one choice so far: all of them once there is a token that is not. */
    private int thought() {
        if (tokens > 0) {
            return plan.reasoningTokens();
        }
        long since = Math.max(0, exchange.core().nowMicros().getAsLong() - thoughtMicros);
        return (int) (plan.reasoningTokens() * Math.min(since, thinkingMicros) / Math.max(1, thinkingMicros));
    }

    private void beginAtOnce() {
        if (opened()) {
            flush();
            if (!waits()) {
                pump();
            }
        }
    }

    private boolean waits() {
        if (plan.pace().immediate() && !PlainReply.isSlow(fault)) {
            return false;
        }
        long left = dueMicros - exchange.core().nowMicros().getAsLong();
        if (left <= 0) {
            return false;
        }
        vertx.setTimer(Math.max(1, Math.ceilDiv(left, 1000L)), due -> {
            if (chunks == 0) {
                begin();
            } else {
                pump();
            }
        });
        return true;
    }

    private void begin() {
        if (opened()) {
            pump();
        }
    }

    /** Whether the head and the opening are written, and nothing has ended the stream. */
    private boolean opened() {
        if (exchange.hasEnded()) {
            return false;
        }
        boolean html = fault != null && fault.kind() == FaultKind.WRONG_CONTENT_TYPE;
        response.setChunked(true).putHeader(HttpHeaders.CONTENT_TYPE, html ? Names.HTML : Names.EVENTS);
        response.putHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
        if (ruined()) {
            return false;
        }
        answer.open(pending, plan.choices());
        chunks++;
        return true;
    }

    private void pump() {
        while (!exchange.hasEnded()) {
            if (ruined()) {
                return;
            }
            if (tokens == plan.text().tokens()) {
                finish();
                return;
            }
            if (response.writeQueueFull()) {
                response.drainHandler(drained -> pump());
                return;
            }
            for (int choice = 0; choice < plan.choices(); choice++) {
                answer.token(pending, choice, plan.text(), tokens);
            }
            tokens++;
            chunks++;
            dueMicros += plan.pace().immediate() ? 0 : plan.pace().nextTokenMicros();
            dueMicros += PlainReply.isSlow(fault) ? fault.delayMillis() * 1000 : 0;
            if (tokens < plan.text().tokens() && waits()) {
                flush();
                return;
            }
            if (pending.length() >= WRITE_BYTES) {
                flush();
            }
        }
    }

    private void flush() {
        if (pending.length() > 0) {
            response.write(pending);
            pending = Buffer.buffer(WRITE_BYTES / 4);
        }
    }

    private void finish() {
        for (int choice = 0; choice < plan.choices(); choice++) {
            answer.finish(pending, choice, plan.cutByBound());
        }
        Tokens all = new Tokens(plan.promptTokens(), plan.cachedTokens(), plan.completionTokens());
        answer.close(pending, all, plan.choices() * plan.reasoningTokens());
        exchange.completed();
        response.end(pending);
    }

    /** Whether a fault has ended the stream here. */
    private boolean ruined() {
        if (fault == null
                || chunks < fault.afterChunks() && tokens < plan.text().tokens()) {
            return false;
        }
        switch (fault.kind()) {
            case CUT -> {
                exchange.cut(200);
                response.write(pending)
                        .onComplete(written -> exchange.request().connection().close());
                return true;
            }
            case ERROR_EVENT -> {
                exchange.cut(200);
                answer.error(pending, ErrorAnswer.fault(500));
                response.end(pending);
                return true;
            }
            case TRUNCATED_JSON -> {
                exchange.cut(200);
                answer.truncated(pending);
                response.end(pending);
                return true;
            }
            case MALFORMED_JSON -> {
                if (!spoilt) {
                    spoilt = true;
                    answer.malformed(pending);
                }
                return false;
            }
            default -> {
                return false;
            }
        }
    }
}
