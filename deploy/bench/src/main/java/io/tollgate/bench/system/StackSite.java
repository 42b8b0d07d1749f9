package io.tollgate.bench.system;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.bench.machine.Processes;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A running stack, prepared for the benchmark. {@link #close} takes the benchmark's key back and restores the simulator. */
public final class StackSite implements AutoCloseable {

    private final BenchTenant tenant;
    private final Site site;

    private StackSite(BenchTenant tenant, Site site) {
        this.tenant = tenant;
        this.site = site;
    }

    /**
     * Makes a tenant without effective limits and a route to a simulator.
     */
    public static StackSite prepare(StackStatus status, Processes processes) throws IOException {
        URI simulator = status.simulator().url();
        JsonNode deployment = chatDeployment(status, simulator);
        String deployedModel = deployment.path("deployedModel").asText();
        BenchTenant tenant = BenchTenant.create(
                status.quotaService(), status.adminKey(), deployment.path("id").asText());
        String simulatorKey = backendKey(
                deployment.path("credential").asText(), processes, status.node().pid());
        var direct = new Target(Target.DIRECT, simulator, deployedModel, Map.of("api-key", simulatorKey), List.of());
        var tollgate = new Target(
                Target.TOLLGATE,
                status.node().url(),
                BenchTenant.NAME,
                Map.of("api-key", tenant.key()),
                processes.withDescendants(status.node().pid()));
        return new StackSite(
                tenant, new Site(direct, tollgate, new Backend(simulator, deployedModel), status.otherPids()));
    }

    private static JsonNode chatDeployment(StackStatus status, URI simulator) throws IOException {
        var admin = new JsonClient(status.quotaService(), Map.of("authorization", "Bearer " + status.adminKey()));
        for (JsonNode deployment :
                admin.call("GET", "/admin/v1/deployments", "").path("items")) {
            URI url = URI.create(deployment.path("url").asText());
            if (url.getPort() == simulator.getPort()
                    && !deployment.path("model").asText().contains("embedding")) {
                return deployment;
            }
        }
        throw new IOException("no chat deployment of the catalog is at " + simulator);
    }

    /** Calls that go direct need the key that the node uses; it is found where the node finds it. */
    private static String backendKey(String reference, Processes processes, long nodePid) throws IOException {
        if (reference.startsWith("file:")) {
            return Files.readString(Path.of(reference.substring("file:".length())))
                    .strip();
        }
        return processes
                .environmentVariable(nodePid, reference.substring(reference.indexOf(':') + 1))
                .orElseThrow(() -> new IOException("the node's environment does not hold the credential " + reference));
    }

    /** Public id of the key that was made for this run. */
    public String keyId() {
        return tenant.keyId();
    }

    /** What is measured. */
    public Site site() {
        return site;
    }

    @Override
    public void close() throws IOException {
        try {
            site.backend().close();
        } finally {
            tenant.close();
        }
    }
}
