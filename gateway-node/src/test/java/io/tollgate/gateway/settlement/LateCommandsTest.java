package io.tollgate.gateway.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LateCommandsTest {

    private final AtomicLong millis = new AtomicLong();
    private final AtomicBoolean answers = new AtomicBoolean(true);
    private final AtomicInteger sent = new AtomicInteger();
    private final LateCommands late = new LateCommands(answers::get, millis::get);

    @Test
    void shouldSendAgainOnlyWhenTheLedgerAnswers() {
        answers.set(false);
        late.send(this::command);
        assertThat(sent).hasValue(1);

        run(60_000);
        assertThat(sent).hasValue(1);
        assertThat(late.waiting()).isEqualTo(1);

        answers.set(true);
        run(100);
        assertThat(sent).hasValue(2);
        assertThat(late.waiting()).isZero();
    }

    @Test
    void shouldGiveUpAfterFiveMinutes() {
        late.send(() -> {
            sent.incrementAndGet();
            return CompletableFuture.failedStage(new IllegalStateException("broken"));
        });

        run(330_000);

        assertThat(late.waiting()).isZero();
        assertThat(late.lost()).isEqualTo(1);
        assertThat(sent.get()).as("about once a second").isBetween(150, 600);
    }

    @Test
    void shouldHoldNoMoreThanItsBound() {
        answers.set(false);

        for (int i = 0; i < LateCommands.MOST_WAITING + 7; i++) {
            late.sendLater(this::command);
        }

        assertThat(late.waiting()).isEqualTo(LateCommands.MOST_WAITING);
        assertThat(late.lost()).isEqualTo(7);
    }

    @Test
    void shouldSpreadWhatHasWaited() {
        answers.set(false);
        for (int i = 0; i < 1_000; i++) {
            late.sendLater(this::command);
        }
        answers.set(true);

        late.tick();
        assertThat(sent).hasValue(LateCommands.MOST_PER_TICK);
        run(500);
        assertThat(sent).hasValue(1_000);
    }

    private CompletionStage<Void> command() {
        sent.incrementAndGet();
        return answers.get()
                ? CompletableFuture.completedStage(null)
                : CompletableFuture.failedStage(new IllegalStateException("away"));
    }

    private void run(long forMillis) {
        for (long end = millis.get() + forMillis; millis.get() < end; ) {
            millis.addAndGet(LateCommands.TICK_MILLIS);
            late.tick();
        }
    }
}
