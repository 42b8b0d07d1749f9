package io.tollgate.bench.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

class NginxProxyTest {

    @Test
    void shouldPassStreamsOnAtOnceOverKeptAliveConnections() {
        String config = NginxProxy.config(URI.create("http://127.0.0.1:4711"), 8123, false);

        assertThat(config)
                .startsWith("daemon off;\nworker_processes 1;\n")
                .contains(
                        "server 127.0.0.1:4711;",
                        "listen 127.0.0.1:8123 ",
                        "proxy_buffering off;",
                        "proxy_http_version 1.1;");
    }

    @Test
    void shouldLetTheWorkerReadItsDirectoryWhenStartedByRoot() {
        assertThat(NginxProxy.config(URI.create("http://127.0.0.1:4711"), 8123, true))
                .contains("user root;");
    }
}
