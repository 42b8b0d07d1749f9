package io.tollgate.usage.pricing;

import io.tollgate.catalog.Price;
import io.tollgate.catalog.pricing.PriceList;
import io.tollgate.catalog.pricing.Priced;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The cards that are not withdrawn, by the ids of their versions. Immutable. */
public final class CardSet {

    /** No cards. */
    public static final CardSet NONE = new CardSet(Map.of());

    private static final long NO_CARD = 0;

    private final Map<Long, Price> byCardId;
    private final Map<String, Long> idByPrice = new HashMap<>();
    private final PriceList prices;

    /** Cards by their ids; no two of the same price. */
    public CardSet(Map<Long, Price> byCardId) {
        this.byCardId = Map.copyOf(byCardId);
        this.byCardId.forEach((id, price) -> idByPrice.put(price.id(), id));
        prices = new PriceList(byCardId.values());
    }

    /**
     * While one card applies.
     *
     * @param from the first instant
     * @param until the instant after the last
     * @param cardId 0 when there is no card
     */
    public record Span(Instant from, Instant until, long cardId) {}

    /** The id of the card that applies; 0 when there is none. */
    public long cardFor(Priced priced, Instant at) {
        return prices.find(priced, at).map(this::id).orElse(NO_CARD);
    }

    /** Which card applies when, without a gap from {@code from} to {@code to}. */
    public List<Span> spans(Priced priced, Instant from, Instant to) {
        List<Span> spans = new ArrayList<>();
        Instant begun = from;
        long card = NO_CARD;
        for (PriceList.Period period : prices.periods(priced)) {
            if (!period.from().isBefore(to)) {
                break;
            }
            if (period.from().isAfter(begun)) {
                spans.add(new Span(begun, period.from(), card));
                begun = period.from();
            }
            card = id(period.price());
        }
        spans.add(new Span(begun, to, card));
        return spans;
    }

    /** The models of cards that are in one of the sets only. */
    public Set<String> modelsThatDiffer(CardSet other) {
        Set<String> models = new HashSet<>();
        byCardId.forEach((id, price) -> addUnless(other.byCardId.containsKey(id), price, models));
        other.byCardId.forEach((id, price) -> addUnless(byCardId.containsKey(id), price, models));
        return models;
    }

    Map<Long, Price> byCardId() {
        return byCardId;
    }

    private static void addUnless(boolean known, Price price, Set<String> models) {
        if (!known) {
            models.add(price.model());
        }
    }

    private long id(Price price) {
        return idByPrice.get(price.id());
    }
}
