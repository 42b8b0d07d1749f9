package io.tollgate.simulator.serving;

import io.tollgate.simulator.config.FaultConfig;
import io.tollgate.simulator.config.FaultKind;
import io.tollgate.simulator.config.InvalidConfigException;
import io.tollgate.simulator.request.InvalidRequestException;
import java.util.Arrays;

/**
 * Reads {@code x-simulator-fault}: a kind, its number after an equals sign, and for a status a wait:
 * {@code status=429;retry-after-ms=1500}, {@code hang}, {@code slow-body=50}, {@code cut=3}. Pure.
 */
final class FaultHeader {
    private static final String RETRY = "retry-after-ms=";

    private FaultHeader() {}

    static FaultConfig parse(String header) {
        try {
            String[] pieces = header.strip().split(";", 2);
            String[] fault = pieces[0].strip().split("=", 2);
            FaultKind kind = Arrays.stream(FaultKind.values())
                    .filter(each -> each.text().equals(fault[0]))
                    .findFirst()
                    .orElseThrow(FaultHeader::refusal);
            Long number = fault.length == 2 ? Long.valueOf(fault[1].strip()) : null;
            Long retry = pieces.length == 2 ? retryAfter(pieces[1].strip()) : null;
            Integer small = number == null ? null : Math.toIntExact(number);
            return switch (kind) {
                case STATUS -> new FaultConfig(kind, null, null, small, retry, null, null);
                case SLOW_BODY, SLOW_HEADERS -> new FaultConfig(kind, null, null, null, null, null, number);
                default -> new FaultConfig(kind, null, null, null, null, small, null);
            };
        } catch (NumberFormatException | ArithmeticException | InvalidConfigException e) {
            throw refusal();
        }
    }

    private static Long retryAfter(String text) {
        if (!text.startsWith(RETRY)) {
            throw refusal();
        }
        return Long.valueOf(text.substring(RETRY.length()));
    }

    private static InvalidRequestException refusal() {
        return new InvalidRequestException(
                Names.FAULT + " is a fault such as status=503 or cut=3.", Names.FAULT, "invalid_header");
    }
}
