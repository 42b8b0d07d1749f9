package io.tollgate.usage.focus;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What was used in an hour or a day by one origin at one card.
 *
 * @param bucket when the hour or day begins
 * @param correctedIn the month in which it was corrected, when it is a correction
 * @param origin who used what
 * @param card what it is priced by
 * @param counts one for each {@link Meter}
 */
record Usage(Instant bucket, Optional<Instant> correctedIn, Origin origin, Card card, List<BigInteger> counts) {

    Usage {
        counts = List.copyOf(counts);
    }

    /** Who used what; names are empty where nothing is known. */
    record Origin(
            String tenant,
            String costCentre,
            String product,
            String application,
            String keyId,
            String operation,
            String requestedModel,
            String model,
            String deployment,
            String capacity,
            String region,
            String spilledFrom) {}
}
