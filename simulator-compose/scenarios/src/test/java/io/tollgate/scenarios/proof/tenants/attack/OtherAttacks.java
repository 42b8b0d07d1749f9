package io.tollgate.scenarios.proof.tenants.attack;

import io.tollgate.scenarios.calls.Caller;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Ten and more that nobody has reported. */
final class OtherAttacks {

    private static final double PER_SECOND = 10;
    private static final int BOMB_BYTES = 64 << 20;

    private OtherAttacks() {}

    static List<Attack> all() {
        return List.of(
                new Attack(
                        "end users, sessions and tags that are made up",
                        PER_SECOND,
                        (enemy, i) -> enemy.post(
                                i,
                                Caller.CHAT,
                                enemy.chat(2).replaceFirst("\\{", "{\"user\":\"made-up-" + i + "\","),
                                "x-tollgate-tag-made-up-" + i,
                                "made-up-" + i)),
                new Attack(
                        "models that are made up",
                        PER_SECOND,
                        (enemy, i) -> enemy.post(i, Caller.CHAT, enemy.chat(2).replace(enemy.model(), "made-up-" + i))),
                new Attack("paths that are made up", PER_SECOND, (enemy, i) -> enemy.get(i, "/v1/made-up/" + i)),
                new Attack("keys that are guessed", PER_SECOND, (enemy, i) -> enemy.stranger(i, "guess-" + i)
                        .chat(enemy.chat(2))),
                new Attack(
                        "JSON nested 20,000 deep",
                        4,
                        (enemy, i) -> enemy.post(
                                i,
                                Caller.CHAT,
                                "{\"model\":\"" + enemy.model() + "\",\"messages\":" + "[".repeat(20_000)
                                        + "]".repeat(20_000) + "}")),
                new Attack(
                        "20,000 messages",
                        1,
                        (enemy, i) -> enemy.post(
                                i,
                                Caller.CHAT,
                                "{\"model\":\"" + enemy.model() + "\",\"max_tokens\":2,\"messages\":["
                                        + "{\"role\":\"user\",\"content\":\"a\"},".repeat(19_999)
                                        + "{\"role\":\"user\",\"content\":\"a\"}]}")),
                new Attack("50 requests sent at once on one connection", 2, (enemy, i) -> {
                    try (var connection = enemy.connect(i)) {
                        String body = enemy.chat(1);
                        connection.send(
                                (enemy.head(i, "POST", Caller.CHAT, "content-length: " + body.length()) + "\r\n" + body)
                                        .repeat(50));
                        connection.readFor(Duration.ofMillis(500));
                    }
                }),
                new Attack("a length and chunks at once", PER_SECOND, (enemy, i) -> {
                    try (var connection = enemy.connect(i)) {
                        connection.send(
                                enemy.head(i, "POST", Caller.CHAT, "content-length: 5", "transfer-encoding: chunked")
                                        + "\r\n0\r\n\r\nGET /q/metrics HTTP/1.1\r\nhost: x\r\n\r\n");
                        connection.readFor(Duration.ofMillis(300));
                    }
                }),
                new Attack("an upgrade to HTTP/2 with an expectation and a large body", 4, (enemy, i) -> {
                    var connection = enemy.connect(i);
                    enemy.hold(connection);
                    connection.send(enemy.head(
                                    i,
                                    "POST",
                                    Caller.CHAT,
                                    "upgrade: h2c",
                                    "connection: upgrade, http2-settings",
                                    "http2-settings: AAMAAABkAAQCAAAAAAIAAAAA",
                                    "expect: 100-continue",
                                    "content-length: 2000000")
                            + "\r\n");
                }),
                new Attack("64 MiB in 64 KiB of gzip", 2, (enemy, i) -> {
                    byte[] bomb = bomb();
                    try (var connection = enemy.connect(i)) {
                        connection.send(enemy.head(
                                        i,
                                        "POST",
                                        Caller.CHAT,
                                        "content-encoding: gzip",
                                        "content-length: " + bomb.length)
                                + "\r\n" + new String(bomb, StandardCharsets.ISO_8859_1));
                        connection.readFor(Duration.ofSeconds(1));
                    }
                }),
                new Attack(
                        "128 choices at once",
                        2,
                        (enemy, i) -> enemy.post(i, Caller.CHAT, enemy.chat(2).replaceFirst("\\{", "{\"n\":128,"))),
                new Attack(
                        "its own limits used up by large bounds",
                        PER_SECOND,
                        (enemy, i) -> enemy.post(
                                i, Caller.CHAT, enemy.chat(16_000).replaceFirst("\\{", "{\"stop\":\"a\","))));
    }

    private static byte[] bomb() {
        var packed = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(packed)) {
            var piece = new byte[1 << 16];
            for (int written = 0; written < BOMB_BYTES; written += piece.length) {
                zip.write(piece);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }
}
