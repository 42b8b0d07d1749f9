package io.tollgate.usage.reconciliation;

import io.tollgate.usage.problem.InstantParameter;
import io.tollgate.usage.problem.InvalidParameterException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What a backend says that it served in some hours.
 *
 * @param deployment the deployment's id in the catalog
 * @param source who says so
 * @param from a whole hour
 * @param to a whole hour after it
 * @param counts what was served
 */
record BackendCount(String deployment, String source, Instant from, Instant to, Counts counts) {

    private static final int LONGEST_NAME = 256;

    /** Of so many the most that are compared at once add up to what a long holds. */
    private static final long MOST = 10_000_000_000_000L;

    /**
     * As callers send it; every field but the source, which is {@code manual} when absent, is required.
     *
     * @param from an instant or a UTC date
     * @param to an instant or a UTC date
     */
    record Sent(
            String deployment,
            String from,
            String to,
            Long requests,
            Long inputTokens,
            Long outputTokens,
            String source) {

        /**
         * The checked value.
         *
         * @param path where it stands in the body, for messages
         * @throws InvalidParameterException naming the field
         */
        BackendCount checked(String path) {
            Instant start = hour(path + "from", from);
            Instant end = hour(path + "to", to);
            if (!start.isBefore(end)) {
                throw new InvalidParameterException(path + "from", "must be before to");
            }
            return new BackendCount(
                    name(path + "deployment", deployment),
                    name(path + "source", source == null ? "manual" : source),
                    start,
                    end,
                    new Counts(
                            count(path + "requests", requests),
                            count(path + "inputTokens", inputTokens),
                            count(path + "outputTokens", outputTokens)));
        }

        private static Instant hour(String field, String text) {
            Instant instant = InstantParameter.parse(field, text);
            if (!instant.equals(instant.truncatedTo(ChronoUnit.HOURS))) {
                throw new InvalidParameterException(field, "must be a whole hour, UTC");
            }
            return instant;
        }

        private static String name(String field, String text) {
            if (text == null || text.isBlank() || text.length() > LONGEST_NAME || text.indexOf('\0') >= 0) {
                throw new InvalidParameterException(field, "must be 1 to " + LONGEST_NAME + " characters");
            }
            return text;
        }

        private static long count(String field, Long number) {
            if (number == null || number < 0 || number > MOST) {
                throw new InvalidParameterException(field, "must be a number from 0 to " + MOST);
            }
            return number;
        }
    }
}
