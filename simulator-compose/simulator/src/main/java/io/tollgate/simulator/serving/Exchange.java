package io.tollgate.simulator.serving;

import io.tollgate.simulator.answer.AnswerHead;
import io.tollgate.simulator.answer.ErrorAnswer;
import io.tollgate.simulator.config.OnDisconnect;
import io.tollgate.simulator.deployment.Deployment;
import io.tollgate.simulator.deployment.Plan;
import io.tollgate.simulator.journal.Ending;
import io.tollgate.simulator.journal.LoggedRequest;
import io.tollgate.simulator.journal.Outcome;
import io.tollgate.simulator.journal.Tokens;
import io.tollgate.simulator.limits.RateState;
import io.tollgate.simulator.limits.Verdict.Admitted;
import io.tollgate.simulator.stored.Turn;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.function.IntSupplier;

/** One request and its answer, from arrival to exactly one ending. Used by one event loop. */
final class Exchange {
    private final Core core;
    private final HttpServerRequest request;
    private final LoggedRequest logged;
    private final boolean azure;
    private final String id;
    private Deployment deployment;
    private Plan plan;
    private Admitted admitted;
    private IntSupplier produced = () -> 0;
    private Turn turn;
    private boolean ended;

    Exchange(Core core, HttpServerRequest request, LoggedRequest logged, boolean azure, String id) {
        this.core = core;
        this.request = request;
        this.logged = logged;
        this.azure = azure;
        this.id = id;
        request.response()
                .putHeader(Names.REGION, core.config().region())
                .putHeader(Names.APIM_REQUEST_ID, id)
                .putHeader(Names.REQUEST_ID, id);
        request.response().closeHandler(closed -> cancelled());
        request.exceptionHandler(broken -> cancelled());
    }

    Core core() {
        return core;
    }

    HttpServerRequest request() {
        return request;
    }

    HttpServerResponse response() {
        return request.response();
    }

    String id() {
        return id;
    }

    long arrivedMicros() {
        return logged.receivedMicros();
    }

    /** Notes whom it is for. Only for callers that showed the key: names and tags of strangers have no totals. */
    void addressed(String deploymentName, String userField) {
        String tag = request.getHeader(Names.TAG);
        String chosen = tag != null ? tag : userField;
        logged.addressed(deploymentName == null ? "" : shortened(deploymentName), shortened(chosen));
    }

    private static String shortened(String text) {
        return text.length() <= 256 ? text : text.substring(0, 256);
    }

    /** Notes that its estimate was added to the windows, so that it must be settled. */
    void admitted(Deployment by, Plan planned, Admitted verdict) {
        deployment = by;
        plan = planned;
        admitted = verdict;
        RateHeaders.put(response(), verdict.rates(), azure);
    }

    /** Notes the turn that it answers. Only of the Responses API. */
    void answers(Turn asked) {
        turn = asked;
    }

    /** The turn, or null if it is none. */
    Turn turn() {
        return turn;
    }

    /** What all pieces of the answer share. */
    AnswerHead head() {
        return new AnswerHead(
                id, logged.receivedMicros() / 1_000_000, deployment.config().model());
    }

    Plan plan() {
        return plan;
    }

    Deployment deployment() {
        return deployment;
    }

    /** Where to ask how many completion tokens there are so far, should the caller leave. */
    void producing(IntSupplier completionTokens) {
        produced = completionTokens;
    }

    boolean hasEnded() {
        return ended;
    }

    /** Answers with an error object; nothing was admitted. */
    void refuse(ErrorAnswer error) {
        if (ended) {
            return;
        }
        finish(Ending.REFUSED, error.status());
        send(error.status(), Names.JSON, error.json());
    }

    void throttle(ErrorAnswer error, long retryAfterMicros, RateState rates) {
        RateHeaders.put(response(), rates, azure);
        RateHeaders.putRetryAfter(response(), Math.ceilDiv(retryAfterMicros, 1000L));
        refuse(error);
    }

    /** Sends a whole body. */
    void send(int status, CharSequence contentType, Buffer body) {
        response().setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, contentType);
        response().end(body);
    }

    /** The whole answer is on its way. To be called just before the last byte, so that counters never lag an answer. */
    void completed() {
        finish(Ending.COMPLETED, 200);
    }

    /** A fault ends it here. */
    void cut(int status) {
        finish(Ending.CUT, status);
    }

    private void cancelled() {
        finish(Ending.CANCELLED, response().headWritten() ? response().getStatusCode() : 0);
    }

    private void finish(Ending ending, int status) {
        if (ended) {
            return;
        }
        ended = true;
        long now = core.nowMicros().getAsLong();
        Tokens tokens = tokens(ending);
        if (deployment != null) {
            deployment.settle(admitted.ptuEstimateMilli(), tokens, now);
        }
        core.journal().ended(logged, new Outcome(ending, status, tokens, now));
    }

    private Tokens tokens(Ending ending) {
        if (plan == null) {
            return Tokens.NONE;
        }
        boolean whole = ending == Ending.COMPLETED
                || ending == Ending.CANCELLED && deployment.config().onDisconnect() == OnDisconnect.CONTINUE;
        int completion = whole ? plan.completionTokens() : produced.getAsInt();
        return new Tokens(plan.promptTokens(), plan.cachedTokens(), completion);
    }
}
