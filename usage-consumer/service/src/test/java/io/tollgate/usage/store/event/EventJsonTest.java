package io.tollgate.usage.store.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tollgate.events.Served;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventJsonTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void shouldWriteWhateverATagHolds() throws IOException {
        Map<String, String> tags = Map.of("a\"b\\", "line\nline\u0001", "ä", "\uD83D\uDE00", "", "");

        assertThat(JSON.readTree(EventJson.tags(tags))).isEqualTo(JSON.valueToTree(tags));
        assertThat(EventJson.tags(Map.of())).isEqualTo("{}");
    }

    @Test
    void shouldWriteEveryAttempt() {
        Served.Attempt first = new Served.Attempt("ptu-1", "throttled", 429, 3);
        Served.Attempt second = new Served.Attempt("payg\"1", "ok", 200, 409);

        assertThat(EventJson.attempts(List.of(first, second)))
                .isEqualTo("[{\"deployment\":\"ptu-1\",\"result\":\"throttled\",\"status\":429,\"durationMillis\":3},"
                        + "{\"deployment\":\"payg\\\"1\",\"result\":\"ok\",\"status\":200,\"durationMillis\":409}]");
        assertThat(EventJson.attempts(List.of())).isEqualTo("[]");
    }
}
