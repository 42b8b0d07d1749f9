package io.tollgate.usage.pricing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tollgate.catalog.Price;
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
    private static final int MOST_CARDS = 100_000;
    private static final Pattern DECIMAL = Pattern.compile("\\d{1,15}(\\.\\d{1,9})?");
    private static final List<String> WRAPPERS = List.of("prices", "items");

    private final ObjectMapper json = new ObjectMapper();

    /** A list that cannot be used; the message says which card and field. */
    static final class UnreadableRateCardsException extends Exception {
        private static final long serialVersionUID = 1L;

        UnreadableRateCardsException(String problem) {
            super(problem);
        }
    }

    List<Price> read(byte[] body) throws UnreadableRateCardsException {
        JsonNode list = list(body);
        if (list.size() > MOST_CARDS) {
            throw new UnreadableRateCardsException("more than " + MOST_CARDS + " rate cards");
        }
        List<Price> cards = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
            try {
                cards.add(card(list.get(i)));
            } catch (IllegalArgumentException | DateTimeException e) {
                throw new UnreadableRateCardsException("rate card [" + i + "]: " + e.getMessage());
            }
        }
        return cards;
    }

    private JsonNode list(byte[] body) throws UnreadableRateCardsException {
        JsonNode root;
        try {
            root = json.readTree(body);
        } catch (JsonProcessingException e) {
            throw new UnreadableRateCardsException("the list of prices is not JSON");
        } catch (java.io.IOException e) {
            throw new UnreadableRateCardsException("the list of prices could not be read");
        }
        if (root.isArray()) {
            return root;
        }
        return WRAPPERS.stream()
                .map(root::path)
                .filter(JsonNode::isArray)
                .findFirst()
                .orElseThrow(() -> new UnreadableRateCardsException("the list of prices is not an array"));
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
