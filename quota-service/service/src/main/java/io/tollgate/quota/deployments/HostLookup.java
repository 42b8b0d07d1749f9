package io.tollgate.quota.deployments;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** The addresses of hosts, by name. Thread-safe; blocks for a bounded time, however many names there are. */
public final class HostLookup implements AutoCloseable {

    private final NameService names;
    private final ExecutorService threads;
    private final Duration most;

    /**
     * @param names who knows them
     * @param threads that wait for the answers, whose number bounds how many are asked for at one time
     * @param most how long all names of one call together may take
     */
    public HostLookup(NameService names, ExecutorService threads, Duration most) {
        this.names = names;
        this.threads = threads;
        this.most = most;
    }

    /** Who knows the addresses of a name. */
    public interface NameService {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    /** Asks no more. */
    @Override
    public void close() {
        threads.shutdownNow();
    }

    /** What is known of each; nothing of those that nobody knows, or not in time. */
    Map<String, List<InetAddress>> addresses(Set<String> hosts) {
        List<String> order = List.copyOf(hosts);
        List<Callable<InetAddress[]>> questions = order.stream()
                .<Callable<InetAddress[]>>map(host -> () -> names.addresses(host))
                .toList();
        try {
            var answers = threads.invokeAll(questions, most.toMillis(), TimeUnit.MILLISECONDS);
            var known = new HashMap<String, List<InetAddress>>();
            for (int i = 0; i < order.size(); i++) {
                known.put(order.get(i), answer(answers.get(i)));
            }
            return known;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while names were looked up", e);
        }
    }

    private static List<InetAddress> answer(Future<InetAddress[]> answer) throws InterruptedException {
        try {
            return List.of(answer.get());
        } catch (ExecutionException | CancellationException e) {
            return List.of();
        }
    }
}
