package io.tollgate.usage.budgets;

import io.tollgate.catalog.budget.Budget;
import io.tollgate.usage.alerts.AlertStore;
import io.tollgate.usage.store.StoreUnavailableException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** {@code GET /usage/v1/budgets}. */
@Path("/usage/v1/budgets")
@Produces(MediaType.APPLICATION_JSON)
public final class BudgetResource {

    private final DataSource source;
    private final Spending spending;
    private final AlertStore alerts;
    private final InstantSource clock;

    BudgetResource(DataSource source, Spending spending, AlertStore alerts, InstantSource clock) {
        this.source = source;
        this.spending = spending;
        this.alerts = alerts;
        this.clock = clock;
    }

    /** Every budget, by identifier. */
    @GET
    @Operation(summary = "What every budget has been spent in the period that is running")
    public List<BudgetDocument> budgets() {
        Instant now = clock.instant();
        try (Connection connection = source.getConnection()) {
            List<BudgetDocument> shown = new ArrayList<>();
            List<Budget> budgets = BudgetStore.all(connection);
            spending.keepOnly(budgets, now);
            for (Budget budget : budgets) {
                Standing standing = spending.of(connection, budget, now);
                shown.add(BudgetDocument.of(
                        standing,
                        alerts.of(
                                connection,
                                budget.id(),
                                budget.period(),
                                standing.period().from()),
                        now));
            }
            return shown;
        } catch (SQLException e) {
            throw new StoreUnavailableException("judging budgets", e);
        }
    }
}
