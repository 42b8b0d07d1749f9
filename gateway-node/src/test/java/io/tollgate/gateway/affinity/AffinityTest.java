package io.tollgate.gateway.affinity;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.catalog.CatalogSnapshot;
import io.tollgate.catalog.Deployment;
import io.tollgate.catalog.Route;
import io.tollgate.catalog.Tier;
import io.tollgate.catalog.backend.BackendApi;
import io.tollgate.catalog.backend.CapacityType;
import io.tollgate.catalog.backend.Handling;
import io.tollgate.gateway.catalog.CatalogIndex;
import io.tollgate.gateway.model.Reference;
import io.tollgate.gateway.model.Reference.Kind;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class AffinityTest {

    private static final Reference RESPONSE = new Reference(Kind.RESPONSE, "resp_1");
    private static final Reference FILE = new Reference(Kind.FILE, "file-1");

    private final Deployment first = deployment("first", "https://one.example", "env:ONE", true);
    private final Deployment second = deployment("second", "https://two.example", "env:TWO", true);
    private final Deployment twin = deployment("twin", "https://one.example", "env:ONE", true);
    private final Deployment stranger = deployment("stranger", "https://one.example", "env:OTHER", true);
    private final Route both = route("first", "second");
    private final MemoryOwnershipStore store = new MemoryOwnershipStore();
    private final Affinity affinity = new Affinity(store, Set.of("vs_handbook"));

    @Test
    void shouldSendARequestThatNamesNothingAnywhere() {
        store.goAway();

        assertThat(recall(both)).isEqualTo(new Recall.Anywhere());
    }

    @Test
    void shouldSendARequestBackToWhereItsPredecessorLives() {
        keep(RESPONSE, new Home("second", "gpt-4o", 42));

        assertThat(recall(both, RESPONSE)).isEqualTo(new Recall.To(second, new Home("second", "gpt-4o", 42), 42));
    }

    @Test
    void shouldKnowNothingOfWhatIsAnothersOrNobodys() {
        keep(RESPONSE, new Home("second", "gpt-4o", 0));

        assertThat(get(affinity.recall(catalog(first, second), "other", Optional.of(both), List.of(RESPONSE))))
                .isEqualTo(new Recall.Unknown(RESPONSE));
        assertThat(recall(both, FILE)).isEqualTo(new Recall.Unknown(FILE));
    }

    @Test
    void shouldNotTakeAnIdOfOneKindForOneOfAnother() {
        keep(new Reference(Kind.FILE, "resp_1"), new Home("second", "gpt-4o", 0));

        assertThat(recall(both, RESPONSE)).isEqualTo(new Recall.Unknown(RESPONSE));
    }

    @Test
    void shouldSayThatNobodyCanSay() {
        keep(RESPONSE, new Home("second", "gpt-4o", 0));
        store.goAway();

        assertThat(recall(both, RESPONSE)).isEqualTo(new Recall.Unavailable());
        assertThat(get(affinity.keep("acme", RESPONSE, new Home("first", "gpt-4o", 0))))
                .isFalse();
        assertThat(get(affinity.forget("acme", RESPONSE))).isFalse();
    }

    @Test
    void shouldHoldWhatAVanishedDeploymentMadeForUnknown() {
        keep(RESPONSE, new Home("gone", "gpt-4o", 0));

        assertThat(recall(both, RESPONSE)).isEqualTo(new Recall.Unknown(RESPONSE));
    }

    @Test
    void shouldTakeAnotherDeploymentOfTheRouteAtTheSamePlace() {
        keep(RESPONSE, new Home("first", "gpt-4o", 0));

        assertThat(recall(route("twin", "second"), RESPONSE))
                .isEqualTo(new Recall.To(twin, new Home("first", "gpt-4o", 0), 0));
        assertThat(recall(route("stranger"), RESPONSE)).isEqualTo(new Recall.Unserved(RESPONSE));
        assertThat(recall(route("second"), RESPONSE)).isEqualTo(new Recall.Unserved(RESPONSE));
    }

    @Test
    void shouldNotSendARequestWhereOnlyAPartOfWhatItNamesLives() {
        keep(RESPONSE, new Home("first", "gpt-4o", 10));
        keep(FILE, new Home("second", "gpt-4o", 0));
        assertThat(recall(both, RESPONSE, FILE)).isEqualTo(new Recall.Apart(FILE));

        keep(FILE, new Home("twin", "gpt-4o", 0));
        assertThat(recall(both, RESPONSE, FILE)).isEqualTo(new Recall.To(first, new Home("first", "gpt-4o", 10), 10));
    }

    @Test
    void shouldSayWhenNothingMayBeCalledThere() {
        keep(RESPONSE, new Home("first", "gpt-4o", 0));
        Deployment closed = deployment("first", "https://one.example", "env:ONE", false);

        assertThat(get(affinity.recall(
                        catalog(closed, second), "acme", Optional.of(route("first", "second")), List.of(RESPONSE))))
                .isEqualTo(new Recall.Closed());
        assertThat(get(affinity.recall(catalog(closed, second), "acme", Optional.empty(), List.of(RESPONSE))))
                .isEqualTo(new Recall.Closed());
    }

    @Test
    void shouldGoToTheVeryDeploymentWhereNoRouteIsAskedFor() {
        keep(FILE, new Home("stranger", "other-route", 0));

        assertThat(get(affinity.recall(catalog(first, second, stranger), "acme", Optional.empty(), List.of(FILE))))
                .isEqualTo(new Recall.To(stranger, new Home("stranger", "other-route", 0), 0));
    }

    @Test
    void shouldLetEverybodyNameWhatOperatorsHaveMadeAndNobodyAnythingElse() {
        assertThat(recall(both, new Reference(Kind.OTHER, "vs_handbook"))).isEqualTo(new Recall.Anywhere());
        Reference other = new Reference(Kind.OTHER, "vs_salaries");
        assertThat(recall(both, other)).isEqualTo(new Recall.Unknown(other));
        Reference file = new Reference(Kind.FILE, "vs_handbook");
        assertThat(recall(both, file)).isEqualTo(new Recall.Unknown(file));
    }

    @Test
    void shouldForget() {
        keep(RESPONSE, new Home("first", "gpt-4o", 0));

        assertThat(get(affinity.forget("acme", RESPONSE))).isTrue();
        assertThat(recall(both, RESPONSE)).isEqualTo(new Recall.Unknown(RESPONSE));
    }

    @Test
    void shouldReadOnlyWhatItHasWritten() {
        Home home = new Home("first", "gpt-4o", 7);

        assertThat(Home.read(home.text())).contains(home);
        for (String other : new String[] {"", "first", "first\tgpt-4o", "first\tgpt-4o\t-1", "a\tb\tc\td", "a\tb\tx"}) {
            assertThat(Home.read(other)).as(other).isEmpty();
        }
    }

    private Recall recall(Route route, Reference... named) {
        return get(affinity.recall(catalog(first, second, twin, stranger), "acme", Optional.of(route), List.of(named)));
    }

    private void keep(Reference thing, Home home) {
        assertThat(get(affinity.keep("acme", thing, home))).isTrue();
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().getNow(null);
    }

    private static CatalogIndex catalog(Deployment... deployments) {
        return new CatalogIndex(new CatalogSnapshot(1, List.of(deployments), List.of()));
    }

    private static Route route(String... deployments) {
        return new Route("gpt-4o", Set.of(), Set.of(), 16_384, List.of(new Tier(List.of(deployments))));
    }

    private static Deployment deployment(String id, String url, String credential, boolean enabled) {
        return new Deployment(
                id,
                URI.create(url),
                BackendApi.OPENAI,
                Optional.empty(),
                "gpt-4o",
                "gpt-4o",
                CapacityType.PAYG,
                "test",
                credential,
                enabled,
                Optional.empty(),
                Handling.DEFAULT);
    }
}
