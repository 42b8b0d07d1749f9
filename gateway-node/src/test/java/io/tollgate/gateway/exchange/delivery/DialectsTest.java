package io.tollgate.gateway.exchange.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.catalog.routing.AttemptPolicy;
import io.tollgate.catalog.routing.Fallbacks;
import io.tollgate.gateway.exchange.attempt.AttemptWorld;
import io.tollgate.gateway.exchange.attempt.Attempts;
import io.tollgate.gateway.exchange.attempt.FakeCall;
import io.tollgate.gateway.exchange.attempt.OpenAnswer;
import io.tollgate.gateway.metering.UsageReading;
import io.tollgate.gateway.metering.dialect.Dialects;
import io.tollgate.gateway.metering.dialect.Dice;
import io.tollgate.gateway.metering.dialect.Moment;
import io.tollgate.gateway.metering.dialect.NaiveUsage;
import io.tollgate.gateway.metering.dialect.Spoken;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Whatever dialect a backend speaks, and whoever goes when: bytes are unchanged, and tokens right or counted. */
class DialectsTest {

    private static final int STREAMS = 20_000;

    private enum Way {
        WHOLE,
        CALLER_LEAVES,
        BACKEND_BREAKS,
        BACKEND_ENDS
    }

    @Test
    void shouldPassAndMeterEveryDialect() {
        int delivered = 0;
        var wrong = new ArrayList<String>();
        for (int seed = 0; seed < STREAMS; seed++) {
            try {
                delivered += new Run(seed).run() ? 1 : 0;
            } catch (AssertionError e) {
                wrong.add(e.getMessage());
            }
        }

        assertThat(wrong).as("%d streams", wrong.size()).isEmpty();
        assertThat(delivered).as("streams of which the caller got something").isGreaterThan(STREAMS * 3 / 4);
    }

    /** One stream through attempt, meter and relay, as on a node. */
    private static final class Run {

        private final long seed;
        private final Dice dice;
        private final AttemptWorld world = new AttemptWorld();
        private final FakeReply reply = new FakeReply();
        private final Spoken spoken;
        private final Way way;
        private final int length;
        private final int maxPiece;
        private OpenAnswer answer;
        private Relay relay;
        private Future<Delivery> delivery;
        private int sent;

        Run(long seed) {
            this.seed = seed;
            dice = new Dice(seed);
            world.hideUsage = dice.below(2) == 0;
            spoken = Dialects.speak(dice, world.hideUsage);
            way = Way.values()[dice.below(Way.values().length)];
            length = way == Way.WHOLE ? spoken.bytes().length : dice.below(spoken.bytes().length + 1);
            maxPiece = dice.below(3) == 0 ? spoken.bytes().length : 1 + dice.below(200);
        }

        /** Whether the caller got anything. */
        boolean run() {
            Future<Attempts.Result> result = world.ask(true, AttemptWorld.route(AttemptPolicy.DEFAULT, Fallbacks.NONE));
            FakeCall call = world.call(0).answers(200, "text/event-stream");
            while (sent < length && !result.isComplete() && world.calls() == 1) {
                say(call);
            }
            if (way == Way.WHOLE && !result.isComplete() && world.calls() == 1) {
                call.ends();
            }
            if (!result.isComplete() || !(result.result() instanceof Attempts.Result.Served served)) {
                assertThat(reply.written()).as(what()).isEmpty();
                return false;
            }
            answer = served.answer();
            relay = new Relay(answer, reply, () -> {}, () -> {}, ending -> {});
            delivery = relay.run();
            while (sent < length) {
                say(call);
            }
            end(call);
            check();
            answer.close();
            return true;
        }

        private void say(FakeCall call) {
            int next = Math.min(length, sent + 1 + dice.below(maxPiece));
            Buffer piece = Buffer.buffer(Arrays.copyOfRange(spoken.bytes(), sent, next));
            sent = next;
            call.says(piece);
        }

        private void end(FakeCall call) {
            if (delivery.isComplete()) {
                return;
            }
            switch (way) {
                case WHOLE, BACKEND_ENDS -> call.ends();
                case BACKEND_BREAKS -> call.breaks();
                case CALLER_LEAVES -> relay.giveUp();
            }
        }

        private void check() {
            assertThat(delivery.result()).as(what()).isEqualTo(expected());
            if (delivery.result() == Delivery.COMPLETED && length == spoken.bytes().length) {
                assertThat(reply.bytes()).as(what()).isEqualTo(spoken.forCaller());
            } else {
                byte[] written = reply.bytes();
                assertThat(written.length).as(what()).isGreaterThanOrEqualTo(now().callerBytes());
                assertThat(spoken.forCaller()).as(what()).startsWith(written);
            }
            checkReading(answer.meter().reading());
        }

        private void checkReading(UsageReading reading) {
            Moment now = now();
            boolean known = now.usage().isPresent();
            if (known) {
                assertThat(NaiveUsage.of(Arrays.copyOf(spoken.bytes(), length)))
                        .as(what())
                        .isEqualTo(now.usage());
                assertThat(reading).as(what()).isEqualTo(now.usage().get());
                return;
            }
            Moment next = spoken.after(length);
            if (next.usage().isPresent() && reading.equals(next.usage().get())) {
                return;
            }
            if (now.passed() == 0 && !(reading instanceof UsageReading.Counted)) {
                assertThat(reading).as(what()).isEqualTo(new UsageReading.None());
                return;
            }
            assertThat(reading).as(what()).isInstanceOf(UsageReading.Counted.class);
            long output = ((UsageReading.Counted) reading).output();
            assertThat(output).as(what()).isGreaterThanOrEqualTo((now.passed() * 3 + 3) / 4);
            assertThat(output).as(what()).isLessThanOrEqualTo(Math.max(next.told(), (next.passed() * 5 + 3) / 4));
        }

        private Moment now() {
            return spoken.at(length);
        }

        private Delivery expected() {
            Moment after = spoken.after(length);
            Moment now = now();
            boolean cleanEnd = way == Way.WHOLE || way == Way.BACKEND_ENDS;
            if (now.over() && way != Way.CALLER_LEAVES
                    || cleanEnd && now.usage().isPresent()) {
                return Delivery.COMPLETED;
            }
            if (way == Way.CALLER_LEAVES) {
                return Delivery.CALLER_LEFT;
            }
            // The end of the last event is all that lacks.
            boolean wasOver = cleanEnd
                    && answer.meter().complete()
                    && (after.over() || after.usage().isPresent());
            return wasOver ? Delivery.COMPLETED : Delivery.PARTIAL;
        }

        private String what() {
            return "seed " + seed + ", " + way + " at " + length + " of " + spoken.bytes().length + ", "
                    + spoken.manner() + ", hidden " + world.hideUsage + "\n"
                    + new String(spoken.bytes(), UTF_8);
        }
    }
}
