package io.tollgate.usage.focus;

import java.math.BigDecimal;
import java.math.BigInteger;

/** What is metered and priced by itself: the columns of {@code usage.rollup}, in its order. */
enum Meter {
    CALLS("calls", "Requests"),
    TEXT_INPUT("input", "Input Tokens"),
    CACHED_INPUT("cached-input", "Cached Input Tokens"),
    AUDIO_INPUT("audio-input", "Audio Input Tokens"),
    IMAGE_INPUT("image-input", "Image Input Tokens"),
    TEXT_OUTPUT("output", "Output Tokens"),
    REASONING("reasoning", "Reasoning Tokens"),
    AUDIO_OUTPUT("audio-output", "Audio Output Tokens");

    private static final int NANO_DIGITS = 9;
    private static final int MILLION_DIGITS = 6;

    private final String sku;
    private final String title;

    Meter(String sku, String title) {
        this.sku = sku;
        this.title = title;
    }

    /** The last part of its SKUs. */
    String sku() {
        return sku;
    }

    /** In words. */
    String title() {
        return title;
    }

    String consumedUnit() {
        return this == CALLS ? "Requests" : "Tokens";
    }

    String pricingUnit() {
        return this == CALLS ? "Requests" : "1000000 Tokens";
    }

    /** How many pricing units {@code count} is. */
    BigDecimal pricingQuantity(BigInteger count) {
        return new BigDecimal(count, this == CALLS ? 0 : MILLION_DIGITS);
    }

    /** What a pricing unit costs before discounts. */
    BigDecimal unitPrice(Card card) {
        return BigDecimal.valueOf(card.rates().get(ordinal()), NANO_DIGITS);
    }

    /** Whether {@code count} on {@code card} is a charge: calls are when they have a price, tokens always. */
    boolean charges(BigInteger count, Card card) {
        return count.signum() != 0 && (this != CALLS || card.rates().get(ordinal()) != 0);
    }
}
