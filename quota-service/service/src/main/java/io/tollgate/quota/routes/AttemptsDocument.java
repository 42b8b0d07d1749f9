package io.tollgate.quota.routes;

import io.tollgate.catalog.routing.AttemptPolicy;
import io.tollgate.catalog.routing.Deadlines;
import io.tollgate.catalog.routing.Hedging;
import io.tollgate.catalog.routing.Leaving;
import io.tollgate.catalog.routing.OnLeave;
import io.tollgate.catalog.rules.InvalidCatalogException;
import io.tollgate.quota.crud.Choices;
import io.tollgate.quota.crud.Fields;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a route does to get an answer, as administrators write it; see {@link AttemptPolicy}, whose defaults stand for what is
 * absent.
 *
 * @param hedging none when absent
 * @param leaving {@link Leaving#DEFAULT} stands for what is absent
 */
@Schema(name = "Attempts", description = "What a route does to get an answer")
public record AttemptsDocument(
        @Schema(defaultValue = "6", description = "Calls to deployments for one request, hedges included")
        Integer mostAttempts,

        @Schema(
                defaultValue = "50",
                description =
                        "Of the route's recent requests that may be tried again after a failure; a refusal for want"
                                + " of room is none")
        Integer retryPercent,

        DeadlinesDocument deadlines,
        HedgingDocument hedging,
        LeavingDocument leaving) {

    /** How long it may take; {@link Deadlines#DEFAULT} stands for what is absent. */
    @Schema(name = "Deadlines", description = "How long attempts and the whole request may take")
    public record DeadlinesDocument(
            @Schema(defaultValue = "2000") Long connectMillis,

            @Schema(defaultValue = "60000", description = "To the first content of a stream")
            Long firstTokenMillis,

            @Schema(defaultValue = "1000", description = "What a thousand tokens of prompt add to that")
            Long perThousandPromptTokensMillis,

            @Schema(defaultValue = "100", description = "What each token of the output's bound adds, in one piece")
            Long perOutputTokenMillis,

            @Schema(defaultValue = "60000", description = "Without a byte, once an answer has begun")
            Long idleMillis,

            @Schema(defaultValue = "600000", description = "However many attempts it takes")
            Long totalMillis) {

        static DeadlinesDocument of(Deadlines deadlines) {
            return new DeadlinesDocument(
                    deadlines.connectMillis(),
                    deadlines.firstTokenMillis(),
                    deadlines.perThousandPromptTokensMillis(),
                    deadlines.perOutputTokenMillis(),
                    deadlines.idleMillis(),
                    deadlines.totalMillis());
        }

        Deadlines toDeadlines() {
            Deadlines usual = Deadlines.DEFAULT;
            return new Deadlines(
                    Fields.orElse(connectMillis, usual.connectMillis()),
                    Fields.orElse(firstTokenMillis, usual.firstTokenMillis()),
                    Fields.orElse(perThousandPromptTokensMillis, usual.perThousandPromptTokensMillis()),
                    Fields.orElse(perOutputTokenMillis, usual.perOutputTokenMillis()),
                    Fields.orElse(idleMillis, usual.idleMillis()),
                    Fields.orElse(totalMillis, usual.totalMillis()));
        }
    }

    /** A second attempt beside a slow first one. */
    @Schema(name = "Hedging", description = "A second attempt beside a slow first one; the loser is given up")
    public record HedgingDocument(
            @Schema(required = true, minimum = "1", maximum = "100", description = "Of the route's requests")
            Integer mostPercent,

            @Schema(required = true, minimum = "1", description = "No first attempt is thought slow before this")
            Long leastDelayMillis) {

        Hedging toHedging() {
            return new Hedging(
                    InvalidCatalogException.present(mostPercent, "mostPercent"),
                    InvalidCatalogException.present(leastDelayMillis, "leastDelayMillis"));
        }
    }

    /** What becomes of calls whose callers have left. */
    @Schema(name = "Leaving", description = "What becomes of calls whose callers have left")
    public record LeavingDocument(
            @Schema(
                    defaultValue = "cancel",
                    enumeration = {"cancel", "drain"},
                    description = "Whether a stream is given up or read to its end; anything else is read to its end")
            String streams,

            @Schema(defaultValue = "60000", description = "How long such a call is read for at most")
            Long maxDrainMillis,

            @Schema(defaultValue = "4194304", description = "How much is read of it at most")
            Long maxDrainBytes,

            @Schema(defaultValue = "64", description = "How many of the route are read at once on each node")
            Integer maxDrains,

            @Schema(defaultValue = "1", description = "Of the streams to be given up, how many are read all the same")
            Integer samplePercent) {

        static LeavingDocument of(Leaving leaving) {
            return leaving.equals(Leaving.DEFAULT)
                    ? null
                    : new LeavingDocument(
                            leaving.streams().wireName(),
                            leaving.maxDrainMillis(),
                            leaving.maxDrainBytes(),
                            leaving.maxDrains(),
                            leaving.samplePercent());
        }

        Leaving toLeaving() {
            Leaving usual = Leaving.DEFAULT;
            return new Leaving(
                    streams == null
                            ? usual.streams()
                            : Choices.read(streams, "streams", OnLeave.values(), OnLeave::wireName),
                    Fields.orElse(maxDrainMillis, usual.maxDrainMillis()),
                    Fields.orElse(maxDrainBytes, usual.maxDrainBytes()),
                    Fields.orElse(maxDrains, usual.maxDrains()),
                    Fields.orElse(samplePercent, usual.samplePercent()));
        }
    }

    static AttemptsDocument of(AttemptPolicy policy) {
        return new AttemptsDocument(
                policy.mostAttempts(),
                policy.retryPercent(),
                DeadlinesDocument.of(policy.deadlines()),
                policy.hedging()
                        .map(hedging -> new HedgingDocument(hedging.mostPercent(), hedging.leastDelayMillis()))
                        .orElse(null),
                LeavingDocument.of(policy.leaving()));
    }

    AttemptPolicy toPolicy() {
        AttemptPolicy usual = AttemptPolicy.DEFAULT;
        return new AttemptPolicy(
                Fields.orElse(mostAttempts, usual.mostAttempts()),
                Fields.orElse(retryPercent, usual.retryPercent()),
                deadlines == null ? Deadlines.DEFAULT : Fields.within("deadlines", deadlines::toDeadlines),
                Optional.ofNullable(hedging).map(document -> Fields.within("hedging", document::toHedging)),
                leaving == null ? Leaving.DEFAULT : Fields.within("leaving", leaving::toLeaving));
    }
}
