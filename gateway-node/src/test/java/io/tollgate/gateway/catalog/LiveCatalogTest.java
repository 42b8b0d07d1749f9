package io.tollgate.gateway.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.catalog.CatalogSnapshot;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveCatalogTest {

    private final LiveCatalog catalog = new LiveCatalog();

    @Test
    void shouldNeverLetAnOlderSnapshotReplaceANewerOne() {
        catalog.apply(new CatalogSnapshot(8, List.of(), List.of()));
        catalog.apply(new CatalogSnapshot(7, List.of(), List.of()));

        assertThat(catalog.current().version()).isEqualTo(8);
    }

    @Test
    void shouldSayWhetherAnAnnouncedVersionIsNews() {
        catalog.apply(new CatalogSnapshot(8, List.of(), List.of()));

        assertThat(catalog.announce(8)).isFalse();
        assertThat(catalog.announce(9)).isTrue();
        assertThat(catalog.announcedVersion()).isEqualTo(9);
    }

    @Test
    void shouldBeLoadedWithTheFirstSnapshotAnEmptyOneIncluded() {
        assertThat(catalog.isLoaded()).isFalse();
        assertThat(catalog.announce(0)).isTrue();

        catalog.apply(new CatalogSnapshot(0, List.of(), List.of()));

        assertThat(catalog.isLoaded()).isTrue();
    }
}
