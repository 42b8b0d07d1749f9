package io.tollgate.scenarios.proof.tenants.attack;

import io.tollgate.scenarios.calls.Bodies;
import io.tollgate.scenarios.calls.Caller;
import io.tollgate.scenarios.calls.RawConnection;
import io.tollgate.scenarios.stand.Stand;
import io.tollgate.scenarios.stand.Tenant;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** The hostile tenant: where it calls, and the connections that it holds. Thread-safe. */
public final class Enemy implements AutoCloseable {

    private static final int MOST_HELD = 200;
    private static final String TAG = "x-simulator-tag";
    private static final String FAULT = "x-simulator-fault";

    private final Stand stand;
    private final Tenant tenant;
    private final String model;
    private final Deque<AutoCloseable> held = new ArrayDeque<>();
    private final LongAdder evaded = new LongAdder();
    private final Map<Integer, LongAdder> statuses = new ConcurrentSkipListMap<>();

    /** @param model that it shares with others */
    public Enemy(Stand stand, Tenant tenant, String model) {
        this.stand = stand;
        this.tenant = tenant;
        this.model = model;
    }

    String model() {
        return model;
    }

    URI node(int index) {
        return stand.node(index % stand.nodes());
    }

    /** The URL of any node, with a wrong or no key. */
    Caller stranger(int index, String key) {
        return new Caller(node(index), key);
    }

    /** Posts with the tenant's key; returns the status. */
    int post(int index, String path, String body, String... headers) {
        int status = send(index, path, body, headers);
        statuses.computeIfAbsent(status, first -> new LongAdder()).increment();
        return status;
    }

    private int send(int index, String path, String body, String... headers) {
        var all = new String[headers.length + 2];
        all[0] = TAG;
        all[1] = tenant.id();
        System.arraycopy(headers, 0, all, 2, headers.length);
        return stand.caller(index % stand.nodes(), tenant).post(path, body, all).status();
    }

    /** Lets the backend refuse or fail as it would for such a body. */
    int postFor(String fault, int index, String path, String body) {
        return post(index, path, body, FAULT, fault);
    }

    int get(int index, String path) {
        return stand.caller(index % stand.nodes(), tenant).get(path).status();
    }

    /** Something that must never be served was: what a backend remembers of others may have been told. */
    void evadedUnless(boolean isRefused) {
        if (!isRefused) {
            evaded.increment();
        }
    }

    /** How often it got what it must not have. */
    public long evaded() {
        return evaded.sum();
    }

    /** What it was answered where it has waited for answers, since this was asked last: how often each status. */
    public String answers() {
        String answers = statuses.toString();
        statuses.clear();
        return answers;
    }

    String chat(int maxTokens) {
        return Bodies.chat("Go on.", maxTokens).replace(Bodies.CHAT_MODEL, model);
    }

    String streamedChat(int maxTokens) {
        return Bodies.streamedChat("Go on.", maxTokens).replace(Bodies.CHAT_MODEL, model);
    }

    /** A connection that reads nothing by itself. */
    RawConnection connect(int index) {
        return RawConnection.to(node(index), 4_096);
    }

    Http2Frames http2(int index) {
        return Http2Frames.to(node(index));
    }

    /** The head of a request as HTTP/1.1 has it, without the last empty line; {@code more} are lines. */
    String head(int index, String method, String path, String... more) {
        URI node = node(index);
        var head = new StringBuilder(method + " " + path + " HTTP/1.1\r\nhost: " + node.getAuthority()
                + "\r\nauthorization: Bearer " + tenant.key() + "\r\n" + TAG + ": " + tenant.id()
                + "\r\ncontent-type: application/json\r\n");
        for (String line : more) {
            head.append(line).append("\r\n");
        }
        return head.toString();
    }

    /** Names and values in turn, as HTTP/2 has a request with this tenant's key. */
    String[] pseudo(int index, String path, String... more) {
        var all = new String[14 + more.length];
        String[] usual = {
            ":method",
            "POST",
            ":scheme",
            "http",
            ":path",
            path,
            ":authority",
            node(index).getAuthority(),
            "authorization",
            "Bearer " + tenant.key(),
            TAG,
            tenant.id(),
            "content-type",
            "application/json"
        };
        System.arraycopy(usual, 0, all, 0, 14);
        System.arraycopy(more, 0, all, 14, more.length);
        return all;
    }

    /** Keeps a connection open, as long as there are not too many. */
    void hold(AutoCloseable connection) {
        AutoCloseable oldest = null;
        synchronized (held) {
            held.add(connection);
            if (held.size() > MOST_HELD) {
                oldest = held.poll();
            }
        }
        end(oldest);
    }

    /** Lets go of every connection. */
    public void letGo() {
        AutoCloseable next;
        do {
            synchronized (held) {
                next = held.poll();
            }
            end(next);
        } while (next != null);
    }

    private static void end(AutoCloseable connection) {
        if (connection == null) {
            return;
        }
        try {
            connection.close();
        } catch (Exception gone) {
            if (gone instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        letGo();
    }
}
