package io.tollgate.usage.cost;

/** {@link io.tollgate.catalog.pricing.Cost} as SQL, exact in {@code numeric}; a test holds both against each other. */
public final class CostSql {

    private CostSql() {}

    /**
     * Before the discount, in 10<sup>-15</sup> of the currency.
     *
     * @param counts a table with the columns of {@code usage.rollup}
     * @param card a row of {@code usage.rate_card}
     */
    public static String list(String counts, String card) {
        return """
                (%1$s.requests::numeric * %2$s.per_call * 1000000
                  + %1$s.text_input::numeric * %2$s.input_rate
                  + %1$s.cached_input::numeric * %2$s.cached_input_rate
                  + %1$s.audio_input::numeric * %2$s.audio_input_rate
                  + %1$s.image_input::numeric * %2$s.image_input_rate
                  + %1$s.text_output::numeric * %2$s.output_rate
                  + %1$s.reasoning::numeric * %2$s.reasoning_rate
                  + %1$s.audio_output::numeric * %2$s.audio_output_rate)""".formatted(counts, card);
    }

    /** What is paid, in 10<sup>-21</sup> of the currency. */
    public static String paid(String counts, String card) {
        return "(" + list(counts, card) + " * (1000000 - " + card + ".discount_ppm))";
    }
}
