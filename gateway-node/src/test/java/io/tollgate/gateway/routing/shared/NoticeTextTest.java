package io.tollgate.gateway.routing.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.gateway.routing.breaker.Notice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoticeTextTest {

    @Test
    void shouldReadWhatItWrites() {
        for (Notice notice :
                new Notice[] {new Notice.Opened("d", 2_000), new Notice.Closed("d"), new Notice.Rested("d", 800)}) {
            assertThat(NoticeText.read(NoticeText.write("node-1", notice)))
                    .hasValue(new NoticeText.Message("node-1", notice));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "node-1\topened\td", "node-1\topened\td\t-1", "node-1\topened\td\t1e9", "node-1\tlater\td\t1"
            })
    void shouldPassOverWhatIsNoNotice(String text) {
        assertThat(NoticeText.read(text)).isEmpty();
    }
}
