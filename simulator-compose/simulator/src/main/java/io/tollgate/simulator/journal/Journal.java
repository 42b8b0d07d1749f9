package io.tollgate.simulator.journal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What was received: the newest requests, and totals by deployment and tag. Bounded: the oldest requests are dropped, and
 * tags beyond {@link #MOST_TAGS} share one name. Safe for many threads.
 */
public final class Journal {
    /** Pairs of deployment and tag with totals of their own. */
    public static final int MOST_TAGS = 1000;

    /** Where the totals of all further tags go. */
    public static final String OTHER_TAGS = "~other";

    private final int mostRequests;
    private final Deque<LoggedRequest> requests = new ArrayDeque<>();
    private final Map<Key, TagCounters> totals = new LinkedHashMap<>();
    private final ArrivalLog arrivals = new ArrivalLog();
    private long lastNumber;

    private record Key(String deployment, String tag) {}

    /** Keeps the newest {@code mostRequests} requests. */
    public Journal(int mostRequests) {
        this.mostRequests = mostRequests;
    }

    /** Notes a request that arrives. */
    public synchronized LoggedRequest received(
            long nowMicros, String method, String path, Iterable<Map.Entry<String, String>> headers) {
        LoggedRequest request = new LoggedRequest(++lastNumber, nowMicros, method, path, headers);
        if (requests.size() == mostRequests) {
            requests.removeFirst();
        }
        requests.addLast(request);
        return request;
    }

    /** Notes how it ended. To be called once for each request. */
    public synchronized void ended(LoggedRequest request, Outcome outcome) {
        request.ended(outcome);
        totals(request.deployment(), request.tag()).add(outcome);
        arrivals.add(request.tag(), request.receivedMicros(), outcome.tokens().total());
    }

    private TagCounters totals(String deployment, String tag) {
        Key key = new Key(deployment, tag);
        TagCounters known = totals.get(key);
        if (known != null) {
            return known;
        }
        Key open = totals.size() < MOST_TAGS ? key : new Key("", OTHER_TAGS);
        return totals.computeIfAbsent(open, any -> new TagCounters());
    }

    /** The kept requests that {@code wanted} accepts, oldest first, at most the newest {@code limit}. */
    public synchronized List<LoggedRequest> requests(Predicate<LoggedRequest> wanted, int limit) {
        List<LoggedRequest> found = new ArrayList<>();
        for (var newestFirst = requests.descendingIterator(); newestFirst.hasNext() && found.size() < limit; ) {
            LoggedRequest request = newestFirst.next();
            if (wanted.test(request)) {
                found.add(request);
            }
        }
        return found.reversed();
    }

    /** Every ended request that drew tokens and whose tag is wanted, in order of arrival. */
    public synchronized List<Arrival> arrivals(Predicate<String> wantedTag) {
        return arrivals.of(wantedTag);
    }

    /** How many such requests, of any tag, there was no room for. */
    public synchronized long missedArrivals() {
        return arrivals.missed();
    }

    /** The totals, in the order in which the tags appeared. */
    public synchronized List<Counters> counters() {
        return totals.entrySet().stream()
                .map(total -> total.getValue()
                        .read(total.getKey().deployment(), total.getKey().tag()))
                .toList();
    }

    /** Requests received since the start or the last reset; those that the log no longer has included. */
    public synchronized long received() {
        return lastNumber;
    }

    /** Forgets everything. */
    public synchronized void reset() {
        requests.clear();
        totals.clear();
        arrivals.clear();
        lastNumber = 0;
    }
}
