package io.tollgate.ledger.redis;

import java.time.Duration;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.BaseConfig;
import org.redisson.config.BaseMasterSlaveServersConfig;
import org.redisson.config.Config;
import org.redisson.config.ConstantDelay;
import org.redisson.config.ReadMode;
import org.redisson.config.SubscriptionMode;

/**
 * Redisson for a request's path: few threads and connections, because pipelining over four connections does twice what
 * Redisson's defaults do; a short deadline; no retries, since the caller decides what happens without Redis.
 */
final class HotPathConfig {

    private static final int CONNECT_TIMEOUT_MILLIS = 250;
    private static final int THREADS = 2;
    private static final int POOL = 4;
    private static final int SUBSCRIPTION_POOL = 2;
    private static final int PING_MILLIS = 1_000;
    private static final int SCAN_MILLIS = 1_000;
    private static final Duration RECONNECT = Duration.ofMillis(100);

    private HotPathConfig() {}

    static Config of(RedisAddress address, Duration responseTimeout) {
        int timeoutMillis = Math.toIntExact(responseTimeout.toMillis());
        Config config = new Config()
                .setThreads(THREADS)
                .setNettyThreads(THREADS)
                .setCodec(StringCodec.INSTANCE)
                .setNettyHook(new CommandOrder(responseTimeout))
                .setUsername(address.user())
                .setPassword(address.password());
        switch (address.topology()) {
            case SINGLE ->
                common(config.useSingleServer(), timeoutMillis)
                        .setAddress(address.nodes().getFirst())
                        .setDatabase(address.database())
                        .setConnectionPoolSize(POOL)
                        .setConnectionMinimumIdleSize(POOL)
                        .setSubscriptionConnectionPoolSize(SUBSCRIPTION_POOL)
                        .setSubscriptionConnectionMinimumIdleSize(1);
            case SENTINEL ->
                masterOnly(common(config.useSentinelServers(), timeoutMillis))
                        .setMasterName(address.master())
                        .addSentinelAddress(address.nodes().toArray(String[]::new))
                        .setDatabase(address.database())
                        .setCheckSentinelsList(false)
                        .setScanInterval(SCAN_MILLIS);
            case CLUSTER ->
                masterOnly(common(config.useClusterServers(), timeoutMillis))
                        .addNodeAddress(address.nodes().toArray(String[]::new))
                        .setScanInterval(SCAN_MILLIS);
        }
        return config;
    }

    private static <C extends BaseConfig<C>> C common(C servers, int timeoutMillis) {
        return servers.setTimeout(timeoutMillis)
                .setConnectTimeout(CONNECT_TIMEOUT_MILLIS)
                .setRetryAttempts(0)
                .setPingConnectionInterval(PING_MILLIS)
                .setReconnectionDelay(new ConstantDelay(RECONNECT));
    }

    private static <C extends BaseMasterSlaveServersConfig<C>> C masterOnly(C servers) {
        return servers.setReadMode(ReadMode.MASTER)
                .setSubscriptionMode(SubscriptionMode.MASTER)
                .setMasterConnectionPoolSize(POOL)
                .setMasterConnectionMinimumIdleSize(POOL)
                .setSubscriptionConnectionPoolSize(SUBSCRIPTION_POOL)
                .setSubscriptionConnectionMinimumIdleSize(1);
    }
}
