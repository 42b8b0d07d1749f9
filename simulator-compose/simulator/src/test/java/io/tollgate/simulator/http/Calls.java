package io.tollgate.simulator.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tollgate.simulator.Simulator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** Calls a simulator over HTTP as its users do. */
final class Calls implements AutoCloseable {
    static final String KEY = "simulator-key";
    static final String HELLO = "\"messages\":[{\"role\":\"user\",\"content\":\"Hello there\"}]";
    static final String CLASSIC_CHAT = "/openai/deployments/gpt-4o/chat/completions?api-version=2024-10-21";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Simulator simulator;

    Calls(Simulator simulator) {
        this.simulator = simulator;
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode json(HttpResponse<String> response) {
        return json(response.body());
    }

    /** A chat on the Azure classic path with these fields besides the messages. */
    HttpResponse<String> chat(String moreFields, String... headers) {
        return post(CLASSIC_CHAT, "{" + HELLO + moreFields + "}", headers);
    }

    HttpResponse<String> post(String path, String body, String... headers) {
        return send(request(path, headers).POST(BodyPublishers.ofString(body)).build());
    }

    HttpResponse<String> get(String path) {
        return send(request(path).GET().build());
    }

    /** What comes back for these bytes until the connection ends. */
    String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), simulator.port())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    JsonNode control(String path) {
        return json(get("/simulator/v1/" + path));
    }

    JsonNode patch(String deployment, String body) {
        HttpResponse<String> response = send(request("/simulator/v1/deployments/" + deployment)
                .method("PATCH", BodyPublishers.ofString(body))
                .build());
        if (response.statusCode() != 200) {
            throw new AssertionError(response.body());
        }
        return json(response);
    }

    /** The counters of a deployment and tag, or an empty node. */
    JsonNode counters(String deployment, String tag) {
        for (JsonNode each : control("counters").path("counters")) {
            if (each.path("deployment").asText().equals(deployment)
                    && each.path("tag").asText().equals(tag)) {
                return each;
            }
        }
        return JSON.missingNode();
    }

    /** The newest logged request. */
    JsonNode lastRequest() {
        return control("requests?limit=1").path("requests").path(0);
    }

    HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(URI.create(simulator.url() + path)).setHeader("api-key", KEY);
        for (int i = 0; i < headers.length; i += 2) {
            builder.setHeader(headers[i], headers[i + 1]);
        }
        return builder;
    }

    HttpResponse<InputStream> stream(String path, String body, String... headers) {
        try {
            return client.send(
                    request(path, headers).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The data of all events of a stream; fails on a line that belongs to none. */
    static List<String> events(String body) {
        return Stream.of(body.split("\n\n"))
                .peek(event -> {
                    if (!event.startsWith("data: ") || event.contains("\n")) {
                        throw new AssertionError("not an event: " + event);
                    }
                })
                .map(event -> event.substring("data: ".length()))
                .toList();
    }

    @Override
    public void close() {
        client.close();
    }
}
