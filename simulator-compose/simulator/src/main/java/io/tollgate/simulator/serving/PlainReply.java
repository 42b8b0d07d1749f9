package io.tollgate.simulator.serving;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.simulator.answer.AnswerHead;
import io.tollgate.simulator.answer.EmbeddingAnswer;
import io.tollgate.simulator.answer.ErrorAnswer;
import io.tollgate.simulator.answer.PlainAnswer;
import io.tollgate.simulator.answer.ResponseObject;
import io.tollgate.simulator.config.DeploymentConfig;
import io.tollgate.simulator.config.FaultConfig;
import io.tollgate.simulator.config.FaultKind;
import io.tollgate.simulator.deployment.Plan;
import io.tollgate.simulator.journal.Tokens;
import io.tollgate.simulator.request.ModelRequest;
import io.tollgate.simulator.request.Operation;
import io.tollgate.simulator.stored.Turn;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;

/** Sends an answer as one body, after the time that it takes. Used by one event loop. */
final class PlainReply {
    private static final int SLOW_PIECES = 10;

    private final Vertx vertx;
    private final Exchange exchange;
    private final Operation operation;
    private final ModelRequest wanted;
    private final FaultConfig fault;

    PlainReply(Vertx vertx, Exchange exchange, Operation operation, ModelRequest wanted, FaultConfig fault) {
        this.vertx = vertx;
        this.exchange = exchange;
        this.operation = operation;
        this.wanted = wanted;
        this.fault = fault;
    }

    void start() {
        Plan plan = exchange.plan();
        if (plan.pace().immediate()) {
            answer();
            return;
        }
        long micros = plan.pace().wholeAnswerMicros(plan.text().tokens() + plan.reasoningTokens());
        exchange.producing(() -> (int) Math.min(
                plan.completionTokens(),
                plan.completionTokens()
                        * (exchange.core().nowMicros().getAsLong() - exchange.arrivedMicros())
                        / Math.max(1, micros)));
        vertx.setTimer(Math.max(1, Math.ceilDiv(micros, 1000L)), due -> answer());
    }

    private void answer() {
        if (exchange.hasEnded()) {
            return;
        }
        Buffer body = body();
        if (fault == null) {
            exchange.completed();
            exchange.send(200, Names.JSON, body);
        } else {
            exchange.producing(exchange.plan()::completionTokens);
            answerWrongly(body);
        }
    }

    private void answerWrongly(Buffer body) {
        switch (fault.kind()) {
            case WRONG_CONTENT_TYPE -> {
                exchange.completed();
                exchange.send(200, Names.HTML, body);
            }
            case SLOW_BODY -> sendSlowly(body);
            case CUT -> {
                exchange.cut(200);
                exchange.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, Names.JSON)
                        .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()))
                        .write(body.slice(0, fault.afterChunks() == 0 ? 0 : body.length() / 2))
                        .onComplete(written -> exchange.request().connection().close());
            }
            default -> {
                exchange.cut(200);
                exchange.send(200, Names.JSON, spoilt(body));
            }
        }
    }

    private Buffer spoilt(Buffer body) {
        return switch (fault.kind()) {
            case TRUNCATED_JSON -> body.slice(0, body.length() / 2);
            case ERROR_EVENT -> ErrorAnswer.fault(500).json();
            default -> Buffer.buffer("{\"id\":\"chatcmpl-" + exchange.id() + "\",\"choices\":[{]");
        };
    }

    private void sendSlowly(Buffer body) {
        exchange.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, Names.JSON)
                .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
        sendPiece(body, 0);
    }

    private void sendPiece(Buffer body, int from) {
        if (exchange.hasEnded()) {
            return;
        }
        int to = Math.min(body.length(), from + Math.max(1, body.length() / SLOW_PIECES));
        if (to == body.length()) {
            exchange.completed();
            exchange.response().end(body.slice(from, to));
            return;
        }
        exchange.response().write(body.slice(from, to));
        vertx.setTimer(fault.delayMillis(), due -> sendPiece(body, to));
    }

    private Buffer body() {
        Plan plan = exchange.plan();
        DeploymentConfig config = exchange.deployment().config();
        Tokens tokens = new Tokens(plan.promptTokens(), plan.cachedTokens(), plan.completionTokens());
        if (operation == Operation.EMBEDDING) {
            int dimensions = wanted.dimensions().orElse(config.embeddingDimensions());
            return EmbeddingAnswer.list(
                    wanted.parts(),
                    new EmbeddingAnswer.Shape(dimensions, wanted.base64(), config.seed()),
                    config.model(),
                    tokens);
        }
        AnswerHead head = exchange.head();
        if (operation == Operation.RESPONSES) {
            return response(head, plan, tokens);
        }
        var content = new PlainAnswer.Content(
                plan.text(), plan.choices(), plan.cutByBound(), plan.choices() * plan.reasoningTokens());
        return operation == Operation.CHAT
                ? PlainAnswer.chat(head, content, tokens)
                : PlainAnswer.completion(head, content, tokens);
    }

    private Buffer response(AnswerHead head, Plan plan, Tokens tokens) {
        Turn turn = exchange.turn();
        ObjectNode response = new ResponseObject(
                        head, turn.request().body(), turn.request().conversationId())
                .ended(plan.text().toString(), plan.cutByBound(), tokens, plan.reasoningTokens());
        turn.keep(response);
        return Buffer.buffer(response.toString());
    }

    static boolean isSlow(FaultConfig fault) {
        return fault != null && fault.kind() == FaultKind.SLOW_BODY;
    }
}
