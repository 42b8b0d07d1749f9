package io.tollgate.gateway.metering;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.buffer.Buffer;

/** Feeds answers to meters. */
final class Answers {

    private Answers() {}

    static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    /** Feeds the whole in pieces that end at {@code cuts}, and returns what came out. */
    static Buffer feed(UsageMeter meter, byte[] answer, int... cuts) {
        Buffer out = Buffer.buffer();
        int from = 0;
        for (int cut : cuts) {
            out.appendBuffer(meter.accept(Buffer.buffer(answer).slice(from, cut)));
            from = cut;
        }
        out.appendBuffer(meter.accept(Buffer.buffer(answer).slice(from, answer.length)));
        return out.appendBuffer(meter.end());
    }

    /** Feeds the whole byte by byte, and returns what came out. */
    static Buffer feedBytewise(UsageMeter meter, byte[] answer) {
        Buffer out = Buffer.buffer();
        for (byte b : answer) {
            out.appendBuffer(meter.accept(Buffer.buffer(new byte[] {b})));
        }
        return out.appendBuffer(meter.end());
    }
}
