package io.tollgate.catalog.routing;

import static io.tollgate.catalog.rules.InvalidCatalogException.require;

/**
 * How long one attempt, and a request with all of its attempts, may take. All in milliseconds.
 *
 * @param connectMillis for a connection, waiting for a free one included
 * @param firstTokenMillis from the request's last byte to the first content of a stream
 * @param perThousandPromptTokensMillis what a prompt of a thousand tokens adds to that
 * @param perOutputTokenMillis what each token of the output's bound adds for an answer in one piece, whose first byte
 *     comes when all of it is there
 * @param idleMillis without a byte, once an answer has begun
 * @param totalMillis for the request as a whole, however many attempts it takes
 */
public record Deadlines(
        long connectMillis,
        long firstTokenMillis,
        long perThousandPromptTokensMillis,
        long perOutputTokenMillis,
        long idleMillis,
        long totalMillis) {

    private static final long MOST_MILLIS = 24 * 3_600_000L;

    /** What applies when a route says nothing. */
    public static final Deadlines DEFAULT = new Deadlines(2_000, 60_000, 1_000, 100, 60_000, 600_000);

    public Deadlines {
        within(connectMillis, 1, "connectMillis");
        within(firstTokenMillis, 1, "firstTokenMillis");
        within(perThousandPromptTokensMillis, 0, "perThousandPromptTokensMillis");
        within(perOutputTokenMillis, 0, "perOutputTokenMillis");
        within(idleMillis, 1, "idleMillis");
        within(totalMillis, 1, "totalMillis");
    }

    private static void within(long millis, long least, String field) {
        require(millis >= least && millis <= MOST_MILLIS, field, "must be " + least + " to " + MOST_MILLIS);
    }

    /** How long the first content of a stream may take. */
    public long firstTokenMillis(long promptTokens) {
        return firstTokenMillis + promptTokens * perThousandPromptTokensMillis / 1_000;
    }

    /** How long an answer in one piece may take, of at most {@code outputTokens}. */
    public long wholeAnswerMillis(long promptTokens, long outputTokens) {
        return firstTokenMillis(promptTokens) + outputTokens * perOutputTokenMillis;
    }
}
