package io.tollgate.gateway.exchange;

import io.tollgate.catalog.Route;
import io.tollgate.gateway.catalog.LiveCatalog;
import io.tollgate.gateway.identity.CallerResolver;
import io.tollgate.gateway.identity.Identification;
import io.tollgate.gateway.model.Caller;
import io.tollgate.gateway.model.Credential;
import io.tollgate.gateway.model.GatewayFailure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** Lists the models that a caller may use, in OpenAI's form. */
public final class ModelListing {

    private final CallerResolver identity;
    private final LiveCatalog catalog;
    private final Vertx vertx;

    public ModelListing(CallerResolver identity, LiveCatalog catalog, Vertx vertx) {
        this.identity = identity;
        this.catalog = catalog;
        this.vertx = vertx;
    }

    /** The list, or the one model that is asked for. Fails with a {@link RefusedException}. */
    public Future<Buffer> list(Optional<Credential> credential, Optional<String> model) {
        return Future.fromCompletionStage(identity.resolve(credential), vertx.getOrCreateContext())
                .map(identification -> switch (identification) {
                    case Identification.Identified(Caller caller) -> listing(caller, model);
                    case Identification.Refused(boolean presented) ->
                        throw new RefusedException(new GatewayFailure.Unauthenticated(presented));
                    case Identification.Unavailable() ->
                        throw new RefusedException(new GatewayFailure.QuotaUnavailable(1_000));
                });
    }

    /** Why {@link #list} failed. */
    public static GatewayFailure failure(Throwable cause) {
        return cause instanceof RefusedException refused ? refused.failure() : new GatewayFailure.Internal();
    }

    private Buffer listing(Caller caller, Optional<String> model) {
        if (model.isPresent()) {
            return catalog.current()
                    .route(model.get())
                    .filter(route -> caller.tenant().mayCall(route.model()))
                    .map(route -> entry(model.get()).toBuffer())
                    .orElseThrow(() -> new RefusedException(new GatewayFailure.UnknownModel(model.get())));
        }
        var entries = new JsonArray();
        for (Route route : catalog.current().routes()) {
            if (caller.tenant().mayCall(route.model())) {
                entries.add(entry(route.model()));
                route.aliases().forEach(alias -> entries.add(entry(alias)));
            }
        }
        return new JsonObject().put("object", "list").put("data", entries).toBuffer();
    }

    private static JsonObject entry(String name) {
        return new JsonObject()
                .put("id", name)
                .put("object", "model")
                .put("created", 0)
                .put("owned_by", "tollgate");
    }
}
