package io.tollgate.gateway.metering;

/**
 * The failure that a backend reported inside an answer whose head said 200.
 *
 * @param code the backend's code or, failing that, type; empty when it gave neither; at most 128 bytes
 * @param status the HTTP status that the backend named, 0 when it named none
 */
public record AnswerFailure(String code, int status) {}
