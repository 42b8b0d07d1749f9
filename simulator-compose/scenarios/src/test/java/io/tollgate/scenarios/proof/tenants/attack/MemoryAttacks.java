package io.tollgate.scenarios.proof.tenants.attack;

import io.tollgate.scenarios.calls.Caller;
import java.util.List;

/** Things begun and not ended, which a node has to keep. */
final class MemoryAttacks {

    private static final int PIECE = 1 << 20;
    private static final int PIECES = 10;

    private MemoryAttacks() {}

    static List<Attack> all() {
        return List.of(
                new Attack("bodies of 10 MiB less their last byte", 4, (enemy, i) -> {
                    var connection = enemy.connect(i);
                    enemy.hold(connection);
                    connection.send(enemy.head(i, "POST", Caller.CHAT, "content-length: " + PIECES * PIECE) + "\r\n");
                    String piece = " ".repeat(PIECE);
                    for (int n = 0; n < PIECES - 1; n++) {
                        connection.send(piece);
                    }
                    connection.send(piece.substring(1));
                }),
                new Attack("chunked bodies of 10 MiB that never end", 4, (enemy, i) -> {
                    var connection = enemy.connect(i);
                    enemy.hold(connection);
                    connection.send(enemy.head(i, "POST", Caller.CHAT, "transfer-encoding: chunked") + "\r\n");
                    String chunk = Integer.toHexString(PIECE) + "\r\n" + " ".repeat(PIECE) + "\r\n";
                    for (int n = 0; n < PIECES; n++) {
                        connection.send(chunk);
                    }
                }),
                new Attack("heads that never end", 16, (enemy, i) -> {
                    var connection = enemy.connect(i);
                    enemy.hold(connection);
                    connection.send(enemy.head(i, "POST", Caller.CHAT, "x-filler: " + "x".repeat(7_000)));
                }),
                new Attack("connections on which nothing is said", 16, (enemy, i) -> enemy.hold(enemy.connect(i))),
                new Attack("2,000 streams with open bodies on one connection", 1, (enemy, i) -> {
                    var frames = enemy.http2(i);
                    enemy.hold(frames);
                    for (int stream = 1; stream < 4_000; stream += 2) {
                        frames.headers(stream, false, enemy.pseudo(i, Caller.CHAT))
                                .data(stream, false, "{\"model\":");
                    }
                }));
    }
}
