package io.tollgate.gateway.model;

/** Which vendor's paths the caller uses. */
public enum PathFamily {
    /** {@code /openai/deployments/{deployment}/...?api-version=}: the model is in the path. */
    AZURE_CLASSIC,
    /** {@code /openai/v1/...}: the model is in the body. */
    AZURE_V1,
    /** {@code /v1/...}: the model is in the body. */
    OPENAI,
    /** {@code /models/...}: the model is in the body. */
    AZURE_INFERENCE
}
