package io.tollgate.simulator.request;

/** Whose paths a request uses; decides where the deployment is named and how headers look. */
public enum PathFamily {
    /** {@code /openai/deployments/{deployment}/…?api-version=}. */
    AZURE_CLASSIC,
    /** {@code /openai/v1/…}, deployment in the body. */
    AZURE_V1,
    /** {@code /models/…}, deployment in the body. */
    AZURE_INFERENCE,
    /** {@code /v1/…}, deployment in the body. */
    OPENAI;

    /** Whether this is one of Azure's. */
    public boolean isAzure() {
        return this != OPENAI;
    }
}
