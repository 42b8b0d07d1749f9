package io.tollgate.gateway.ingress;

import io.tollgate.gateway.exchange.RefusedException;
import io.tollgate.gateway.ingress.door.BodyBudget;
import io.tollgate.gateway.ingress.door.ContentCoding;
import io.tollgate.gateway.model.Caller;
import io.tollgate.gateway.model.GatewayFailure;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Arrays;
import java.util.function.Consumer;

/** Collects a request's body: no more than so many bytes, within the node's budget, and for no longer than so long. */
final class BodyReader {

    private static final int FIRST_BYTES = 8_192;

    /** A body of which less than this comes in {@link #FLOOR_MILLIS} is given up. */
    private static final long FLOOR_BYTES = 4_096;

    private static final long FLOOR_MILLIS = 5_000;

    private final Vertx vertx;
    private final IngressConfig config;
    private final BodyBudget budget;

    BodyReader(Vertx vertx, IngressConfig config, BodyBudget budget) {
        this.vertx = vertx;
        this.config = config;
        this.budget = budget;
    }

    /**
     * Fails with a {@link RefusedException}.
     *
     * @param whenOver given what gives the body's share of the budget back, once the request is over
     */
    Future<byte[]> read(HttpServerRequest request, Caller caller, Consumer<Runnable> whenOver) {
        ContentCoding coding = ContentCoding.of(request.headers()).orElse(null);
        if (coding == null) {
            return refuse(new GatewayFailure.UnsupportedCoding());
        }
        long declaredBytes = declaredBytes(request);
        if (declaredBytes > config.maxBodyBytes()) {
            return refuse(new GatewayFailure.TooLarge(config.maxBodyBytes()));
        }
        BodyBudget.Share share = budget.open(caller);
        whenOver.accept(share::close);
        GatewayFailure full = share.grow(declaredBytes).orElse(null);
        if (full != null) {
            return refuse(full);
        }
        Future<byte[]> collected = new Collecting(share, (int) declaredBytes).from(request);
        return coding == ContentCoding.IDENTITY
                ? collected
                : collected.compose(packed -> unpacked(request, coding, packed, share));
    }

    private Future<byte[]> unpacked(
            HttpServerRequest request, ContentCoding coding, byte[] packed, BodyBudget.Share share) {
        request.headers().remove(HttpHeaders.CONTENT_ENCODING);
        return vertx.executeBlocking(() -> coding.unpack(packed, config.maxBodyBytes(), share::grow), false);
    }

    private static long declaredBytes(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static Future<byte[]> refuse(GatewayFailure failure) {
        return Future.failedFuture(new RefusedException(failure));
    }

    /** One body as it comes. Confined to the request's event loop. */
    private final class Collecting {

        private final Promise<byte[]> whole = Promise.promise();
        private final BodyBudget.Share share;
        private final int declaredBytes;
        private byte[] bytes;
        private int length;
        private int lengthAtFloor;

        Collecting(BodyBudget.Share share, int declaredBytes) {
            this.share = share;
            this.declaredBytes = declaredBytes;
            this.bytes = new byte[Math.min(FIRST_BYTES, declaredBytes)];
        }

        Future<byte[]> from(HttpServerRequest request) {
            long deadline =
                    vertx.setTimer(config.bodyTimeout().toMillis(), late -> fail(new GatewayFailure.RequestTimeout()));
            long floor = vertx.setPeriodic(FLOOR_MILLIS, look -> checkFloor());
            request.handler(chunk -> {
                if (!whole.future().isComplete() && mayTake(chunk.length())) {
                    chunk.getBytes(0, chunk.length(), bytes, length);
                    length += chunk.length();
                }
            });
            request.endHandler(
                    ended -> whole.tryComplete(length == bytes.length ? bytes : Arrays.copyOf(bytes, length)));
            request.exceptionHandler(failure -> fail(new GatewayFailure.CallerLeft()));
            request.resume();
            return whole.future().onComplete(done -> {
                vertx.cancelTimer(deadline);
                vertx.cancelTimer(floor);
            });
        }

        /** Makes room for so many bytes more, as far as there may be. */
        private boolean mayTake(int more) {
            long needed = length + (long) more;
            GatewayFailure refused = needed > config.maxBodyBytes()
                    ? new GatewayFailure.TooLarge(config.maxBodyBytes())
                    : needed > declaredBytes
                            ? share.grow(needed - Math.max(length, declaredBytes))
                                    .orElse(null)
                            : null;
            if (refused != null) {
                bytes = new byte[0];
                fail(refused);
                return false;
            }
            if (needed > bytes.length) {
                long room = Math.max(needed, 2L * bytes.length);
                long most = needed <= declaredBytes ? declaredBytes : config.maxBodyBytes();
                bytes = Arrays.copyOf(bytes, (int) Math.min(room, most));
            }
            return true;
        }

        private void checkFloor() {
            if (length - lengthAtFloor < FLOOR_BYTES) {
                fail(new GatewayFailure.RequestTimeout());
            }
            lengthAtFloor = length;
        }

        private void fail(GatewayFailure failure) {
            whole.tryFail(new RefusedException(failure));
        }
    }
}
