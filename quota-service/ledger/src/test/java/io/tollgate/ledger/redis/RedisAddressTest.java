package io.tollgate.ledger.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.ledger.redis.RedisAddress.Topology;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redisson.config.Config;

class RedisAddressTest {

    @Test
    void shouldReadEveryForm() {
        assertThat(RedisAddress.parse("redis://localhost"))
                .isEqualTo(address(Topology.SINGLE, List.of("redis://localhost:6379"), null, null, 0, null));
        assertThat(RedisAddress.parse("rediss://:p%40ss%2Fw+rd@[::1]:7000/3"))
                .isEqualTo(address(Topology.SINGLE, List.of("rediss://[::1]:7000"), null, "p@ss/w+rd", 3, null));
        assertThat(RedisAddress.parse("redis-sentinel://me:secret@a,b:7001/main/2"))
                .isEqualTo(address(
                        Topology.SENTINEL, List.of("redis://a:26379", "redis://b:7001"), "me", "secret", 2, "main"));
        assertThat(RedisAddress.parse("rediss-cluster://a:1,b:2/"))
                .isEqualTo(address(Topology.CLUSTER, List.of("rediss://a:1", "rediss://b:2"), null, null, 0, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "secret@host",
                "http://:secret@host",
                "redis://",
                "redis://:secret@",
                "redis://:secret@host:port",
                "redis://:secret@host:0",
                "redis://:secret@host:99999",
                "redis://:secret@a,b",
                "redis://:secret@host/one",
                "redis://:secret@host/1/2",
                "redis://:secret%zz@host",
                "redis://secret@host",
                "redis-sentinel://:secret@host",
                "redis-cluster://:secret@host/1",
                ""
            })
    void shouldRefuseOtherFormsWithoutRepeatingThem(String url) {
        assertThatThrownBy(() -> RedisConnection.open(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasNoCause()
                .message()
                .doesNotContain("secret");
    }

    @Test
    void shouldRefuseNoUrl() {
        assertThatThrownBy(() -> RedisAddress.parse(null)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldNotShowWhoLogsIn() {
        assertThat(RedisAddress.parse("redis-sentinel://me:secret@a:1/main").toString())
                .isEqualTo("sentinel redis://a:1 master main");
    }

    @Test
    void shouldConfigureEveryTopology() {
        Config single =
                HotPathConfig.of(RedisAddress.parse("redis://me:secret@a:1/3"), RedisConnection.RESPONSE_TIMEOUT);
        Config sentinel =
                HotPathConfig.of(RedisAddress.parse("redis-sentinel://a:1,b:2/main"), RedisConnection.RESPONSE_TIMEOUT);
        Config cluster =
                HotPathConfig.of(RedisAddress.parse("redis-cluster://a:1,b:2"), RedisConnection.RESPONSE_TIMEOUT);

        assertThat(single.isSingleConfig()).isTrue();
        assertThat(single.useSingleServer().getTimeout()).isEqualTo(100);
        assertThat(single.getUsername()).isEqualTo("me");
        assertThat(single.getPassword()).isEqualTo("secret");
        assertThat(sentinel.isSentinelConfig()).isTrue();
        assertThat(cluster.isClusterConfig()).isTrue();
    }

    private static RedisAddress address(
            Topology topology, List<String> nodes, String user, String password, int database, String master) {
        return new RedisAddress(topology, nodes, user, password, database, master);
    }
}
