package io.tollgate.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tollgate.catalog.rules.InvalidCatalogException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LimitTest {

    private static final Limit TOKENS = Limit.of(LimitKind.TOKENS_PER_MINUTE, 1_000);

    @Test
    void shouldBeBalancedAndClosedUnlessToldOtherwise() {
        assertThat(TOKENS.enforcement()).isEqualTo(Enforcement.BALANCED);
        assertThat(TOKENS.whenUnavailable()).isEqualTo(WhenUnavailable.CLOSED);
        assertThat(TOKENS.shadow()).isFalse();
        assertThat(TOKENS.burst()).isEqualTo(1_000);
    }

    @Test
    void shouldKeepEverythingButWhatIsChanged() {
        Limit changed = TOKENS.withEnforcement(Enforcement.STRICT)
                .withWhenUnavailable(WhenUnavailable.LOCAL_SHARE)
                .withModel("gpt-4o")
                .forEachUser()
                .asShadow();

        assertThat(changed)
                .isEqualTo(new Limit(
                        LimitKind.TOKENS_PER_MINUTE,
                        1_000,
                        1_000,
                        Optional.empty(),
                        Optional.of("gpt-4o"),
                        true,
                        Enforcement.STRICT,
                        WhenUnavailable.LOCAL_SHARE,
                        true));
    }

    @Test
    void shouldSayWhatItCounts() {
        assertThat(Stream.of(LimitKind.values()).filter(LimitKind::isRate))
                .containsExactly(LimitKind.TOKENS_PER_MINUTE, LimitKind.REQUESTS_PER_MINUTE);
        assertThat(Stream.of(LimitKind.values()).filter(LimitKind::isPeriodic))
                .containsExactly(LimitKind.TOKEN_QUOTA, LimitKind.MONEY_BUDGET);
        assertThat(Stream.of(LimitKind.values()).filter(LimitKind::countsTokens))
                .containsExactly(LimitKind.TOKENS_PER_MINUTE, LimitKind.TOKEN_QUOTA);
    }

    @Test
    void shouldNameItsChoices() {
        assertThat(Enforcement.STRICT.wireName()).isEqualTo("strict");
        assertThat(WhenUnavailable.LOCAL_SHARE.wireName()).isEqualTo("local-share");
    }

    @Test
    void shouldTellLimitsApartByWhatTheyCountAndForWhom() {
        var limits = List.of(
                TOKENS, TOKENS.forEachUser(), TOKENS.withModel("a"), TOKENS.withModel("b"), Limit.concurrent(3));

        assertThat(product(limits).limits()).isEqualTo(limits);
        assertThatExceptionOfType(InvalidCatalogException.class)
                .isThrownBy(() -> product(List.of(TOKENS.forEachUser(), TOKENS.forEachUser())))
                .withMessage("'limits' has more than one of kind tokens-per-minute per user");
    }

    @Test
    void shouldLetNoMoreApplyToOneRequestThanTheLedgerTakesInOneStep() {
        assertThat(product(quotas(6)).limits()).hasSize(6);
        assertThat(product(ofModels(200)).limits()).hasSize(200);
        assertThatExceptionOfType(InvalidCatalogException.class)
                .isThrownBy(() -> product(quotas(7)))
                .withMessageContaining("has 7 that apply to one request; 6 may");
        assertThatExceptionOfType(InvalidCatalogException.class)
                .isThrownBy(() -> new Tenant("t", "n", "c", true, Set.of(), quotas(7)))
                .withMessageContaining("'limits' has 7");
        assertThatExceptionOfType(InvalidCatalogException.class)
                .isThrownBy(() -> Samples.key().withLimits(quotas(5)))
                .withMessageContaining("'limits' has 5 that apply to one request; 4 may");
        assertThatExceptionOfType(InvalidCatalogException.class)
                .isThrownBy(() -> product(ofModels(201)))
                .withMessageContaining("must not be more than 200");
    }

    @Test
    void shouldGiveAProductUtcWhenItNamesNoZone() {
        assertThat(product(null)).isEqualTo(new Product("p", "Product", "UTC", List.of()));
    }

    private static Product product(List<Limit> limits) {
        return new Product("p", "Product", null, limits);
    }

    /** Quotas of every period, in tokens and then in money. */
    private static List<Limit> quotas(int number) {
        return Stream.of(LimitKind.TOKEN_QUOTA, LimitKind.MONEY_BUDGET)
                .flatMap(kind -> Stream.of(LimitPeriod.values()).map(period -> Limit.perPeriod(kind, 1, period)))
                .limit(number)
                .toList();
    }

    private static List<Limit> ofModels(int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> TOKENS.withModel("model-" + i))
                .toList();
    }
}
