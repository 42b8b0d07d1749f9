package io.tollgate.gateway.wiring;

import io.tollgate.catalog.Deployment;
import io.tollgate.catalog.Operation;
import io.tollgate.catalog.routing.Deadlines;
import io.tollgate.gateway.model.UpstreamOutcome;
import io.tollgate.gateway.routing.Flight;
import io.tollgate.gateway.routing.probe.Prober;
import io.tollgate.gateway.upstream.BackendAnswer;
import io.tollgate.gateway.upstream.BackendCall;
import io.tollgate.gateway.upstream.BackendClient;
import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.streams.ReadStream;
import java.util.function.LongSupplier;

/** Asks a deployment for one token. */
final class SmallestCall implements Prober {

    /** Nobody waits for it, so it may take its time, but not for ever. */
    private static final long MOST_MILLIS = 30_000;

    private final BackendClient client;
    private final Context loop;
    private final LongSupplier nanos;

    /**
     * @param loop the event loop that makes the calls
     */
    SmallestCall(BackendClient client, Context loop, LongSupplier nanos) {
        this.client = client;
        this.loop = loop;
        this.nanos = nanos;
    }

    @Override
    public void probe(Deployment deployment, Operation operation, Flight flight) {
        loop.runOnContext(go -> {
            long startedNanos = nanos.getAsLong();
            var call = new BackendCall(
                    deployment,
                    operation,
                    MultiMap.caseInsensitiveMultiMap(),
                    body(deployment, operation),
                    Deadlines.DEFAULT.connectMillis());
            client.call(call, giveUp -> loop.owner().setTimer(MOST_MILLIS, late -> giveUp.run()))
                    .onSuccess(answer -> answered(answer, flight, startedNanos));
        });
    }

    private void answered(BackendAnswer answer, Flight flight, long startedNanos) {
        flight.decided(answer.outcome());
        flight.reported(answer.room());
        answer.body().ifPresentOrElse(body -> drain(body, answer.outcome(), flight, startedNanos), flight::close);
    }

    private void drain(ReadStream<Buffer> body, UpstreamOutcome outcome, Flight flight, long startedNanos) {
        body.endHandler(ended -> {
            if (outcome instanceof UpstreamOutcome.Accepted) {
                flight.whole(1, 1, nanos.getAsLong() - startedNanos);
            }
            flight.close();
        });
        body.exceptionHandler(failure -> flight.close());
        body.handler(ignored -> {});
        body.resume();
    }

    private static Buffer body(Deployment deployment, Operation operation) {
        var body = new JsonObject().put("model", deployment.deployedModel());
        return switch (operation) {
            case CHAT_COMPLETIONS ->
                body.put(
                                "messages",
                                new JsonArray()
                                        .add(new JsonObject()
                                                .put("role", "user")
                                                .put("content", "1")))
                        .put("max_tokens", 1)
                        .toBuffer();
            case COMPLETIONS -> body.put("prompt", "1").put("max_tokens", 1).toBuffer();
            case EMBEDDINGS -> body.put("input", "1").toBuffer();
            case RESPONSES ->
                body.put("input", "1")
                        .put("max_output_tokens", 16)
                        .put("store", false)
                        .toBuffer();
        };
    }
}
