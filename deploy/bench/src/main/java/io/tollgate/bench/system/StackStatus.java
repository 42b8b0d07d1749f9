package io.tollgate.bench.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What {@code tollgate status --json} says of a running stack, as far as the benchmark needs it.
 *
 * @param node the gateway node that is measured, usually the first
 * @param quotaService scheme, host and port
 * @param usageConsumer scheme, host and port
 * @param simulator one that is paid as you go, else the first
 * @param otherPids of every process but the node
 * @param adminKey opens the quota service; never printed
 */
public record StackStatus(
        Process node, URI quotaService, URI usageConsumer, Process simulator, List<Long> otherPids, String adminKey) {

    /** One process that listens. */
    public record Process(String name, URI url, long pid) {}

    public StackStatus {
        otherPids = List.copyOf(otherPids);
    }

    /** Reads the JSON; what is missing throws an {@link IOException} that names it. */
    public static StackStatus parse(String json) throws IOException {
        return parse(json, 0);
    }

    /** The same with another node as the one that is measured, counted from 0. */
    public static StackStatus parse(String json, int node) throws IOException {
        JsonNode root = new ObjectMapper().readTree(json);
        List<Long> pids = new ArrayList<>();
        Stream.of(
                        root.path("quotaService"),
                        root.path("usageConsumer"),
                        root.path("redis"),
                        root.path("kafka"),
                        root.path("postgres"))
                .forEach(process -> addPid(pids, process));
        root.path("simulators").forEach(process -> addPid(pids, process));
        for (int i = 0; i < root.path("nodes").size(); i++) {
            if (i != node) {
                addPid(pids, root.path("nodes").path(i));
            }
        }
        return new StackStatus(
                process(root.path("nodes").path(node), "nodes"),
                URI.create(text(root.path("quotaService"), "url")),
                URI.create(text(root.path("usageConsumer"), "url")),
                process(payAsYouGo(root.path("simulators")), "simulators"),
                pids,
                text(root.path("keys"), "admin"));
    }

    private static JsonNode payAsYouGo(JsonNode simulators) {
        return StreamSupport.stream(simulators.spliterator(), false)
                .filter(simulator -> "payg".equals(simulator.path("capacity").asText()))
                .findFirst()
                .orElse(simulators.path(0));
    }

    private static void addPid(List<Long> pids, JsonNode process) {
        if (process.path("pid").asLong() > 0) {
            pids.add(process.path("pid").asLong());
        }
    }

    private static Process process(JsonNode process, String list) throws IOException {
        if (process.isMissingNode()) {
            throw new IOException("the status of the stack has nothing under '" + list + "'");
        }
        return new Process(
                text(process, "name"),
                URI.create(text(process, "url")),
                process.path("pid").asLong());
    }

    private static String text(JsonNode parent, String field) throws IOException {
        if (!parent.path(field).isTextual()) {
            throw new IOException("the status of the stack has no '" + field + "'");
        }
        return parent.path(field).textValue();
    }

    @Override
    public String toString() {
        return "StackStatus[" + node + ", " + quotaService + ", " + simulator + "]";
    }
}
