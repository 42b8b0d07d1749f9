package io.tollgate.usage.alerts;

import java.time.Instant;

/**
 * That a budget has reached a percentage in a period. There is one at most for each.
 *
 * @param budget the budget's identifier
 * @param periodFrom the period's first instant
 * @param percent which percentage of the amount
 * @param reachedAt when it was noticed
 * @param message what is told, JSON
 */
public record Alert(String budget, Instant periodFrom, int percent, Instant reachedAt, String message) {

    /** The CloudEvents type. */
    static final String TYPE = "io.tollgate.budget-alert.v1";

    /** By what receivers tell doubles: the same however often it is told. */
    public String id() {
        return id(budget, periodFrom, percent);
    }

    /** The id of such an alert. */
    public static String id(String budget, Instant periodFrom, int percent) {
        return budget + "/" + periodFrom + "/" + percent;
    }

    /** Where it comes from, for CloudEvents. */
    String source() {
        return "/tollgate/budgets/" + budget;
    }
}
