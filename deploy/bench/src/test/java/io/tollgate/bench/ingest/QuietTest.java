package io.tollgate.bench.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.Test;

/** On a clock that only waiting moves. */
class QuietTest {

    private long nanos;
    private final Patience patience = new Patience(() -> nanos, time -> nanos += time.toNanos());

    @Test
    void shouldReturnThreeSecondsAfterTheConsumerAndTheStoreHaveEnded() throws IOException, InterruptedException {
        await(second -> second >= 2 && second < 10, second -> second < 12);

        assertThat(nanos / 1e9).isEqualTo(15, within(0.1));
    }

    @Test
    void shouldWaitAgainWhenTheStoreBeginsAnew() throws IOException, InterruptedException {
        await(second -> second < 5, second -> second == 7);

        assertThat(nanos / 1e9).isEqualTo(11, within(0.1));
    }

    @Test
    void shouldFailWhenTheCardsAreNotNoticed() {
        assertThatThrownBy(() -> await(second -> false, second -> false))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not noticed");
        assertThat(seconds()).isEqualTo(30);
    }

    @Test
    void shouldFailWhenTheConsumerDoesNotEnd() {
        assertThatThrownBy(() -> await(second -> true, second -> false))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("still applying");
    }

    @Test
    void shouldSayWhatTheStoreDoesWhenThatDoesNotEnd() {
        assertThatThrownBy(() -> await(second -> second < 5, second -> true))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("after 900 s, a backend works");
    }

    private void await(LongPredicate rerating, LongPredicate storeWorks) throws IOException, InterruptedException {
        var quiet = new Quiet(
                patience,
                () -> rerating.test(seconds()),
                () -> storeWorks.test(seconds()) ? Optional.of("a backend works") : Optional.empty());
        quiet.awaitBeginning();
        quiet.awaitEnd();
    }

    private long seconds() {
        return Duration.ofNanos(nanos).toSeconds();
    }
}
