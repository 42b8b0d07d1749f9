package io.tollgate.gateway.ingress;

import io.tollgate.catalog.Operation;
import io.tollgate.gateway.exchange.stored.Resource;
import io.tollgate.gateway.model.PathFamily;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the four path families that clients use. */
final class Paths {

    private static final String CLASSIC = "/openai/deployments/";
    private static final String AZURE_V1 = "/openai/v1/";
    private static final String AZURE = "/openai/";
    private static final String OPENAI = "/v1/";
    private static final String INFERENCE = "/models/";

    private static final Pattern DOUBLE_SLASHES = Pattern.compile("/{2,}");

    private Paths() {}

    /**
     * A base URL that ends with a slash gives double slashes, some clients add one at the end: both are served.
     *
     * @param path the request's path, without its query
     */
    static Target read(String path) {
        return path.contains(CLASSIC + "/") ? new Target.Unknown() : readTidy(tidy(path));
    }

    private static String tidy(String path) {
        String single = path.contains("//") ? DOUBLE_SLASHES.matcher(path).replaceAll("/") : path;
        return single.length() > 1 && single.endsWith("/") ? single.substring(0, single.length() - 1) : single;
    }

    private static Target readTidy(String path) {
        if (path.startsWith(CLASSIC)) {
            return classic(path.substring(CLASSIC.length()));
        }
        if (path.startsWith(AZURE_V1)) {
            return named(PathFamily.AZURE_V1, path.substring(AZURE_V1.length()));
        }
        if (path.startsWith(OPENAI)) {
            return named(PathFamily.OPENAI, path.substring(OPENAI.length()));
        }
        if (path.startsWith(INFERENCE)) {
            return operation(path.substring(INFERENCE.length()))
                    .<Target>map(found -> new Target.Inference(PathFamily.AZURE_INFERENCE, found, Optional.empty()))
                    .orElseGet(Target.Unknown::new);
        }
        if (path.equals("/openai/responses")) {
            return new Target.Inference(PathFamily.AZURE_CLASSIC, Operation.RESPONSES, Optional.empty());
        }
        if (path.startsWith("/openai/models")) {
            return models(path.substring(AZURE.length()));
        }
        return path.startsWith(AZURE)
                ? stored(PathFamily.AZURE_CLASSIC, path.substring(AZURE.length()))
                        .orElseGet(Target.Unknown::new)
                : new Target.Unknown();
    }

    private static Target classic(String rest) {
        int slash = rest.indexOf('/');
        if (slash <= 0) {
            return new Target.Unknown();
        }
        String deployment = decode(rest.substring(0, slash));
        return operation(rest.substring(slash + 1))
                .<Target>map(found -> new Target.Inference(PathFamily.AZURE_CLASSIC, found, Optional.of(deployment)))
                .orElseGet(Target.Unknown::new);
    }

    private static Target named(PathFamily family, String rest) {
        return operation(rest)
                .or(() -> rest.equals("responses") ? Optional.of(Operation.RESPONSES) : Optional.empty())
                .<Target>map(found -> new Target.Inference(family, found, Optional.empty()))
                .or(() -> stored(family, rest))
                .orElseGet(() -> models(rest));
    }

    private static Optional<Target> stored(PathFamily family, String rest) {
        return Resource.read(rest).map(resource -> new Target.Stored(family, resource));
    }

    private static Target models(String rest) {
        if (rest.equals("models")) {
            return new Target.Models(Optional.empty());
        }
        return rest.startsWith("models/")
                ? new Target.Models(Optional.of(decode(rest.substring("models/".length()))))
                : new Target.Unknown();
    }

    /** The operations of every family. */
    private static Optional<Operation> operation(String name) {
        return switch (name) {
            case "chat/completions" -> Optional.of(Operation.CHAT_COMPLETIONS);
            case "completions" -> Optional.of(Operation.COMPLETIONS);
            case "embeddings" -> Optional.of(Operation.EMBEDDINGS);
            default -> Optional.empty();
        };
    }

    private static String decode(String segment) {
        if (segment.indexOf('%') < 0) {
            return segment;
        }
        try {
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return segment;
        }
    }
}
