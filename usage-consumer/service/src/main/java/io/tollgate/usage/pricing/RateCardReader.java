package io.tollgate.usage.pricing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tollgate.catalog.Price;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the quota service's list of prices: an array, or an object that holds one. Thread-safe. */
final class RateCardReader {

    private static final int NANO_DIGITS = 9;
    private static final Pattern DECIMAL = Pattern.compile("\\d{1,15}(\\.\\d{1,9})?");

    private final ObjectMapper json = new ObjectMapper();

    /** A list that cannot be used; the message says which card and field. */
    static final class UnreadableRateCardsException extends Exception {
        private static final long serialVersionUID = 1L;

        UnreadableRateCardsException(String problem) {
            super(problem);
        }
    }

    /**
     * Some of the cards.
     *
     * @param cards in the order of their ids
     * @param next what to ask for the rest with; empty when there is none
     */
    record Page(List<Price> cards, Optional<String> next) {}

    Page read(byte[] body) throws UnreadableRateCardsException {
        JsonNode root = root(body);
        JsonNode list = root.isArray() ? root : root.path("items");
        if (!list.isArray()) {
            throw new UnreadableRateCardsException("the list of prices is not an array");
        }
        List<Price> cards = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
            try {
                cards.add(card(list.get(i)));
            } catch (IllegalArgumentException | DateTimeException e) {
                throw new UnreadableRateCardsException("rate card [" + i + "]: " + e.getMessage());
            }
        }
        return new Page(cards, Optional.ofNullable(root.path("next").textValue()));
    }

    private JsonNode root(byte[] body) throws UnreadableRateCardsException {
        try {
            return json.readTree(body);
        } catch (IOException e) {
            throw new UnreadableRateCardsException("the list of prices is not JSON");
        }
    }

    private static Price card(JsonNode node) {
        return new Price(
                text(node, "id"),
                text(node, "model"),
                Optional.ofNullable(node.path("deployment").textValue()),
                Instant.parse(text(node, "effectiveFrom")),
                text(node, "currency"),
                nanos(node, "inputPerMillion"),
                nanos(node, "cachedInputPerMillion"),
                nanos(node, "outputPerMillion"));
    }

    private static String text(JsonNode node, String field) {
        String text = node.path(field).textValue();
        if (text == null) {
            throw new IllegalArgumentException(field + " must be a string");
        }
        return text;
    }

    private static long nanos(JsonNode node, String field) {
        String text = text(node, field);
        if (!DECIMAL.matcher(text).matches()) {
            throw new IllegalArgumentException(field + " must be a decimal with at most 9 digits after the point");
        }
        return new BigDecimal(text).movePointRight(NANO_DIGITS).longValueExact();
    }
}
