package io.tollgate.bench.load;

import java.net.URI;
import java.util.Map;

/**
 * What every request of a workload says.
 *
 * @param uri where it goes, with path and query
 * @param headers sent with every request; may hold a key, hence never printed
 * @param body JSON
 * @param streamed whether the answer is a stream of server-sent events that ends with {@code [DONE]}
 */
public record Exchange(URI uri, Map<String, String> headers, String body, boolean streamed) {

    public Exchange {
        headers = Map.copyOf(headers);
    }

    @Override
    public String toString() {
        return "Exchange[" + uri + "]";
    }
}
