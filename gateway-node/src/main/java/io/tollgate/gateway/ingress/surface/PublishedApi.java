package io.tollgate.gateway.ingress.surface;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * What OpenAI, Azure and Anthropic publish below the path families besides what Tollgate serves, so that a caller who asks for it
 * is told so. From OpenAI's API description of 2026, Azure's data plane up to 2025-04-01-preview, and what is no longer offered.
 */
public final class PublishedApi {

    private static final List<String> FAMILIES = List.of("/openai/v1/", "/openai/", "/v1/", "/models/");
    private static final String DEPLOYMENTS = "deployments/";
    private static final String COMPLETIONS = "chat/completions/";

    private static final Set<String> RESOURCES = Set.of(
            "answers",
            "assistants",
            "audio",
            "batches",
            "chatkit",
            "classifications",
            "complete",
            "containers",
            "content_provenance_checks",
            "conversations",
            "dashboard",
            "edits",
            "engines",
            "evals",
            "extensions",
            "files",
            "fine-tunes",
            "fine_tuning",
            "images",
            "info",
            "messages",
            "models",
            "moderations",
            "operations",
            "organization",
            "organizations",
            "projects",
            "realtime",
            "rerank",
            "responses",
            "search",
            "skills",
            "stored_completions",
            "threads",
            "uploads",
            "usage",
            "vector_stores",
            "video",
            "videos");

    private PublishedApi() {}

    /** Whether the path is one of a published API. */
    public static boolean has(String path) {
        return FAMILIES.stream()
                .filter(path::startsWith)
                .findFirst()
                .map(family -> isPublished(path.substring(family.length())))
                .orElse(false);
    }

    private static boolean isPublished(String rest) {
        if (rest.startsWith(DEPLOYMENTS)) {
            String[] segments = rest.substring(DEPLOYMENTS.length()).split("/", -1);
            return !segments[0].isEmpty() && Arrays.stream(segments).skip(1).anyMatch(PublishedApi::isResource);
        }
        boolean isStoredCompletion = rest.startsWith(COMPLETIONS) && rest.length() > COMPLETIONS.length();
        return isStoredCompletion || isResource(rest.split("/", 2)[0]);
    }

    /** What follows in Azure's manner, as in {@code images/generations:submit}, is no part of the name. */
    private static boolean isResource(String segment) {
        return RESOURCES.contains(segment.split(":", 2)[0]);
    }
}
