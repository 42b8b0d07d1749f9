package io.tollgate.gateway.upstream.credential;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Asks an endpoint for a token and reads its answer: {@code access_token} with {@code expires_in} or {@code expires_on} in
 * seconds, as numbers or as texts, and perhaps {@code refresh_in}. Thread-safe.
 */
final class TokenIssuer {

    private static final long CONNECT_MILLIS = 2_000;
    private static final long ANSWER_MILLIS = 5_000;
    private static final int MOST_LIFE_SECONDS = 7 * 24 * 3_600;
    private static final int OK = 200;

    /** What Entra says is wrong, as a number that its documentation explains. */
    private static final Pattern ERROR_CODE = Pattern.compile("AADSTS\\d{1,9}");

    private final HttpClient client;
    private final InstantSource clock;

    TokenIssuer(HttpClient client, InstantSource clock) {
        this.client = client;
        this.clock = clock;
    }

    Future<Token> get(String url, MultiMap headers) {
        return ask(HttpMethod.GET, url, headers, Buffer.buffer());
    }

    Future<Token> post(String url, String form) {
        var headers = MultiMap.caseInsensitiveMultiMap().add("content-type", "application/x-www-form-urlencoded");
        return ask(HttpMethod.POST, url, headers, Buffer.buffer(form));
    }

    private Future<Token> ask(HttpMethod method, String url, MultiMap headers, Buffer body) {
        var options = new RequestOptions()
                .setMethod(method)
                .setAbsoluteURI(url)
                .setConnectTimeout(CONNECT_MILLIS)
                .setIdleTimeout(ANSWER_MILLIS)
                .setHeaders(headers.add("accept", "application/json"));
        return client.request(options)
                .compose(request -> body.length() == 0 ? request.send() : request.send(body))
                .compose(response -> response.body().compose(answer -> read(response, answer)));
    }

    private Future<Token> read(HttpClientResponse response, Buffer answer) {
        if (response.statusCode() != OK) {
            var code = ERROR_CODE.matcher(answer.toString());
            return Future.failedFuture(
                    "the issuer answered " + response.statusCode() + (code.find() ? ", " + code.group() : ""));
        }
        try {
            return token(new JsonObject(answer))
                    .map(Future::succeededFuture)
                    .orElseGet(() -> Future.failedFuture("the issuer's answer has no token or no expiry"));
        } catch (DecodeException | ClassCastException e) {
            return Future.failedFuture("the issuer's answer is not what it should be");
        }
    }

    private Optional<Token> token(JsonObject answer) {
        long now = clock.millis();
        String token = answer.getString("access_token");
        long life = seconds(answer, "expires_in")
                .or(() -> seconds(answer, "expires_on").map(at -> at - now / 1_000))
                .orElse(0L);
        if (token == null || token.isEmpty() || life <= 0) {
            return Optional.empty();
        }
        long lifeMillis = Math.min(life, MOST_LIFE_SECONDS) * 1_000;
        long renewMillis = seconds(answer, "refresh_in")
                .map(seconds -> seconds * 1_000)
                .filter(millis -> millis > 0 && millis < lifeMillis)
                .orElse(lifeMillis / 2);
        return Optional.of(new Token(new Secret(token, true), now + lifeMillis, now + renewMillis));
    }

    private static Optional<Long> seconds(JsonObject answer, String field) {
        return switch (answer.getValue(field)) {
            case Number number -> Optional.of(number.longValue());
            case String text when text.matches("\\d{1,12}") -> Optional.of(Long.parseLong(text));
            case null, default -> Optional.empty();
        };
    }
}
