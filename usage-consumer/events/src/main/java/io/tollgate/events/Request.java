package io.tollgate.events;

/**
 * What was asked for.
 *
 * @param operation {@code chat/completions}, {@code completions}, {@code embeddings}, {@code responses}, or for what a
 *     backend remembers its path without names, such as {@code responses/{id}}; empty when not recognised
 * @param model the name that the caller used
 * @param route the route that the name led to; empty when none
 * @param streamed whether a stream was asked for
 */
public record Request(String operation, String model, String route, boolean streamed) {

    /** Nothing that could be read. */
    public static final Request UNKNOWN = new Request("", "", "", false);
}
