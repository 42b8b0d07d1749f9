package io.tollgate.gateway.affinity;

import java.util.Optional;

/**
 * Where something that a backend remembers lives.
 *
 * @param deployment the id of the deployment that made it
 * @param route the route by which it was made, whose limits and entitlements hold for it
 * @param tokens how many tokens a request reads that goes on from it; 0 while nobody knows
 */
public record Home(String deployment, String route, long tokens) {

    private static final int PARTS = 3;

    /** The same place with another size. */
    public Home withTokens(long other) {
        return new Home(deployment, route, other);
    }

    /** As it stands in Redis: the three, with tabs between, which no identifier has. */
    String text() {
        return deployment + "\t" + route + "\t" + tokens;
    }

    /** The opposite of {@link #text}; empty for anything else. */
    static Optional<Home> read(String text) {
        String[] parts = text.split("\t", -1);
        return parts.length == PARTS && parts[2].matches("\\d{1,18}")
                ? Optional.of(new Home(parts[0], parts[1], Long.parseLong(parts[2])))
                : Optional.empty();
    }
}
