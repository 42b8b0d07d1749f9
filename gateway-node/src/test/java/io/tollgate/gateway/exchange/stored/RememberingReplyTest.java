package io.tollgate.gateway.exchange.stored;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.gateway.exchange.delivery.Reply;
import io.tollgate.gateway.exchange.delivery.ReplyFacts;
import io.tollgate.gateway.model.GatewayFailure;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

class RememberingReplyTest {

    private final List<String> sent = new ArrayList<>();
    private final List<String> noted = new ArrayList<>();
    private final List<Buffer> seen = new ArrayList<>();
    private final Promise<Void> noting = Promise.promise();
    private Optional<String> id = Optional.empty();
    private boolean full;
    private Runnable room;
    private final RememberingReply streamed = reply(false);
    private final RememberingReply plain = reply(true);

    @Test
    void shouldHoldAStreamFromItsIdUntilThatIsNoted() {
        streamed.write(Buffer.buffer("a"));
        assertThat(streamed.isFull()).isFalse();
        id = Optional.of("resp_1");
        streamed.write(Buffer.buffer("b"));
        assertThat(streamed.isFull()).isTrue();
        var resumed = new ArrayList<String>();
        streamed.onRoom(() -> resumed.add("resumed"));
        streamed.write(Buffer.buffer("c"));
        assertThat(noted).containsExactly("resp_1");
        assertThat(sent).isEmpty();

        noting.complete();

        assertThat(sent).containsExactly("abc");
        assertThat(resumed).hasSize(1);
        streamed.write(Buffer.buffer("d"));
        streamed.end();
        assertThat(sent).containsExactly("abc", "d", "end");
        assertThat(seen).hasSize(4);
        assertThat(noted).hasSize(1);
    }

    @Test
    void shouldGoOnWhenNotingFails() {
        id = Optional.of("resp_1");
        streamed.write(Buffer.buffer("a"));
        streamed.end();
        assertThat(sent).isEmpty();

        noting.fail("away");

        assertThat(sent).containsExactly("a", "end");
    }

    @Test
    void shouldHoldAPlainAnswerUntilItsEnd() {
        id = Optional.of("resp_1");
        plain.write(Buffer.buffer("a"));
        assertThat(noted).isEmpty();
        assertThat(plain.isFull()).isFalse();

        plain.end();

        assertThat(noted).containsExactly("resp_1");
        assertThat(sent).isEmpty();
        noting.complete();
        assertThat(sent).containsExactly("a", "end");
    }

    @Test
    void shouldSendTheLastPieceWithTheEnd() {
        id = Optional.of("resp_1");
        plain.end(Buffer.buffer("a"));
        assertThat(seen).containsExactly(Buffer.buffer("a"));
        assertThat(noted).containsExactly("resp_1");
        assertThat(sent).isEmpty();

        noting.complete();
        assertThat(sent).containsExactly("a", "end");
    }

    @Test
    void shouldNotHoldAPlainAnswerThatIsLarge() {
        id = Optional.of("resp_1");
        plain.write(Buffer.buffer("x".repeat(RememberingReply.MOST_HELD_BYTES)));
        assertThat(noted).isEmpty();

        plain.write(Buffer.buffer("y"));

        assertThat(noted).containsExactly("resp_1");
        noting.complete();
        assertThat(sent).hasSize(1);
    }

    @Test
    void shouldPassAnAnswerWithoutAnId() {
        streamed.write(Buffer.buffer("x".repeat(RememberingReply.MOST_HELD_BYTES)));
        assertThat(sent).isEmpty();
        streamed.write(Buffer.buffer("y"));
        assertThat(sent).hasSize(1);

        plain.write(Buffer.buffer("z"));
        plain.end();
        assertThat(sent).hasSize(3).endsWith("z", "end");
        assertThat(noted).isEmpty();
    }

    @Test
    void shouldKeepAStreamThatBreaksOffInOrder() {
        id = Optional.of("resp_1");
        streamed.write(Buffer.buffer("a"));
        streamed.breakOff(true, false);
        assertThat(sent).isEmpty();

        noting.complete();

        assertThat(sent).containsExactly("a", "broken off");
    }

    @Test
    void shouldWaitForASlowReaderWhenItIsNoted() {
        id = Optional.of("resp_1");
        streamed.write(Buffer.buffer("a"));
        var resumed = new ArrayList<String>();
        streamed.onRoom(() -> resumed.add("resumed"));
        full = true;

        noting.complete();
        assertThat(resumed).isEmpty();

        room.run();
        assertThat(resumed).hasSize(1);
        assertThat(streamed.isFull()).isTrue();
    }

    private RememberingReply reply(boolean atEnd) {
        return new RememberingReply(new Sink(), seen::add, atEnd, () -> id, found -> {
            noted.add(found);
            return noting.future();
        });
    }

    private final class Sink implements Reply {
        @Override
        public void onLeave(Runnable left) {}

        @Override
        public void refuse(GatewayFailure failure, ReplyFacts facts, IntConsumer onStatus) {
            onStatus.accept(0);
        }

        @Override
        public void begin(int status, MultiMap headers, ReplyFacts facts) {}

        @Override
        public void write(Buffer chunk) {
            sent.add(chunk.toString());
        }

        @Override
        public boolean isFull() {
            return full;
        }

        @Override
        public void onRoom(Runnable resume) {
            room = resume;
        }

        @Override
        public void end() {
            sent.add("end");
        }

        @Override
        public void end(Buffer last) {
            write(last);
            end();
        }

        @Override
        public void breakOff(boolean streamed, boolean timedOut) {
            sent.add("broken off");
        }
    }
}
