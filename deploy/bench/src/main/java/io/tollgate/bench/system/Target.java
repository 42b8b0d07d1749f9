package io.tollgate.bench.system;

import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * A way to the simulator.
 *
 * @param name one of the constants below
 * @param base scheme, host and port
 * @param model what the way calls the deployment: its own name at the simulator, the route's at the gateway
 * @param headers that requests on this way must carry; may hold a key, hence never printed
 * @param pids whose CPU time and memory are counted; empty on the direct way
 */
public record Target(String name, URI base, String model, Map<String, String> headers, List<Long> pids) {

    public static final String DIRECT = "direct";
    public static final String NGINX = "nginx";
    public static final String TOLLGATE = "Tollgate";

    public Target {
        headers = Map.copyOf(headers);
        pids = List.copyOf(pids);
    }

    @Override
    public String toString() {
        return "Target[" + name + " " + base + "]";
    }
}
