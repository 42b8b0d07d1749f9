package io.tollgate.simulator.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tollgate.simulator.answer.ErrorAnswer;
import io.tollgate.simulator.config.ConfigReader;
import io.tollgate.simulator.config.InvalidConfigException;
import io.tollgate.simulator.deployment.Deployment;
import io.tollgate.simulator.journal.LoggedRequest;
import io.tollgate.simulator.journal.SlidingWindows;
import io.tollgate.simulator.serving.BodyReader;
import io.tollgate.simulator.serving.Core;
import io.tollgate.simulator.serving.Credentials;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.Predicate;

/**
 * The control API under {@code /simulator/v1/}: reads and changes a simulator while it runs. Needs the key unless the
 * simulator is bound to loopback, and is never for pages of other origins. Safe for many threads.
 */
public final class ControlApi {
    private static final String BASE = "/simulator/v1/";
    private static final String DEPLOYMENTS = "deployments/";
    private static final long MOST_REFUSED_MILLIS = 600_000;
    private static final int MOST_BODY_BYTES = 1 << 20;

    private final ObjectMapper json = JsonMapper.builder().build();
    private final Core core;
    private final Credentials credentials;
    private final boolean open;
    private final LongConsumer refuseForMillis;

    /** Controls {@code core}; {@code refuseForMillis} closes the port for a while. */
    public ControlApi(Core core, LongConsumer refuseForMillis) {
        this.core = core;
        this.refuseForMillis = refuseForMillis;
        this.credentials = new Credentials(core.config().apiKey());
        this.open = isLoopback(core.config().host());
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** Answers one request. */
    public void handle(HttpServerRequest request, String path) {
        if (Callers.isForeign(request, open)) {
            send(request, ErrorAnswer.of(403, "The control API is not for pages of other origins.", null, "403"));
            return;
        }
        if (!open && !credentials.accept(request)) {
            send(request, ErrorAnswer.unauthorized());
            return;
        }
        BodyReader.read(
                request,
                MOST_BODY_BYTES,
                body -> answer(request, path, new String(body, StandardCharsets.UTF_8)),
                most -> send(request, ErrorAnswer.tooLarge(most)));
    }

    private void answer(HttpServerRequest request, String path, String body) {
        String rest = path.startsWith(BASE) ? path.substring(BASE.length()) : "";
        try {
            if (path.equals(BASE + "refuse") && request.method().equals(HttpMethod.POST)) {
                refuse(request, number(request, "millis", 1000, MOST_REFUSED_MILLIS));
                return;
            }
            Optional<Object> found = route(request, request.method().name() + " " + rest, body);
            if (found.isPresent()) {
                send(request, 200, Buffer.buffer(json.writeValueAsBytes(found.get())));
            } else {
                send(request, ErrorAnswer.noResource());
            }
        } catch (InvalidConfigException e) {
            send(request, ErrorAnswer.badRequest(e.getMessage(), e.setting(), "invalid_value"));
        } catch (IllegalArgumentException e) {
            send(request, ErrorAnswer.badRequest("The query cannot be decoded.", null, "invalid_value"));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A view cannot be written", e);
        }
    }

    private void refuse(HttpServerRequest request, long millis) {
        if (millis == 0) {
            throw new InvalidConfigException("millis", "is at least 1");
        }
        send(request, 200, Buffer.buffer("{\"refusingMillis\":" + millis + "}"))
                .onComplete(sent -> refuseForMillis.accept(millis));
    }

    private Optional<Object> route(HttpServerRequest request, String call, String body) {
        switch (call) {
            case "GET deployments":
                return Optional.of(Map.of(
                        "deployments",
                        core.deployments().all().stream().map(this::view).toList()));
            case "GET requests":
                return Optional.of(requests(request));
            case "GET counters":
                return Optional.of(Map.of(
                        "received",
                        core.journal().received(),
                        "counters",
                        core.journal().counters()));
            case "GET windows":
                return Optional.of(window(request));
            case "GET arrivals":
                return Optional.of(arrivals(request.getParam("tag")));
            case "POST reset":
                core.journal().reset();
                core.memory().clear();
                core.deployments().all().forEach(each -> each.reset(now()));
                return Optional.of(Map.of("reset", true));
            default:
                return deployment(request, call, body);
        }
    }

    private Optional<Object> deployment(HttpServerRequest request, String call, String body) {
        String get = "GET " + DEPLOYMENTS;
        String patch = "PATCH " + DEPLOYMENTS;
        if (call.startsWith(get) && call.endsWith("/utilisation")) {
            String name = call.substring(get.length(), call.length() - "/utilisation".length());
            int seconds = number(request, "seconds", 60, 600);
            return core.deployments().find(name).map(each -> Views.utilisation(each, seconds, now()));
        }
        if (call.startsWith(get)) {
            return core.deployments().find(call.substring(get.length())).map(this::view);
        }
        if (call.startsWith(patch)) {
            Optional<Deployment> found = core.deployments().find(call.substring(patch.length()));
            found.ifPresent(each -> each.change(before -> ConfigReader.patched(before, body)));
            return found.map(this::view);
        }
        return Optional.empty();
    }

    private Object view(Deployment deployment) {
        return Views.deployment(deployment, now());
    }

    private Object requests(HttpServerRequest request) {
        long since = number(request, "since", 0, Long.MAX_VALUE);
        int limit = number(request, "limit", 1000, 1_000_000);
        List<LoggedRequest> found =
                core.journal().requests(selected(request).and(each -> each.number() > since), limit);
        return Map.of(
                "received",
                core.journal().received(),
                "requests",
                found.stream().map(Views::request).toList());
    }

    private Object window(HttpServerRequest request) {
        int seconds = number(request, "seconds", 60, 86_400);
        List<LoggedRequest> kept = core.journal().requests(selected(request), Integer.MAX_VALUE);
        SlidingWindows.Fullest fullest = SlidingWindows.fullest(kept, seconds * 1_000_000L);
        boolean whole = core.journal().received() <= core.config().bounds().requestLogSize();
        return Views.window(seconds, fullest, whole);
    }

    private Object arrivals(String tag) {
        return new Views.ArrivalsView(
                core.journal().missedArrivals(),
                core.journal().arrivals(each -> tag == null || tag.equals(each)).stream()
                        .map(each -> new long[] {each.micros(), each.tokens()})
                        .toList());
    }

    private static Predicate<LoggedRequest> selected(HttpServerRequest request) {
        String deployment = request.getParam("deployment");
        String tag = request.getParam("tag");
        return each ->
                (deployment == null || deployment.equals(each.deployment())) && (tag == null || tag.equals(each.tag()));
    }

    private static int number(HttpServerRequest request, String name, int otherwise, int most) {
        return (int) number(request, name, otherwise, (long) most);
    }

    private static long number(HttpServerRequest request, String name, long otherwise, long most) {
        String text = request.getParam(name);
        if (text == null) {
            return otherwise;
        }
        try {
            long value = Long.parseLong(text);
            if (value >= 0 && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new InvalidConfigException(name, "is a whole number");
        }
        throw new InvalidConfigException(name, "is from 0 to " + most);
    }

    private long now() {
        return core.nowMicros().getAsLong();
    }

    private static void send(HttpServerRequest request, ErrorAnswer error) {
        send(request, error.status(), error.json());
    }

    private static Future<Void> send(HttpServerRequest request, int status, Buffer body) {
        return request.response()
                .setStatusCode(status)
                .putHeader("content-type", "application/json")
                .end(body);
    }
}
