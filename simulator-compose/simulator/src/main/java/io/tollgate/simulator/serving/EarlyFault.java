package io.tollgate.simulator.serving;

import io.tollgate.simulator.answer.ErrorAnswer;
import io.tollgate.simulator.config.FaultConfig;

/** The faults that strike before any work: they take nothing from the limits. */
final class EarlyFault {
    private EarlyFault() {}

    /** Whether {@code fault} is of that kind; then the exchange is dealt with. */
    static boolean strikes(Exchange exchange, FaultConfig fault) {
        switch (fault.kind()) {
            case STATUS -> {
                if (fault.retryAfterMillis() != null) {
                    RateHeaders.putRetryAfter(exchange.response(), fault.retryAfterMillis());
                }
                exchange.refuse(ErrorAnswer.fault(fault.status()));
                return true;
            }
            case HANG -> {
                return true;
            }
            case RESET -> {
                exchange.cut(0);
                exchange.request().connection().close();
                return true;
            }
            default -> {
                return false;
            }
        }
    }
}
