package io.tollgate.scenarios.proof.tenants.attack;

import io.tollgate.scenarios.calls.Caller;
import java.time.Duration;
import java.util.List;

/** Callers who hang up, or do not read, so as not to pay. */
final class LeavingAttacks {

    private static final double PER_SECOND = 6;
    private static final int TOKENS = 100;

    private LeavingAttacks() {}

    static List<Attack> all() {
        return List.of(
                new Attack("hanging up before an answer in one piece", PER_SECOND, (enemy, i) -> {
                    try (var connection = enemy.connect(i)) {
                        send(enemy, connection, i, enemy.chat(TOKENS));
                        waitFor(connection, 60);
                    }
                }),
                new Attack("hanging up at the head of a stream", PER_SECOND, (enemy, i) -> {
                    try (var connection = enemy.connect(i)) {
                        send(enemy, connection, i, enemy.streamedChat(TOKENS));
                        waitFor(connection, 30);
                    }
                }),
                new Attack("hanging up when most of a stream is there", PER_SECOND, (enemy, i) -> {
                    try (var connection = enemy.connect(i)) {
                        send(enemy, connection, i, enemy.streamedChat(TOKENS));
                        connection.readEvents(TOKENS * 95 / 100, Duration.ofSeconds(5));
                    }
                }),
                new Attack("a stream that nobody reads", 2, (enemy, i) -> {
                    var connection = enemy.connect(i);
                    enemy.hold(connection);
                    send(enemy, connection, i, enemy.streamedChat(2_000));
                }));
    }

    private static void send(Enemy enemy, io.tollgate.scenarios.calls.RawConnection connection, int i, String body) {
        connection.send(enemy.head(i, "POST", Caller.CHAT, "content-length: " + body.length()) + "\r\n" + body);
    }

    private static void waitFor(io.tollgate.scenarios.calls.RawConnection connection, int millis) {
        connection.readFor(Duration.ofMillis(millis));
    }
}
