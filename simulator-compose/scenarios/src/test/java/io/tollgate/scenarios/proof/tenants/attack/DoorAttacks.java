package io.tollgate.scenarios.proof.tenants.attack;

import io.tollgate.scenarios.calls.Caller;
import java.util.ArrayList;
import java.util.List;

/** Heads that backends' clients cannot write, and frames that cost the node more than the caller. */
final class DoorAttacks {

    private static final double PER_SECOND = 16;
    private static final int READ_MILLIS = 300;

    private DoorAttacks() {}

    static List<Attack> all() {
        var all = new ArrayList<Attack>();
        all.add(header("a control character in a header's value over HTTP/2", "x-foo", "a\u0001b"));
        all.add(header("a line break in a header's value over HTTP/2", "x-foo", "a\r\nx-api-key: b"));
        all.add(header("a NUL in a header's value over HTTP/2", "x-foo", "a\u0000b"));
        all.add(header("a space in a header's name over HTTP/2", "x foo", "a"));
        all.add(new Attack("a control character in a header's value over HTTP/1.1", PER_SECOND, (enemy, i) -> {
            String body = enemy.chat(2);
            try (var connection = enemy.connect(i)) {
                connection.send(
                        enemy.head(i, "POST", Caller.CHAT, "x-foo: a\u0001b", "content-length: " + body.length())
                                + "\r\n" + body);
                connection.readAnswer(java.time.Duration.ofSeconds(2));
            }
        }));
        all.add(new Attack("10,000 empty CONTINUATION frames", 1, (enemy, i) -> {
            try (var frames = enemy.http2(i)) {
                frames.headersToBeContinued(1, enemy.pseudo(i, Caller.CHAT));
                for (int n = 0; n < 10_000; n++) {
                    frames.continuation(1);
                }
            }
        }));
        all.add(new Attack("1,000 streams opened and reset at once", 1, (enemy, i) -> {
            try (var frames = enemy.http2(i)) {
                for (int stream = 1; stream < 2_000; stream += 2) {
                    frames.headers(stream, false, enemy.pseudo(i, Caller.CHAT)).reset(stream);
                }
                frames.readFor(READ_MILLIS);
            }
        }));
        all.add(new Attack("2,000 PING and SETTINGS frames that nobody reads the answers of", 1, (enemy, i) -> {
            var frames = enemy.http2(i);
            enemy.hold(frames);
            for (int n = 0; n < 1_000; n++) {
                frames.ping().settings();
            }
        }));
        return all;
    }

    private static Attack header(String name, String header, String value) {
        return new Attack(name, PER_SECOND, (enemy, i) -> {
            try (var frames = enemy.http2(i)) {
                frames.headers(1, false, enemy.pseudo(i, Caller.CHAT, header, value))
                        .data(1, true, enemy.chat(2));
                frames.readFor(READ_MILLIS);
            }
        });
    }
}
