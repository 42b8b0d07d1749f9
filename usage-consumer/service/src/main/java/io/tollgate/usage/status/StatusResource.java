package io.tollgate.usage.status;

import io.tollgate.usage.ingest.Ingest;
import io.tollgate.usage.ingest.UsageTopic;
import io.tollgate.usage.pricing.RateCardFeed;
import io.tollgate.usage.rerating.AutomaticRerating;
import io.tollgate.usage.store.Progress;
import io.tollgate.usage.store.UsageStore;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** {@code GET /usage/v1/status}. */
@Path("/usage/v1/status")
@Produces(MediaType.APPLICATION_JSON)
public final class StatusResource {

    private static final Progress UNREAD = new Progress(0, 0, 0, 0);

    private final Ingest ingest;
    private final UsageTopic topic;
    private final UsageStore store;
    private final RateCardFeed rateCards;
    private final AutomaticRerating rerating;

    StatusResource(
            Ingest ingest, UsageTopic topic, UsageStore store, RateCardFeed rateCards, AutomaticRerating rerating) {
        this.ingest = ingest;
        this.topic = topic;
        this.store = store;
        this.rateCards = rateCards;
        this.rerating = rerating;
    }

    /** How far reading is, as the brokers and the store see it now. */
    @GET
    @Operation(summary = "Progress per partition, dead letters, whether rate cards are up to date, months to re-rate")
    public Status status() {
        Optional<UsageTopic.Ends> ends = topic.ends();
        if (ends.isEmpty()) {
            return new Status(state(), 0, 0, 0, -1, List.of(), rateCards(), rerating.isUnderWay(), monthsToRerate());
        }
        Map<Integer, Progress> progress = store.progress(ends.get().topic());
        List<Status.Partition> partitions = new ArrayList<>();
        ends.get().offsets().forEach((partition, end) -> {
            long next = progress.getOrDefault(partition, UNREAD).nextOffset();
            partitions.add(new Status.Partition(partition, next, end, Math.max(0, end - next)));
        });
        return new Status(
                state(),
                progress.values().stream().mapToLong(Progress::ingested).sum(),
                progress.values().stream().mapToLong(Progress::duplicates).sum(),
                progress.values().stream().mapToLong(Progress::deadLetters).sum(),
                partitions.stream().mapToLong(Status.Partition::lag).sum(),
                partitions,
                rateCards(),
                rerating.isUnderWay(),
                monthsToRerate());
    }

    private String state() {
        return ingest.state().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private List<String> monthsToRerate() {
        return rerating.due().stream().map(YearMonth::toString).toList();
    }

    private String rateCards() {
        return rateCards.complaint().orElse("up-to-date");
    }
}
