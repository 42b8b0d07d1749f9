package io.tollgate.scenarios.stand;

import io.tollgate.scenarios.calls.Usage;
import java.util.List;
import java.util.Map;

/**
 * The simulated deployments.
 *
 * @param all of them
 */
public record Backends(List<Backend> all) {

    public Backends {
        all = List.copyOf(all);
    }

    /** The one of this name. */
    public Backend named(String name) {
        return all.stream()
                .filter(backend -> backend.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Requests that have reached any of them with this tag, whatever became of them. */
    public long requests(String tag) {
        return all.stream().mapToLong(backend -> backend.requests(tag).size()).sum();
    }

    /** Requests that have reached any of them at all. */
    public long received() {
        return all.stream().mapToLong(Backend::received).sum();
    }

    /** Changes the deployments of {@code model} at all of them; closing the change puts back what was there before. */
    public Backend.Change change(String model, Map<String, Object> fields) {
        List<Backend.Change> changes =
                all.stream().map(backend -> backend.change(model, fields)).toList();
        return () -> changes.forEach(Backend.Change::close);
    }

    /** Tokens of whole answers with this tag. */
    public Usage tokens(String tag) {
        return all.stream().map(backend -> backend.tokens(tag)).reduce(Usage.NONE, Usage::plus);
    }

    /** When requests with this tag arrived at any of them and what they drew. */
    public Arrivals arrivals(String tag) {
        return new Arrivals(all.stream()
                .flatMap(backend -> backend.arrivals(tag).all().stream())
                .toList());
    }
}
