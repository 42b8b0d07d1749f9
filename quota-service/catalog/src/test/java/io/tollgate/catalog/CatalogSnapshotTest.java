package io.tollgate.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tollgate.catalog.rules.InvalidCatalogException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CatalogSnapshotTest {

    @Test
    void shouldTakeRoutesWhoseDeploymentsExist() {
        var snapshot =
                new CatalogSnapshot(3, List.of(Samples.deployment("ptu-1")), List.of(Samples.route("gpt-4o", "ptu-1")));

        assertThat(snapshot.routes()).hasSize(1);
    }

    @Test
    void shouldRefuseARouteToADeploymentThatDoesNotExist() {
        assertThatExceptionOfType(InvalidCatalogException.class)
                .isThrownBy(() -> new CatalogSnapshot(1, List.of(), List.of(Samples.route("gpt-4o", "ptu-1"))))
                .withMessage("'routes' 'gpt-4o' names deployment 'ptu-1', which does not exist");
    }

    @Test
    void shouldRefuseANameThatLeadsToTwoRoutes() {
        var aliased = new Route("other", Set.of("gpt-4o"), Set.of(), 1, List.of(new Tier(List.of("d"))));

        assertThatExceptionOfType(InvalidCatalogException.class)
                .isThrownBy(() -> new CatalogSnapshot(
                        1, List.of(Samples.deployment("d")), List.of(Samples.route("gpt-4o", "d"), aliased)))
                .withMessageContaining("'gpt-4o' twice");
    }

    @Test
    void shouldRefuseADeploymentTwice() {
        assertThatExceptionOfType(InvalidCatalogException.class)
                .isThrownBy(() ->
                        new CatalogSnapshot(1, List.of(Samples.deployment("d"), Samples.deployment("d")), List.of()))
                .withMessageContaining("'d' twice");
    }

    @Test
    void shouldHaveTheUsualPriorityClassesUnlessToldOtherwise() {
        assertThat(CatalogSnapshot.empty().priorityClasses())
                .extracting(PriorityClass::name)
                .containsExactly("interactive", "standard", "batch");
        assertThat(PriorityClass.DEFAULT.getFirst().isNamed("Interactive")).isTrue();
        assertThat(PriorityClass.DEFAULT.getFirst().isNamed("HIGH")).isTrue();
        assertThat(PriorityClass.DEFAULT.getFirst().isNamed("standard")).isFalse();
    }

    @Test
    void shouldRefuseAPriorityClassNameTwiceInAnyCaseOfLetters() {
        assertThatExceptionOfType(InvalidCatalogException.class)
                .isThrownBy(() -> withClasses(new PriorityClass("a", Set.of(), 0), new PriorityClass("A", Set.of(), 0)))
                .withMessage("'priorityClasses' uses the name 'A' twice");
        assertThatExceptionOfType(InvalidCatalogException.class)
                .isThrownBy(() -> withClasses(new PriorityClass("a", Set.of("A"), 0)))
                .withMessage("'priorityClasses' uses the name 'A' twice");
    }

    @Test
    void shouldRefuseMorePriorityClassesThanTheLedgerTellsApart() {
        PriorityClass[] classes = IntStream.range(0, 11)
                .mapToObj(i -> new PriorityClass("class-" + i, Set.of(), 0))
                .toArray(PriorityClass[]::new);

        assertThat(withClasses(Arrays.copyOf(classes, 10)).priorityClasses()).hasSize(10);
        assertThatExceptionOfType(InvalidCatalogException.class)
                .isThrownBy(() -> withClasses(classes))
                .withMessage("'priorityClasses' must not be more than 10");
    }

    @Test
    void shouldBeginEmptyAtVersionZero() {
        assertThat(CatalogSnapshot.empty()).isEqualTo(new CatalogSnapshot(0, null, null));
    }

    private static CatalogSnapshot withClasses(PriorityClass... classes) {
        return new CatalogSnapshot(1, null, null, null, List.of(classes), null);
    }
}
