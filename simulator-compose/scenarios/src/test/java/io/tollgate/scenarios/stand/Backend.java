package io.tollgate.scenarios.stand;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.scenarios.calls.Usage;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A simulated deployment, asked and changed through its control API. Thread-safe. */
public final class Backend {

    private static final String CONTROL = "/simulator/v1/";
    private static final String DEPLOYMENTS = CONTROL + "deployments/";

    private final String name;
    private final URI url;
    private final Api control;

    Backend(String name, URI url) {
        this.name = name;
        this.url = url;
        this.control = Api.at(url, null);
    }

    /** For example {@code ptu-1}. */
    public String name() {
        return name;
    }

    /** Where it can be called without a gateway. */
    public URI url() {
        return url;
    }

    /** A change that lasts until it is closed. */
    public interface Change extends AutoCloseable {
        @Override
        void close();
    }

    /** Empties its PTU bucket, its request log and its counters. */
    public void reset() {
        control.post(CONTROL + "reset", Map.of());
    }

    /** Requests received so far, whatever became of them. */
    public long received() {
        return control.get(CONTROL + "counters").path("received").asLong();
    }

    /** The requests with this tag, oldest first. */
    public List<JsonNode> requests(String tag) {
        List<JsonNode> requests = new ArrayList<>();
        control.get(CONTROL + "requests?limit=1000000&tag=" + tag)
                .path("requests")
                .forEach(requests::add);
        return requests;
    }

    /** Requests with this tag that have ended, by the counters, which forget none. */
    public long ended(String tag) {
        long ended = 0;
        for (JsonNode counter : control.get(CONTROL + "counters").path("counters")) {
            if (counter.path("tag").asText().equals(tag)) {
                for (JsonNode requests : counter.path("requestsByStatus")) {
                    ended += requests.asLong();
                }
            }
        }
        return ended;
    }

    /** When each request with this tag was received, oldest first, whatever became of it, and with which status it ended. */
    public List<Received> received(String tag) {
        return requests(tag).stream()
                .map(request -> new Received(
                        Instant.parse(request.path("receivedAt").asText()),
                        request.path("status").asInt()))
                .toList();
    }

    /** A request that was received. */
    public record Received(Instant at, int status) {}

    /** Tokens of whole answers with this tag. */
    public Usage tokens(String tag) {
        Usage sum = Usage.NONE;
        for (JsonNode counter : control.get(CONTROL + "counters").path("counters")) {
            if (counter.path("tag").asText().equals(tag)) {
                JsonNode completed = counter.path("completed");
                sum = sum.plus(new Usage(
                        completed.path("promptTokens").asLong(),
                        completed.path("completionTokens").asLong()));
            }
        }
        return sum;
    }

    /** Tokens that were generated for this tag, of whole answers and of those that broke off or were left. */
    public Usage generated(String tag) {
        Usage sum = Usage.NONE;
        for (JsonNode counter : control.get(CONTROL + "counters").path("counters")) {
            if (counter.path("tag").asText().equals(tag)) {
                for (String part : List.of("completed", "interrupted")) {
                    JsonNode tokens = counter.path(part);
                    sum = sum.plus(new Usage(
                            tokens.path("promptTokens").asLong(),
                            tokens.path("completionTokens").asLong()));
                }
            }
        }
        return sum;
    }

    /** Prompt tokens of whole answers with this tag that were found in the cache. */
    public long cachedTokens(String tag) {
        long sum = 0;
        for (JsonNode counter : control.get(CONTROL + "counters").path("counters")) {
            if (counter.path("tag").asText().equals(tag)) {
                sum += counter.path("completed").path("cachedTokens").asLong();
            }
        }
        return sum;
    }

    /** When requests with this tag arrived and what they drew. @throws AssertionError when some are missing */
    public Arrivals arrivals(String tag) {
        JsonNode listed = control.get(CONTROL + "arrivals?tag=" + tag);
        if (listed.path("missed").asLong(-1) != 0) {
            throw new AssertionError("the simulator has not kept all arrivals: " + listed.path("missed"));
        }
        List<Arrivals.Arrival> arrivals = new ArrayList<>();
        listed.path("arrivals")
                .forEach(each -> arrivals.add(
                        new Arrivals.Arrival(each.path(0).asLong(), each.path(1).asLong())));
        return new Arrivals(arrivals);
    }

    /** Whole answers with this tag. */
    public long completed(String tag) {
        return requests(tag).stream()
                .filter(request -> request.path("ending").asText().equals("completed"))
                .count();
    }

    /** Changes the deployment of {@code model} while it runs; closing the change puts back what was there before. */
    public Change change(String model, Map<String, Object> fields) {
        JsonNode before = control.get(DEPLOYMENTS + model).path("config");
        Map<String, Object> back = new LinkedHashMap<>();
        fields.keySet().forEach(field -> back.put(field, before.get(field)));
        control.patch(DEPLOYMENTS + model, fields);
        return () -> control.patch(DEPLOYMENTS + model, back);
    }

    /** What the PTU bucket of {@code model} did in the last {@code seconds} seconds, one entry for each, oldest first. */
    public List<Second> utilisation(String model, int seconds) {
        List<Second> history = new ArrayList<>();
        control.get(DEPLOYMENTS + model + "/utilisation?seconds=" + seconds)
                .path("history")
                .forEach(second -> history.add(new Second(
                        second.path("drainedMilli").asLong(),
                        second.path("capacityMilli").asLong())));
        return history;
    }

    /**
     * A second of a PTU deployment.
     *
     * @param used thousandths of weighted tokens drained
     * @param bought thousandths of weighted tokens that could have been
     */
    public record Second(long used, long bought) {}
}
