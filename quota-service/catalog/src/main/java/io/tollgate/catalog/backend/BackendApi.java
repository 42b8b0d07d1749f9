package io.tollgate.catalog.backend;

/** Which path family a backend speaks. */
public enum BackendApi {
    /** {@code /openai/deployments/{deployedModel}/chat/completions?api-version=}, {@code api-key} header. */
    AZURE_CLASSIC,
    /** {@code /openai/v1/chat/completions} with the deployed model in the body, {@code api-key} header. */
    AZURE_V1,
    /** {@code /v1/chat/completions} with the deployed model in the body, {@code Authorization: Bearer}. */
    OPENAI
}
