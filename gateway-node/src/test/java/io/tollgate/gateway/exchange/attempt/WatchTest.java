package io.tollgate.gateway.exchange.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WatchTest {

    private final AttemptWorld world = new AttemptWorld();
    private int late;
    private final Watch watch = new Watch(world, () -> late++);

    @Test
    void shouldMoveLaterWithoutATimerMore() {
        begin(100);
        world.timers.pass(60);
        watch.until(inMillis(100));
        assertThat(world.timers.pending()).isEqualTo(1);

        world.timers.pass(99);
        assertThat(late).isZero();
        world.timers.pass(1);
        assertThat(late).isEqualTo(1);
        assertThat(world.timers.pending()).isZero();
    }

    @Test
    void shouldMoveEarlier() {
        begin(100);
        watch.until(inMillis(10));
        assertThat(world.timers.pending()).isEqualTo(1);

        world.timers.pass(10);

        assertThat(late).isEqualTo(1);
        assertThat(world.timers.pending()).isZero();
    }

    @Test
    void shouldNeverRunOnceItIsStopped() {
        begin(100);
        watch.stop();
        watch.until(inMillis(10));

        assertThat(world.timers.pending()).isZero();
        world.timers.pass(200);
        assertThat(late).isZero();
    }

    @Test
    void shouldRunOnce() {
        begin(-5);
        world.timers.pass(1);
        watch.until(inMillis(5));
        world.timers.pass(10);

        assertThat(late).isEqualTo(1);
    }

    @Test
    void shouldComeForwardWithoutATimerMoreAsFarAsItWasToLook() {
        watch.begin(inMillis(100), inMillis(30));
        world.timers.pass(20);
        var before = world.timersMade;
        watch.until(inMillis(15));
        assertThat(world.timersMade).isEqualTo(before);

        world.timers.pass(14);
        assertThat(late).isZero();
        world.timers.pass(1);
        assertThat(late).isEqualTo(1);
    }

    private void begin(long millis) {
        watch.begin(inMillis(millis), inMillis(millis));
    }

    private long inMillis(long millis) {
        return world.nanos() + millis * 1_000_000;
    }
}
