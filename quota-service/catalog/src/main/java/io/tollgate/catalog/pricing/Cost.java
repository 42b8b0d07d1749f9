package io.tollgate.catalog.pricing;

import static io.tollgate.catalog.Price.WHOLE_PPM;

import io.tollgate.catalog.Price;
import java.math.BigInteger;

/** What calls and tokens cost by a card, exact in integers whatever the size. */
public final class Cost {

    /** 10<sup>-21</sup> of the currency in a nano-unit. */
    private static final BigInteger NANO = BigInteger.TEN.pow(12);

    private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);

    private Cost() {}

    /** Before the discount, in 10<sup>-15</sup> of the currency: nano-units per million tokens, times tokens. */
    public static BigInteger list(Price card, long calls, Billable tokens) {
        Price.SpecialRates special = card.special();
        return times(calls, card.perCallNanos())
                .multiply(MILLION)
                .add(times(tokens.textInput(), card.inputNanosPerMillion()))
                .add(times(tokens.cachedInput(), card.cachedInputNanosPerMillion()))
                .add(times(tokens.audioInput(), special.audioInputNanosPerMillion()))
                .add(times(tokens.imageInput(), special.imageInputNanosPerMillion()))
                .add(times(tokens.textOutput(), card.outputNanosPerMillion()))
                .add(times(tokens.reasoning(), special.reasoningNanosPerMillion()))
                .add(times(tokens.audioOutput(), special.audioOutputNanosPerMillion()));
    }

    /** What is paid, in 10<sup>-21</sup> of the currency: the list cost times the parts per million that are left of it. */
    public static BigInteger paid(Price card, long calls, Billable tokens) {
        return list(card, calls, tokens).multiply(BigInteger.valueOf(WHOLE_PPM - card.discountPpm()));
    }

    /** What one call costs in nano-units, rounded once, half a unit up; at most {@code most}. */
    public static long nanos(Price card, Billable tokens, long most) {
        return paid(card, 1, tokens)
                .add(NANO.shiftRight(1))
                .divide(NANO)
                .min(BigInteger.valueOf(most))
                .longValueExact();
    }

    private static BigInteger times(long count, long rate) {
        return count == 0 || rate == 0
                ? BigInteger.ZERO
                : BigInteger.valueOf(count).multiply(BigInteger.valueOf(rate));
    }
}
