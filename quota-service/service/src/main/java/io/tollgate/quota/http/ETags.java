package io.tollgate.quota.http;

import java.util.Arrays;
import java.util.Optional;

/** Strong entity tags: the catalog version of a resource's last change, in quotes. */
public final class ETags {

    private static final String ANY = "*";

    private ETags() {}

    public static String of(long version) {
        return "\"" + version + "\"";
    }

    /** Whether a GET with this {@code If-None-Match} is to be answered with 304. */
    public static boolean isCurrent(String ifNoneMatch, long version) {
        return ifNoneMatch != null && names(ifNoneMatch, version);
    }

    /**
     * Checks the preconditions of a write.
     *
     * @param version of the resource as it stands; empty when it does not exist
     * @throws ProblemException with status 412 when they do not hold
     */
    public static void require(WriteOptions options, Optional<Long> version) {
        if (options.ifMatch() != null
                && !version.map(v -> names(options.ifMatch(), v)).orElse(false)) {
            throw new ProblemException(Problem.preconditionFailed(
                    "If-Match",
                    version.map(v -> "the resource has been changed; its entity tag is " + of(v))
                            .orElse("the resource does not exist")));
        }
        if (options.ifNoneMatch() != null
                && version.map(v -> names(options.ifNoneMatch(), v)).orElse(false)) {
            throw new ProblemException(
                    Problem.preconditionFailed("If-None-Match", "the resource exists with this entity tag"));
        }
    }

    private static boolean names(String header, long version) {
        String wanted = of(version);
        return Arrays.stream(header.split(",", -1))
                .map(String::strip)
                .anyMatch(tag -> tag.equals(ANY) || tag.equals(wanted));
    }
}
