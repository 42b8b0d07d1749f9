package io.tollgate.gateway.metering.dialect;

/** Streams in the dialect of any backend. */
public final class Dialects {

    private Dialects() {}

    /** {@code hideUsage} when events with usage alone are not the caller's. */
    public static Spoken speak(Dice dice, boolean hideUsage) {
        return dice.chance(4) ? new ResponsesDialect(dice).speak() : new ChatDialect(dice, hideUsage).speak();
    }
}
