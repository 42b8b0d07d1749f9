package io.tollgate.gateway.admission.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecentlyUsedTest {

    private static final int MOST = 100;

    private final RecentlyUsed<Integer, String> cache = new RecentlyUsed<>(MOST);

    @Test
    void shouldNeverHoldMoreThanItsBound() {
        for (int i = 0; i < 10_000; i++) {
            cache.computeIfAbsent(i, String::valueOf);
            cache.get(i / 2);
            assertThat(cache.size()).isLessThanOrEqualTo(MOST);
        }
        assertThat(cache.get(9_999)).isEqualTo("9999");
        assertThat(cache.get(0)).isNull();
    }

    @Test
    void shouldKeepWhatIsInUse() {
        String value = cache.computeIfAbsent(-1, String::valueOf);
        for (int i = 0; i < 10_000; i++) {
            cache.computeIfAbsent(i, String::valueOf);
            assertThat(cache.get(-1)).isSameAs(value);
        }
    }

    @Test
    void shouldStayBoundedUnderContention() throws InterruptedException, ExecutionException {
        try (ExecutorService executor = Executors.newFixedThreadPool(4)) {
            var tasks = IntStream.range(0, 4)
                    .<Callable<Boolean>>mapToObj(task -> () -> {
                        for (int i = 0; i < 20_000; i++) {
                            int key = (i * 7 + task) % 500;
                            if (!cache.computeIfAbsent(key, String::valueOf).equals(String.valueOf(key))) {
                                return false;
                            }
                        }
                        return true;
                    })
                    .toList();
            for (Future<Boolean> done : executor.invokeAll(tasks)) {
                assertThat(done.get()).isTrue();
            }
        }
        assertThat(cache.size()).isLessThanOrEqualTo(MOST);
    }
}
