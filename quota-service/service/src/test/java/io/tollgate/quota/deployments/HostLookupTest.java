package io.tollgate.quota.deployments;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class HostLookupTest {

    private static final InetAddress ADDRESS = InetAddress.ofLiteral("203.0.113.7");
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);

    @Test
    void shouldKnowWhatIsKnown() {
        try (var lookup = lookup(LONG_ENOUGH, HostLookupTest::known)) {
            assertThat(lookup.addresses(Set.of("known", "unknown")))
                    .containsEntry("known", List.of(ADDRESS))
                    .containsEntry("unknown", List.of());
            assertThat(lookup.addresses(Set.of())).isEmpty();
        }
    }

    @Test
    void shouldAskForSeveralAtOnce() {
        var bothAsked = new CountDownLatch(2);
        HostLookup.NameService names = host -> {
            bothAsked.countDown();
            await(bothAsked);
            return known("known");
        };

        try (var lookup = lookup(LONG_ENOUGH, names)) {
            assertThat(lookup.addresses(Set.of("a", "b")))
                    .containsEntry("a", List.of(ADDRESS))
                    .containsEntry("b", List.of(ADDRESS));
        }
    }

    @Test
    void shouldGiveUpOnWhatIsNotKnownInTime() {
        HostLookup.NameService names = host -> {
            await(new CountDownLatch(1));
            return known("known");
        };

        try (var lookup = lookup(Duration.ofMillis(50), names)) {
            assertThat(lookup.addresses(Set.of("a", "b", "c"))).hasSize(3).allSatisfy((host, known) -> assertThat(known)
                    .isEmpty());
        }
    }

    private static HostLookup lookup(Duration most, HostLookup.NameService names) {
        return new HostLookup(names, Executors.newFixedThreadPool(2), most);
    }

    private static InetAddress[] known(String host) throws UnknownHostException {
        if (!host.equals("known")) {
            throw new UnknownHostException(host);
        }
        return new InetAddress[] {ADDRESS};
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
