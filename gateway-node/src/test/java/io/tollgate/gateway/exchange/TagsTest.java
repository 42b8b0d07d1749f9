package io.tollgate.gateway.exchange;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TagsTest {

    @Test
    void shouldReadTagsInUtf8() {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap()
                .add("X-Tollgate-Tag-Owner", onTheWire("Zoë"))
                .add("x-tollgate-tag-latin", "Zo\u00eb")
                .add("x-tollgate-tag", "none");

        assertThat(Tags.read(headers)).isEqualTo(Map.of("owner", "Zoë", "latin", "Zoë"));
    }

    @Test
    void shouldBoundCharactersAndNotBytes() {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap()
                .add("x-tollgate-tag-a", onTheWire("ë".repeat(128)))
                .add("x-tollgate-tag-b", onTheWire("ë".repeat(129)));

        assertThat(Tags.read(headers)).isEqualTo(Map.of("a", "ë".repeat(128)));
    }

    /** As a server gives it: a character for each byte. */
    private static String onTheWire(String value) {
        return new String(value.getBytes(UTF_8), ISO_8859_1);
    }
}
