package io.tollgate.simulator.request;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A data path taken apart.
 *
 * @param family whose paths
 * @param operation what is asked
 * @param deployment named in the path, or null when the body names it
 */
public record Route(PathFamily family, Operation operation, String deployment) {
    private static final String CLASSIC = "/openai/deployments/";
    private static final String AZURE_V1 = "/openai/v1/";
    private static final String OPENAI = "/v1/";
    private static final String INFERENCE = "/models/";

    /** The route of {@code path}, or empty if it is no data path. */
    public static Optional<Route> of(String path) {
        if (path.startsWith(CLASSIC)) {
            int slash = path.indexOf('/', CLASSIC.length());
            return slash <= CLASSIC.length()
                    ? Optional.empty()
                    : route(
                            PathFamily.AZURE_CLASSIC,
                            path.substring(slash + 1),
                            decoded(path.substring(CLASSIC.length(), slash)));
        }
        if (path.startsWith(AZURE_V1)) {
            return route(PathFamily.AZURE_V1, path.substring(AZURE_V1.length()), null);
        }
        if (path.startsWith(OPENAI)) {
            return route(PathFamily.OPENAI, path.substring(OPENAI.length()), null);
        }
        if (path.startsWith(INFERENCE)) {
            return route(PathFamily.AZURE_INFERENCE, path.substring(INFERENCE.length()), null);
        }
        return switch (path) {
            case "/openai/models" -> Optional.of(new Route(PathFamily.AZURE_CLASSIC, Operation.MODELS, null));
            case "/openai/responses" -> Optional.of(new Route(PathFamily.AZURE_CLASSIC, Operation.RESPONSES, null));
            default -> Optional.empty();
        };
    }

    private static Optional<Route> route(PathFamily family, String rest, String deployment) {
        boolean namesOthers = deployment == null && family != PathFamily.AZURE_INFERENCE;
        return Operation.of(rest)
                .filter(operation -> operation != Operation.RESPONSES || namesOthers)
                .map(operation -> new Route(family, operation, deployment));
    }

    private static String decoded(String name) {
        if (name.indexOf('%') < 0) {
            return name;
        }
        try {
            return URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return name;
        }
    }
}
