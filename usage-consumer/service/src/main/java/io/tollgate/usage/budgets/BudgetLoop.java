package io.tollgate.usage.budgets;

import io.tollgate.catalog.budget.Budget;
import io.tollgate.usage.alerts.Alert;
import io.tollgate.usage.alerts.AlertStore;
import io.tollgate.usage.config.AlertConfig;
import io.tollgate.usage.quota.Listing;
import io.tollgate.usage.quota.UnreadableListException;
import io.tollgate.usage.store.lead.Lead;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Judges the budgets again and again. Of several consumers one does so at a time. What fails is tried again in the next round;
 * what has been said to the quota service stays as it is meanwhile. Start and stop it once.
 */
@Singleton
public final class BudgetLoop {

    private static final Logger LOG = Logger.getLogger(BudgetLoop.class);

    private static final int SECONDS_TO_ANSWER = 2;

    private final DataSource source;
    private final BudgetService service;
    private final Spending spending;
    private final AlertStore alerts;
    private final InstantSource clock;
    private final Duration interval;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private List<String> complaints = List.of();

    BudgetLoop(
            DataSource source,
            BudgetService service,
            Spending spending,
            AlertStore alerts,
            InstantSource clock,
            AlertConfig config) {
        this.source = source;
        this.service = service;
        this.spending = spending;
        this.alerts = alerts;
        this.clock = clock;
        this.interval = config.budgetInterval();
    }

    /** Begins to judge. Without a quota service there is nobody to tell, and no budget. */
    public void start() {
        if (service.isKnown()) {
            Thread.ofVirtual().name("budgets").start(this::run);
        }
    }

    /** Ends it. */
    public void stop() {
        stopping.countDown();
    }

    private void run() {
        try {
            Duration pause;
            do {
                Instant begun = clock.instant();
                report(round(begun));
                Duration took = Duration.between(begun, clock.instant());
                pause = took.compareTo(interval) > 0 ? took : interval;
            } while (!stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One round; what went wrong, if anything did. */
    private List<String> round(Instant now) throws InterruptedException {
        List<String> problems = new ArrayList<>();
        try (Connection connection = source.getConnection();
                Lead lead = Lead.tryTake(connection, Lead.Task.BUDGETS)) {
            if (lead.isTaken()) {
                List<Budget> budgets = budgets(connection, problems);
                for (Budget budget : budgets) {
                    judge(connection, budget, now, problems);
                }
                spending.renewOldest(connection, budgets, now);
            }
        } catch (SQLException | RuntimeException e) {
            problems.add("not all budgets were judged: " + e.getClass().getSimpleName());
            LOG.debug("not all budgets were judged", e);
        }
        return problems;
    }

    private List<Budget> budgets(Connection connection, List<String> problems)
            throws SQLException, InterruptedException {
        List<Budget> known = BudgetStore.all(connection);
        try {
            Listing<Budget> listing = service.all();
            listing.unreadable().forEach(budget -> problems.add(budget.problem()));
            List<Budget> budgets = withKnown(listing, known);
            keep(connection, known, budgets, problems);
            return budgets;
        } catch (IOException e) {
            problems.add("the quota service did not say which budgets there are: " + named(e));
        } catch (UnreadableListException e) {
            problems.add(e.getMessage());
        }
        return known;
    }

    /** A budget that cannot be read any more stays as it was. */
    private static List<Budget> withKnown(Listing<Budget> listing, List<Budget> known) {
        Set<String> unreadable = listing.unreadable().stream()
                .flatMap(budget -> budget.id().stream())
                .collect(Collectors.toSet());
        return Stream.concat(
                        listing.items().stream(), known.stream().filter(budget -> unreadable.contains(budget.id())))
                .toList();
    }

    /** Budgets are judged also when they cannot be kept. */
    private static void keep(Connection connection, List<Budget> known, List<Budget> budgets, List<String> problems)
            throws SQLException {
        if (Set.copyOf(known).equals(Set.copyOf(budgets))) {
            return;
        }
        try {
            BudgetStore.replace(connection, budgets);
        } catch (SQLException e) {
            failUnlessAnswering(connection, e);
            problems.add("the copy of the budgets stays as it is, SQLSTATE " + e.getSQLState());
        }
    }

    /** One that cannot be judged keeps no other from it. */
    private void judge(Connection connection, Budget budget, Instant now, List<String> problems)
            throws SQLException, InterruptedException {
        try {
            Standing standing = spending.of(connection, budget, now);
            stop(standing, now, problems);
            List<Alert> reached = standing.reached().stream()
                    .map(percent -> AlertMessage.of(standing, percent, now))
                    .toList();
            if (!reached.isEmpty()) {
                alerts.record(connection, reached);
            }
        } catch (SQLException e) {
            failUnlessAnswering(connection, e);
            problems.add("budget '" + budget.id() + "' was not judged, SQLSTATE " + e.getSQLState());
        } catch (RuntimeException e) {
            problems.add("budget '" + budget.id() + "' was not judged: "
                    + e.getClass().getSimpleName());
            LOG.debugf(e, "budget %s was not judged", budget.id());
        }
    }

    private void stop(Standing standing, Instant now, List<String> problems) throws InterruptedException {
        Optional<Instant> known = standing.budget().stop().filter(now::isBefore);
        if (known.equals(standing.stop())) {
            return;
        }
        try {
            say(standing);
        } catch (UnreadableListException e) {
            problems.add(e.getMessage());
        } catch (IOException e) {
            problems.add("the quota service did not take a stop: " + named(e));
        }
    }

    /** What fails on a connection that still answers is about one budget, and no reason to leave out the others. */
    private static void failUnlessAnswering(Connection connection, SQLException e) throws SQLException {
        if (!connection.isValid(SECONDS_TO_ANSWER)) {
            throw e;
        }
    }

    private void say(Standing standing) throws IOException, InterruptedException, UnreadableListException {
        Budget budget = standing.budget();
        if (service.stop(budget, standing.stop())) {
            LOG.infof(
                    "budget %s: %s %s spent of %s, %s",
                    budget.id(),
                    AlertMessage.text(standing.spentAmount()),
                    budget.currency(),
                    AlertMessage.text(standing.amount()),
                    standing.stop().map(until -> "stopped until " + until).orElse("not stopped any more"));
        }
    }

    private void report(List<String> now) {
        if (!now.equals(complaints)) {
            now.forEach(LOG::warn);
            if (now.isEmpty()) {
                LOG.info("budgets are judged again");
            }
        }
        complaints = now;
    }

    private static String named(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
