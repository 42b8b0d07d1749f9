package io.tollgate.usage.store.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CareTest {

    private static final int MANY = 2_000_000;

    private final Care care = new Care();

    @Test
    void shouldLastForTenBatches() {
        assertThat(care.take()).isFalse();

        care.need();

        for (int batch = 0; batch < Care.BATCHES; batch++) {
            assertThat(care.take()).isTrue();
        }
        assertThat(care.take()).isFalse();
    }

    /** Writers that take the last careful batch at the same moment, many times. */
    @Test
    void shouldEndHoweverManyWriteAtOnce() throws Exception {
        Callable<Void> writer = () -> {
            for (int batch = 0; batch < MANY; batch++) {
                if (!care.take()) {
                    care.need();
                }
            }
            return null;
        };
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            for (Future<Void> done : threads.invokeAll(List.of(writer, writer))) {
                done.get();
            }
        }

        long left = IntStream.range(0, MANY).filter(batch -> care.take()).count();

        assertThat(left).isLessThanOrEqualTo(Care.BATCHES);
    }
}
