package io.tollgate.simulator.serving;

import io.vertx.core.http.HttpHeaders;

/** Header names and values, prepared for the wire. */
final class Names {
    static final CharSequence REGION = HttpHeaders.createOptimized("x-ms-region");
    static final CharSequence APIM_REQUEST_ID = HttpHeaders.createOptimized("apim-request-id");
    static final CharSequence REQUEST_ID = HttpHeaders.createOptimized("x-request-id");
    static final CharSequence UTILISATION = HttpHeaders.createOptimized("azure-openai-deployment-utilization");
    static final CharSequence LIMIT_TOKENS = HttpHeaders.createOptimized("x-ratelimit-limit-tokens");
    static final CharSequence REMAINING_TOKENS = HttpHeaders.createOptimized("x-ratelimit-remaining-tokens");
    static final CharSequence RESET_TOKENS = HttpHeaders.createOptimized("x-ratelimit-reset-tokens");
    static final CharSequence LIMIT_REQUESTS = HttpHeaders.createOptimized("x-ratelimit-limit-requests");
    static final CharSequence REMAINING_REQUESTS = HttpHeaders.createOptimized("x-ratelimit-remaining-requests");
    static final CharSequence RESET_REQUESTS = HttpHeaders.createOptimized("x-ratelimit-reset-requests");
    static final CharSequence RETRY_AFTER = HttpHeaders.createOptimized("retry-after");
    static final CharSequence RETRY_AFTER_MS = HttpHeaders.createOptimized("retry-after-ms");
    static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
    static final CharSequence BYTES = HttpHeaders.createOptimized("application/octet-stream");
    static final CharSequence EVENTS = HttpHeaders.createOptimized("text/event-stream; charset=utf-8");
    static final CharSequence HTML = HttpHeaders.createOptimized("text/html");
    static final String API_KEY = "api-key";
    static final String TAG = "x-simulator-tag";
    static final String FAULT = "x-simulator-fault";
    static final String OUTPUT_TOKENS = "x-simulator-output-tokens";

    private Names() {}
}
