package io.tollgate.bench.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Test;

class StackStatusTest {

    private static final String STATUS = """
            {"nodes":[{"name":"node-1","url":"http://127.0.0.1:8080","pid":11,"log":"a"},
                      {"name":"node-2","url":"http://127.0.0.1:8081","pid":12,"log":"b"}],
             "quotaService":{"url":"http://127.0.0.1:8090","pid":13,"log":"c"},
             "usageConsumer":{"url":"http://127.0.0.1:8091","pid":14,"log":"d"},
             "simulators":[{"name":"ptu-1","url":"http://127.0.0.1:9001","capacity":"ptu","pid":15,"log":"e"},
                           {"name":"payg-1","url":"http://127.0.0.1:9002","capacity":"payg","pid":18,"log":"e"}],
             "redis":{"url":"redis://127.0.0.1:6379","pid":16},
             "kafka":{"bootstrapServers":"127.0.0.1:9092","pid":17},
             "postgres":{"url":"postgresql://127.0.0.1:5432/x"},
             "keys":{"admin":"tga-secret","tenants":{"contoso":"tg-secret"}}}
            """;

    @Test
    void shouldFindTheNodeAndWhatMustKeepOffItsCore() throws IOException {
        var status = StackStatus.parse(STATUS);

        assertThat(status.node().url()).isEqualTo(URI.create("http://127.0.0.1:8080"));
        assertThat(status.node().pid()).isEqualTo(11);
        assertThat(status.simulator().name()).isEqualTo("payg-1");
        assertThat(status.otherPids()).containsExactlyInAnyOrder(12L, 13L, 14L, 15L, 16L, 17L, 18L);
    }

    @Test
    void shouldNotShowTheKey() throws IOException {
        assertThat(StackStatus.parse(STATUS).toString()).doesNotContain("secret");
    }

    @Test
    void shouldNameWhatIsMissing() {
        assertThatThrownBy(() -> StackStatus.parse("{\"nodes\":[]}"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("nodes");
    }
}
