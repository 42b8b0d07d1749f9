package io.tollgate.gateway.exchange.stored;

import io.tollgate.gateway.affinity.Affinity;
import io.tollgate.gateway.affinity.Home;
import io.tollgate.gateway.affinity.Recall;
import io.tollgate.gateway.exchange.delivery.Reply;
import io.tollgate.gateway.metering.UsageMeter;
import io.tollgate.gateway.metering.UsageReading;
import io.tollgate.gateway.model.GatewayFailure;
import io.tollgate.gateway.model.Reference;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** Notes what backends will remember, as their answers pass. To be used on event loops; thread-safe. */
public final class Remembering {

    private static final Logger LOGGER = Logger.getLogger(Remembering.class);
    private static final long TRY_AGAIN_MILLIS = 1_000;

    private static final int MAX_DESCRIPTION_BYTES = 4_096;

    private final Affinity affinity;
    private final FileListing files;
    private final Vertx vertx;
    private final LongAdder unnoted = new LongAdder();
    private final AtomicBoolean failing = new AtomicBoolean();

    public Remembering(Affinity affinity, Vertx vertx) {
        this.affinity = affinity;
        this.files = new FileListing(affinity);
        this.vertx = vertx;
    }

    /** Where a new thing of a tenant lives. */
    public record Place(String tenant, Reference.Kind kind, String deployment, String route) {

        Reference thing(String id) {
            return new Reference(kind, id);
        }

        Home home() {
            return new Home(deployment, route, 0);
        }

        Home home(UsageMeter meter) {
            long tokens = kind == Reference.Kind.RESPONSE && meter.reading() instanceof UsageReading.Reported reported
                    ? reported.input() + reported.output()
                    : 0;
            return new Home(deployment, route, tokens);
        }
    }

    /**
     * {@code reply}, by which nothing leaves before the id in it is noted; though it does leave when that fails. So are the items
     * of a response in one piece; those of a stream are noted as they pass.
     */
    public Reply noting(Reply reply, boolean streamed, UsageMeter meter, Place place) {
        if (place.kind() == Reference.Kind.FILE) {
            return notingFile(reply, streamed, meter, place);
        }
        var parts = new ArrayList<Future<?>>();
        var items = new OutputItems(streamed, part -> parts.add(keep(place, part, place.home())));
        boolean hasItems = place.kind() == Reference.Kind.RESPONSE;
        return new RememberingReply(reply, hasItems ? items::accept : piece -> {}, !streamed, meter::answerId, id -> {
            parts.add(keep(place, place.thing(id), place.home(meter)));
            return Future.join(List.copyOf(parts));
        });
    }

    /** A file is listed besides, with what the backend says of it. */
    private Reply notingFile(Reply reply, boolean streamed, UsageMeter meter, Place place) {
        Buffer said = Buffer.buffer();
        Consumer<Buffer> watch = piece -> {
            if (said.length() + piece.length() <= MAX_DESCRIPTION_BYTES) {
                said.appendBuffer(piece);
            }
        };
        return new RememberingReply(reply, watch, !streamed, meter::answerId, id -> {
            Future<Boolean> kept = keep(place, place.thing(id), place.home());
            return FileListing.description(said)
                    .<Future<?>>map(
                            description -> Future.join(kept, onLoop(affinity.list(place.tenant(), id, description))))
                    .orElse(kept);
        });
    }

    private Future<Boolean> keep(Place place, Reference thing, Home home) {
        return onLoop(affinity.keep(place.tenant(), thing, home)).onSuccess(kept -> observe(kept, place));
    }

    /** One line for a spell of failures, however many they are. */
    private void observe(boolean kept, Place place) {
        if (kept) {
            failing.set(false);
            return;
        }
        unnoted.increment();
        if (failing.compareAndSet(false, true)) {
            LOGGER.warnf(
                    "deployment=%s a new %s is not noted; it cannot be asked for again",
                    place.deployment(), place.kind().wireName());
        }
    }

    /** The files of a tenant. */
    public FileListing files() {
        return files;
    }

    /** Things that were made and cannot be asked for again. */
    public long unnoted() {
        return unnoted.sum();
    }

    /** The answer that made a thing is whole: what goes on from it will read this much. Best effort. */
    public void measured(UsageMeter meter, Place place) {
        Home home = place.home(meter);
        if (home.tokens() > 0) {
            meter.answerId().ifPresent(id -> affinity.keep(place.tenant(), place.thing(id), home));
        }
    }

    /** What goes on in the conversation will read this much. Best effort. */
    public void measured(String tenant, Reference conversation, Home home) {
        affinity.keep(tenant, conversation, home);
    }

    /**
     * What to tell the caller of a request that cannot go anywhere. Not for those that can.
     *
     * @param inPath the thing that the path names
     */
    public static GatewayFailure failure(Recall recall, Optional<Reference> inPath) {
        return switch (recall) {
            case Recall.Anywhere anywhere -> throw new IllegalArgumentException("there is no failure");
            case Recall.To to -> throw new IllegalArgumentException("there is no failure");
            case Recall.Unknown(Reference thing) ->
                new GatewayFailure.NotRemembered(
                        thing.kind().wireName(),
                        inPath.filter(thing::equals).isPresent()
                                ? null
                                : thing.kind().field(),
                        thing.id());
            case Recall.Apart(Reference thing) ->
                new GatewayFailure.Misplaced(
                        thing.kind().wireName(), thing.kind().field(), true);
            case Recall.Unserved(Reference thing) ->
                new GatewayFailure.Misplaced(
                        thing.kind().wireName(), thing.kind().field(), false);
            case Recall.Closed closed -> new GatewayFailure.NoDeployment();
            case Recall.Unavailable away -> new GatewayFailure.OwnershipUnknown(TRY_AGAIN_MILLIS);
        };
    }

    private <T> Future<T> onLoop(CompletionStage<T> stage) {
        return Future.fromCompletionStage(stage, vertx.getOrCreateContext());
    }
}
