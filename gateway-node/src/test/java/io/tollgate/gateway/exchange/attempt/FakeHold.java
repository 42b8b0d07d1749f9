package io.tollgate.gateway.exchange.attempt;

import io.tollgate.gateway.capacity.Hold;
import io.tollgate.gateway.model.ReportedRoom;
import java.util.ArrayList;
import java.util.List;

/** A hold that remembers how it ended. */
final class FakeHold implements Hold {

    final List<String> endings = new ArrayList<>();

    @Override
    public boolean isCounted() {
        return true;
    }

    @Override
    public void answered(ReportedRoom room) {
        // Nothing to correct.
    }

    @Override
    public void settle(long inputTokens, long cachedInputTokens, long outputTokens) {
        endings.add("settled " + inputTokens + "+" + outputTokens);
    }

    @Override
    public void release() {
        endings.add("released");
    }

    @Override
    public void throttled(long retryAfterMillis) {
        endings.add("throttled " + retryAfterMillis);
    }
}
