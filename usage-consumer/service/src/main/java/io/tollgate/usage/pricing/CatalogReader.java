package io.tollgate.usage.pricing;

import io.tollgate.catalog.Price;
import io.tollgate.usage.quota.PageReader;
import io.tollgate.usage.quota.QuotaService;
import io.tollgate.usage.quota.UnreadableListException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;

/** What of the quota service's catalog bears on cost. Thread-safe. */
@Singleton
final class CatalogReader {

    private final PageReader<Price> prices = new PageReader<>("rate card", RateCardReader::read);
    private final PageReader<DeploymentVersion> deployments = new PageReader<>("deployment", DeploymentReader::read);
    private final QuotaService quotas;

    CatalogReader(QuotaService quotas) {
        this.quotas = quotas;
    }

    /**
     * What it says.
     *
     * @param prices all of them
     * @param deployments all of them
     */
    record Answer(List<Price> prices, List<DeploymentVersion> deployments) {}

    /** Whether there is anybody to ask. */
    boolean isKnown() {
        return quotas.isKnown();
    }

    /** A list of which an item cannot be read is not used: a card that is missing would be withdrawn. */
    Answer ask() throws IOException, InterruptedException, UnreadableListException {
        return new Answer(
                quotas.all("prices", prices).complete(),
                quotas.all("deployments", deployments).complete());
    }
}
