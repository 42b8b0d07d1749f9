package io.tollgate.usage.pricing;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.catalog.Price;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Reads a price as the quota service writes it. */
final class RateCardReader {

    private static final int NANO_DIGITS = 9;
    private static final int PPM_DIGITS = 4;
    private static final Pattern DECIMAL = Pattern.compile("\\d{1,15}(\\.\\d{1,9})?");
    private static final Pattern PERCENT = Pattern.compile("\\d{1,3}(\\.\\d{1,4})?");

    private RateCardReader() {}

    static Price read(JsonNode node) {
        String id = text(node, "id");
        long input = nanos(node, "inputPerMillion");
        long output = nanos(node, "outputPerMillion");
        return new Price(
                id,
                text(node, "model"),
                optional(node, "deployment"),
                Instant.parse(text(node, "effectiveFrom")),
                text(node, "currency"),
                input,
                nanosOr(input, node, "cachedInputPerMillion"),
                output,
                optional(node, "region"),
                optional(node, "tenant"),
                new Price.SpecialRates(
                        nanosOr(output, node, "reasoningPerMillion"),
                        nanosOr(input, node, "audioInputPerMillion"),
                        nanosOr(input, node, "imageInputPerMillion"),
                        nanosOr(output, node, "audioOutputPerMillion")),
                nanosOr(0, node, "perCall"),
                node.hasNonNull("perHour") ? OptionalLong.of(nanos(node, "perHour")) : OptionalLong.empty(),
                discount(node));
    }

    static String text(JsonNode node, String field) {
        String text = node.path(field).textValue();
        if (text == null) {
            throw new IllegalArgumentException(field + " must be a string");
        }
        return text;
    }

    private static Optional<String> optional(JsonNode node, String field) {
        return node.hasNonNull(field) ? Optional.of(text(node, field)) : Optional.empty();
    }

    private static long nanosOr(long usual, JsonNode node, String field) {
        return node.hasNonNull(field) ? nanos(node, field) : usual;
    }

    private static long nanos(JsonNode node, String field) {
        String text = text(node, field);
        if (!DECIMAL.matcher(text).matches()) {
            throw new IllegalArgumentException(field + " must be a decimal with at most 9 digits after the point");
        }
        return new BigDecimal(text).movePointRight(NANO_DIGITS).longValueExact();
    }

    private static int discount(JsonNode node) {
        if (!node.hasNonNull("discountPercent")) {
            return 0;
        }
        String text = text(node, "discountPercent");
        if (!PERCENT.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "discountPercent must be a decimal with at most 4 digits after the point");
        }
        return new BigDecimal(text).movePointRight(PPM_DIGITS).intValueExact();
    }
}
