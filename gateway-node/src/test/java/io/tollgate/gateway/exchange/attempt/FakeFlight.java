package io.tollgate.gateway.exchange.attempt;

import io.tollgate.gateway.model.UpstreamOutcome;
import io.tollgate.gateway.routing.Flight;
import java.util.ArrayList;
import java.util.List;

/** A flight that remembers what it was told. */
final class FakeFlight implements Flight {

    final List<String> told = new ArrayList<>();

    @Override
    public void decided(UpstreamOutcome outcome) {
        told.add("decided " + outcome.wireName());
    }

    @Override
    public void firstToken(long promptTokens, long nanos) {
        told.add("first token " + nanos / 1_000_000);
    }

    @Override
    public void whole(long promptTokens, long outputTokens, long nanos) {
        told.add("whole " + promptTokens + "+" + outputTokens + " " + nanos / 1_000_000);
    }

    @Override
    public void close() {
        told.add("closed");
    }
}
