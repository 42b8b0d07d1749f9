package io.tollgate.catalog.routing;

/** How a tier chooses among deployments of equal preference. */
public enum Strategy {
    /** One after the other, each as often as every other. */
    ROUND_ROBIN("round-robin"),
    /** In proportion to weights, evenly interleaved. */
    WEIGHTED("weighted"),
    /** The faster of two drawn at random, by the time to the first token and the time per token that were seen lately. */
    LATENCY("latency"),
    /** The one with the fewest requests in flight for its weight, over all nodes. */
    LEAST_BUSY("least-busy"),
    /** The one with the most room for its size. */
    UTILISATION("utilisation"),
    /** The one whose tokens are cheapest by the rate cards. */
    COST("cost");

    private final String wireName;

    Strategy(String wireName) {
        this.wireName = wireName;
    }

    /** The name in documents: {@code round-robin}, {@code weighted}, … */
    public String wireName() {
        return wireName;
    }
}
