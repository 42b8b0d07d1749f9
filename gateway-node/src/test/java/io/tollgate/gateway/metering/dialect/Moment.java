package io.tollgate.gateway.metering.dialect;

import io.tollgate.gateway.metering.UsageReading;
import java.util.Optional;

/**
 * What is true of an answer once so much of it has come.
 *
 * @param bytes those of the answer until here
 * @param callerBytes those of them that are the caller's
 * @param passed tokens of output that have come
 * @param told the highest number of tokens of output that the backend has told
 * @param over whether the answer has come to its end
 * @param usage what the backend has said of the whole answer
 */
public record Moment(
        int bytes, int callerBytes, long passed, long told, boolean over, Optional<UsageReading.Reported> usage) {}
