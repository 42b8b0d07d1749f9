package io.tollgate.usage.alerts;

import io.tollgate.catalog.LimitPeriod;
import java.time.Instant;

/**
 * That a budget has reached a percentage in a period. There is one at most for each, whatever becomes of the budget's amount.
 *
 * @param budget the budget's identifier
 * @param period how long the period is: a day and a month can begin at once
 * @param periodFrom the period's first instant
 * @param percent which percentage of the amount
 * @param reachedAt when it was noticed
 * @param message what is told, JSON
 */
public record Alert(
        String budget, LimitPeriod period, Instant periodFrom, int percent, Instant reachedAt, String message) {

    /** The CloudEvents type. */
    static final String TYPE = "io.tollgate.budget-alert.v1";

    /** By what receivers tell doubles: the same however often it is told. */
    public String id() {
        return id(budget, period, periodFrom, percent);
    }

    /** The id of such an alert. */
    public static String id(String budget, LimitPeriod period, Instant periodFrom, int percent) {
        return budget + "/" + period.wireName() + "/" + periodFrom + "/" + percent;
    }

    /** Where it comes from, for CloudEvents. */
    String source() {
        return "/tollgate/budgets/" + budget;
    }
}
