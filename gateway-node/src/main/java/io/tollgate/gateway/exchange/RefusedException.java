package io.tollgate.gateway.exchange;

import io.tollgate.gateway.model.GatewayFailure;

/** Carries an expected failure past the rest of the line. Has no stack trace; never leaves the exchange. */
public final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient GatewayFailure failure;

    public RefusedException(GatewayFailure failure) {
        super(failure.getClass().getSimpleName(), null, false, false);
        this.failure = failure;
    }

    public GatewayFailure failure() {
        return failure;
    }
}
