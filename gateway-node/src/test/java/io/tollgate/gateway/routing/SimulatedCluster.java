package io.tollgate.gateway.routing;

import io.tollgate.catalog.CatalogSnapshot;
import io.tollgate.catalog.Deployment;
import io.tollgate.catalog.Route;
import io.tollgate.catalog.signals.DeploymentSignals;
import io.tollgate.gateway.catalog.CatalogIndex;
import io.tollgate.gateway.model.RoutePlan;
import io.tollgate.gateway.routing.breaker.Notice;
import io.tollgate.gateway.routing.breaker.ProbeTickets;
import io.tollgate.gateway.routing.budget.RouteBudgets;
import io.tollgate.gateway.routing.choice.Choosers;
import io.tollgate.gateway.routing.state.Deployments;
import io.tollgate.gateway.routing.state.Neighbours;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/**
 * Nodes that share a topic, tickets and signals, all of them late by a network's time, on a clock that moves when it is told to. The
 * same seed plays the same way. For one thread.
 */
final class SimulatedCluster {

    static final long SIGNALS_EVERY_MILLIS = 500;
    private static final long NETWORK_MILLIS = 2;
    private static final long TICKETS_EVERY_MILLIS = 100;

    private record Event(long atMillis, long number, Runnable task) {}

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::atMillis).thenComparingLong(Event::number));
    private final Map<String, Long> ticketsUntil = new HashMap<>();
    private final Map<String, Map<String, DeploymentSignals>> told = new HashMap<>();
    private final List<Node> nodes = new ArrayList<>();
    private long nowMillis = 1_000_000;
    private long numbers;
    private boolean isRedisThere = true;
    private CatalogIndex catalog;

    SimulatedCluster(int size, CatalogSnapshot snapshot) {
        catalog = new CatalogIndex(snapshot);
        for (int i = 0; i < size; i++) {
            nodes.add(new Node("node-" + i, i));
        }
        nodes.forEach(Node::start);
    }

    /** One of the nodes. */
    final class Node implements ProbeTickets {
        private final String name;
        private final int number;
        final Deployments deployments;
        final DeploymentSelector selector;

        Node(String name, int number) {
            this.name = name;
            this.number = number;
            deployments = new Deployments(() -> catalog, SimulatedCluster.this::nowMillis, this, this::tell);
            var choosers = new Choosers(deployments, SimulatedCluster.this::now, new Random(number));
            selector = new DeploymentSelector(
                    deployments,
                    choosers,
                    new RouteBudgets(SimulatedCluster.this::nowMillis),
                    SimulatedCluster.this::now);
        }

        private void start() {
            every(TICKETS_EVERY_MILLIS, number, deployments::askForTickets);
            every(SIGNALS_EVERY_MILLIS, number * SIGNALS_EVERY_MILLIS / 3, this::exchangeSignals);
        }

        private void exchangeSignals() {
            if (isRedisThere) {
                var own = new HashMap<String, DeploymentSignals>();
                deployments.forEach((id, state) -> state.signals().ifPresent(signals -> own.put(id, signals)));
                after(NETWORK_MILLIS, () -> told.put(name, own));
                after(2 * NETWORK_MILLIS, () -> {
                    var others = new HashMap<>(told);
                    others.remove(name);
                    deployments.heard(Neighbours.of(others.values()));
                });
            } else {
                deployments.heard(Neighbours.NONE);
            }
        }

        private void tell(Notice notice) {
            if (isRedisThere) {
                nodes.stream()
                        .filter(other -> other != this)
                        .forEach(other -> after(NETWORK_MILLIS, () -> other.deployments.heard(notice)));
            }
        }

        @Override
        public CompletionStage<Boolean> take(String deploymentId, long millis) {
            if (!isRedisThere) {
                return CompletableFuture.failedStage(new IllegalStateException("away"));
            }
            var answer = new CompletableFuture<Boolean>();
            after(NETWORK_MILLIS, () -> {
                boolean granted = ticketsUntil.getOrDefault(deploymentId, 0L) <= nowMillis;
                if (granted) {
                    ticketsUntil.put(deploymentId, nowMillis + millis);
                }
                after(NETWORK_MILLIS, () -> answer.complete(granted));
            });
            return answer;
        }

        @Override
        public void used(String deploymentId, long millis) {
            if (isRedisThere) {
                after(NETWORK_MILLIS, () -> ticketsUntil.put(deploymentId, nowMillis + millis));
            }
        }

        /** The plan of a request of a middle class. */
        RoutePlan plan(Route route) {
            return plan(route, "standard");
        }

        RoutePlan plan(Route route, String priorityClass) {
            return selector.plan(catalog, route, priorityClass);
        }

        /** The ids that a plan yields when nobody serves. */
        List<String> order(Route route) {
            return ids(plan(route));
        }
    }

    static List<String> ids(RoutePlan plan) {
        return Stream.generate(plan::next)
                .takeWhile(Optional::isPresent)
                .map(next -> next.get().id())
                .toList();
    }

    Node node(int number) {
        return nodes.get(number);
    }

    List<Node> nodes() {
        return nodes;
    }

    Deployment deployment(String id) {
        return catalog.deployment(id);
    }

    CatalogIndex catalog() {
        return catalog;
    }

    /** Another catalog comes into force on all nodes. */
    void publish(CatalogSnapshot snapshot) {
        catalog = new CatalogIndex(snapshot);
        nodes.forEach(node -> node.selector.keep(catalog));
    }

    void redisGoes() {
        isRedisThere = false;
    }

    long nowMillis() {
        return nowMillis;
    }

    Instant now() {
        return Instant.ofEpochMilli(nowMillis);
    }

    void after(long millis, Runnable task) {
        events.add(new Event(nowMillis + millis, numbers++, task));
    }

    private void every(long millis, long firstMillis, Runnable task) {
        after(firstMillis, () -> {
            task.run();
            every(millis, millis, task);
        });
    }

    /** Lets time pass, and what is due happen at its moment. */
    void pass(long millis) {
        long until = nowMillis + millis;
        while (!events.isEmpty() && events.peek().atMillis <= until) {
            Event due = events.poll();
            nowMillis = due.atMillis;
            due.task.run();
        }
        nowMillis = until;
    }
}
