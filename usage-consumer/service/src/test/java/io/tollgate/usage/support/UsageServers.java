package io.tollgate.usage.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.tollgate.stack.servers.PostgresServer;
import io.tollgate.stack.servers.TestServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;

/**
 * Real Kafka, a PostgreSQL of these tests' own, and a stand-in for the quota service whose prices and deployments are
 * what the tests put there.
 */
public final class UsageServers implements QuarkusTestResourceLifecycleManager {

    /** The administrators' key of the tests. */
    public static final String KEY = "test-admin-key";

    private PostgresServer postgres;
    private HttpServer quotaService;

    @Override
    public Map<String, String> start() {
        postgres = PostgresServer.start(TestServers.directory("usage-postgres"));
        quotaService = quotaService();
        String address = "http://127.0.0.1:" + quotaService.getAddress().getPort();
        return Map.ofEntries(
                Map.entry("tollgate.postgres-url", postgres.url()),
                Map.entry(
                        "tollgate.kafka.bootstrap-servers", TestServers.kafka().bootstrapServers()),
                Map.entry("tollgate.admin-key", KEY),
                Map.entry("tollgate.price-interval", "100ms"),
                Map.entry("tollgate.price-second-look", "1s"),
                Map.entry("tollgate.budget-interval", "100ms"),
                Map.entry("tollgate.alert-webhook-secret", BudgetStandIn.SECRET),
                Map.entry("tollgate.alert-webhook-url", address + "/webhook"),
                Map.entry("tollgate.quota-service-url", address),
                Map.entry("tollgate.alert-webhook-http-allowed", "true"),
                Map.entry("tollgate.export-unread", "3s"));
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(
                postgres, new TestInjector.AnnotatedAndMatchesType(Injected.class, PostgresServer.class));
    }

    @Override
    public void stop() {
        quotaService.stop(0);
        postgres.stop();
    }

    private static HttpServer quotaService() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            answer(server, "/admin/v1/prices");
            answer(server, "/admin/v1/deployments");
            new BudgetStandIn().register(server);
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers what {@code PUT} there left, to who presents the key; a second page to who gives {@code after}. */
    private static void answer(HttpServer server, String path) {
        byte[] none = "{\"items\":[]}".getBytes(UTF_8);
        byte[][] pages = {none, none};
        server.createContext(path, exchange -> {
            boolean known =
                    ("Bearer " + KEY).equals(exchange.getRequestHeaders().getFirst("Authorization"));
            int page = exchange.getRequestURI().getQuery().contains("after=") ? 1 : 0;
            if (exchange.getRequestMethod().equals("PUT")) {
                pages[page] = exchange.getRequestBody().readAllBytes();
            }
            exchange.sendResponseHeaders(known ? 200 : 401, pages[page].length);
            exchange.getResponseBody().write(pages[page]);
            exchange.close();
        });
    }
}
