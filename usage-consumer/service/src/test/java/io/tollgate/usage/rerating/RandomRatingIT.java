package io.tollgate.usage.rerating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tollgate.catalog.Price;
import io.tollgate.catalog.pricing.Billable;
import io.tollgate.catalog.pricing.Cost;
import io.tollgate.catalog.pricing.PriceList;
import io.tollgate.catalog.pricing.Priced;
import io.tollgate.events.Served;
import io.tollgate.events.Tokens;
import io.tollgate.events.UsageEvent;
import io.tollgate.usage.cost.CostText;
import io.tollgate.usage.pricing.CardLookup;
import io.tollgate.usage.support.Books;
import io.tollgate.usage.support.Catalog;
import io.tollgate.usage.support.Events;
import io.tollgate.usage.support.Producer;
import io.tollgate.usage.support.Usage;
import io.tollgate.usage.support.UsageServers;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Whatever the cards were and became: the books say what each event costs by the cards in force, added up. */
@QuarkusTest
@QuarkusTestResource(UsageServers.class)
class RandomRatingIT {

    private static final Instant START = Instant.parse("2026-06-01T00:00:00Z");
    private static final Instant END = Instant.parse("2026-07-01T00:00:00Z");
    private static final long HOURS_MICROS = 4 * 3_600_000_000L;
    private static final String[] DEPLOYMENTS = {"random-1", "random-2"};
    private static final String[] REGIONS = {"westeurope", "swedencentral"};

    @Inject
    DataSource source;

    @Inject
    CardLookup cards;

    @Inject
    Rerater rerater;

    @ConfigProperty(name = "tollgate.kafka.bootstrap-servers")
    String bootstrapServers;

    @ConfigProperty(name = "tollgate.quota-service-url")
    String quotaService;

    private final Random random = new Random(26);
    private final String model = "random-" + UUID.randomUUID();
    private final List<Events> tenants = List.of(Events.ofNewTenant(), Events.ofNewTenant());
    private final List<UsageEvent> sent = new ArrayList<>();
    private long marked;

    @Test
    void shouldEndWhereItWouldHaveBegunWithTheRightCards() {
        Books books = new Books(source);
        Catalog catalog = new Catalog(quotaService, cards);
        try (Producer producer = new Producer(bootstrapServers)) {
            for (int round = 0; round < 5; round++) {
                List<Price> inForce = someCards(round);
                catalog.prices(inForce.stream().map(RandomRatingIT::json).toArray(String[]::new));
                catalog.awaitOtherCard(marker(), marked);
                marked = cards.cardFor(marker());
                send(producer);
                ReratingOrder order = new ReratingOrder(START, END, Set.of(model), "round " + round);

                Difference found = rerater.find(order);
                assertThat(adjusted(order).rows()).isEqualTo(found.rows());
                assertThat(adjusted(order).rows()).isZero();

                for (Events tenant : tenants) {
                    BigDecimal inBooks = new BigDecimal(books.rolledUp(tenant.tenant()))
                            .add(new BigDecimal(books.adjusted(tenant.tenant())));
                    assertThat(inBooks).isEqualByComparingTo(byEvent(tenant.tenant(), new PriceList(inForce)));
                    assertThat(books.adjustedTokens(tenant.tenant())).isZero();
                }
            }
        }
    }

    /** Each round has a card for this alone, by which it is seen that its cards are there. */
    private UsageEvent marker() {
        return tenants.getFirst().completed("2026-06-01T00:00:00Z", "marker", "marker", Events.tokens(1, 0, 0));
    }

    /** The consumer re-rates by itself, too, now and then. */
    private Difference adjusted(ReratingOrder order) {
        return await().ignoreExceptionsInstanceOf(Rerater.BusyException.class)
                .until(() -> rerater.adjust(order), found -> true);
    }

    private BigDecimal byEvent(String tenant, PriceList prices) {
        BigInteger sum = BigInteger.ZERO;
        for (UsageEvent event : sent) {
            Served served = event.served();
            if (event.caller().tenant().equals(tenant)) {
                Tokens used = event.tokens();
                Billable tokens = Billable.of(used.input(), used.cachedInput(), used.output(), used.reasoning())
                        .withMedia(used.audioInput(), used.imageInput(), used.audioOutput());
                sum = sum.add(prices.find(
                                new Priced(served.model(), served.deployment(), served.region(), tenant),
                                event.occurredAt())
                        .map(card -> Cost.paid(card, 1, tokens))
                        .orElse(BigInteger.ZERO));
            }
        }
        return new BigDecimal(CostText.of(sum, CostText.PAID_SCALE));
    }

    private void send(Producer producer) {
        List<UsageEvent> some = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            int place = random.nextInt(DEPLOYMENTS.length);
            Served served = new Served(DEPLOYMENTS[place], model, model, "payg", REGIONS[place], List.of(), "");
            Tokens tokens = new Tokens(
                    number(), number(), number(), number(), Tokens.Source.REPORTED, number(), number(), number());
            some.add(tenants.get(random.nextInt(tenants.size())).served(moment().toString(), served, tokens));
        }
        producer.send(some);
        sent.addAll(some);
        Usage.awaitNoLag();
    }

    private List<Price> someCards(int round) {
        List<Price> some = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            int place = random.nextInt(3);
            some.add(new Price(
                    "random-" + round + "-" + i,
                    model,
                    place == 0 ? Optional.of(DEPLOYMENTS[random.nextInt(2)]) : Optional.empty(),
                    random.nextInt(4) == 0 ? Instant.EPOCH : moment(),
                    "USD",
                    number(),
                    number(),
                    number(),
                    place == 1 ? Optional.of(REGIONS[random.nextInt(2)]) : Optional.empty(),
                    random.nextInt(3) == 0
                            ? Optional.of(tenants.get(random.nextInt(2)).tenant())
                            : Optional.empty(),
                    new Price.SpecialRates(number(), number(), number(), number()),
                    number(),
                    OptionalLong.empty(),
                    random.nextInt(1_000_001)));
        }
        some.add(new Price("marker-" + round, "marker", Optional.empty(), Instant.EPOCH, "USD", 1, 1, 1));
        return some;
    }

    private Instant moment() {
        return START.plusNanos(1_000 * random.nextLong(HOURS_MICROS));
    }

    private long number() {
        return random.nextLong(2_000);
    }

    private static String json(Price price) {
        return """
                {"id":"%s","model":"%s","deployment":%s,"region":%s,"tenant":%s,"effectiveFrom":"%s","currency":"USD",
                 "inputPerMillion":"%s","cachedInputPerMillion":"%s","outputPerMillion":"%s","reasoningPerMillion":"%s",
                 "audioInputPerMillion":"%s","imageInputPerMillion":"%s","audioOutputPerMillion":"%s","perCall":"%s",
                 "discountPercent":"%s"}""".formatted(
                        price.id(),
                        price.model(),
                        text(price.deployment()),
                        text(price.region()),
                        text(price.tenant()),
                        price.effectiveFrom(),
                        nanos(price.inputNanosPerMillion()),
                        nanos(price.cachedInputNanosPerMillion()),
                        nanos(price.outputNanosPerMillion()),
                        nanos(price.special().reasoningNanosPerMillion()),
                        nanos(price.special().audioInputNanosPerMillion()),
                        nanos(price.special().imageInputNanosPerMillion()),
                        nanos(price.special().audioOutputNanosPerMillion()),
                        nanos(price.perCallNanos()),
                        BigDecimal.valueOf(price.discountPpm(), 4).toPlainString());
    }

    private static String text(Optional<String> name) {
        return name.map(value -> '"' + value + '"').orElse("null");
    }

    private static String nanos(long nanos) {
        return BigDecimal.valueOf(nanos, 9).toPlainString();
    }
}
