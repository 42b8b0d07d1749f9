package io.tollgate.gateway.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** What an operator can set, as {@code TOLLGATE_...} environment variables or {@code tollgate.*} properties. */
@ConfigMapping(prefix = "tollgate")
public interface GatewaySettings {

    /** The node's name in events and in the list of nodes. */
    @WithDefault("node")
    String nodeName();

    @WithDefault("redis://localhost:6379")
    String redisUrl();

    /** How long an answer from Redis is waited for. */
    @WithDefault("250ms")
    Duration redisTimeout();

    /** Limits are decided without Redis while more than one answer in twenty takes longer than this. */
    @WithDefault("150ms")
    Duration redisSlow();

    @WithDefault("localhost:9092")
    String kafkaBootstrapServers();

    Limits limits();

    Lease lease();

    Affinity affinity();

    Upstream upstream();

    Usage usage();

    Entra entra();

    /**
     * Addresses that backends may have besides public ones, separated by commas: names, {@code *.suffix}, addresses and blocks
     * of them. The quota service reads the same variable.
     */
    Optional<String> backendsAllowed();

    /** The hosts that alone backends and proxies may have, in the same notation; all when absent. The quota service reads it too. */
    Optional<String> backendsOnly();

    Credentials credentials();

    /** Which of the node's secrets a deployment may name. The quota service reads the same variables. */
    interface Credentials {

        /** How variables begin that a credential may name by {@code env:NAME}, separated by commas. */
        Optional<String> envPrefix();

        /** The directories below which files lie that a credential may name by {@code file:/path}, separated by commas. */
        Optional<String> directory();
    }

    /** Bounds on callers. */
    interface Limits {

        /** In bytes. */
        @WithDefault("10485760")
        long maxBodyBytes();

        /**
         * What bodies of requests in flight may have together, in bytes: a tenant half of it, a key a third. An eighth of the heap
         * when absent, since a body is copied on its way to a backend.
         */
        OptionalLong bodyMemoryBytes();

        @WithDefault("30s")
        Duration bodyTimeout();

        @WithDefault("60s")
        Duration stallTimeout();

        /** A request that is not over by then loses its connection, whatever its route's deadlines say. */
        @WithDefault("1h")
        Duration totalTimeout();

        /** Calls whose callers have left that are read to their end at once, of all routes. */
        @WithDefault("256")
        int maxDrains();

        /** The header that names the end user where the body does not. */
        @WithDefault("x-tollgate-user")
        String userHeader();

        /** The header that says which requests belong together. */
        @WithDefault("x-session-id")
        String sessionHeader();

        /** No request waits longer for a limit, whatever it or its priority class asks for. */
        @WithDefault("30s")
        Duration maxWait();

        /** The status for callers of limits that are closed while the ledger cannot be asked: 503 or 429. */
        @WithDefault("503")
        int closedStatus();

        /** How long a reservation outlives a node that died. */
        @WithDefault("30s")
        Duration reservationTimeToLive();
    }

    /** Admission from blocks that the node has leased in the ledger. */
    interface Lease {

        /** Whether requests far from every limit are admitted without asking the ledger each time. */
        @WithDefault("true")
        boolean enabled();
    }

    /** What backends remember. */
    interface Affinity {

        /** How long after its last use it is known whose a response, a conversation or a file is. */
        @WithDefault("30d")
        Duration timeToLive();

        /**
         * Ids of things that operators have made on every backend for all tenants: vector stores, prompts, skills, voices. Nobody
         * may name any other.
         */
        Optional<Set<String>> shared();
    }

    /** What is written down of requests. */
    interface Usage {

        /** Whether requests are recorded at all; without, there are no usage events and no chargeback. */
        @WithDefault("true")
        boolean enabled();

        /**
         * Where the usage log stands. Kept across restarts, since the next process delivers what this one could not; nodes of
         * one machine may share it.
         */
        @WithDefault("usage-log")
        Path logDir();

        /** What may wait for Kafka; when that much does, the node takes no new requests. */
        @WithDefault("2147483648")
        long logMaxBytes();

        /** Of each file of the log. */
        @WithDefault("16777216")
        int logSegmentBytes();

        /** How often the log is forced to the disk, so that it survives the machine's death; 0s leaves that to the kernel. */
        @WithDefault("0s")
        Duration logForceEvery();

        /** How long a node that ends goes on delivering; what is left then is delivered by the next process. */
        @WithDefault("5s")
        Duration drainTimeout();
    }

    /** Bounds on backends. */
    interface Upstream {

        /** To each deployment, from each event loop. */
        @WithDefault("2048")
        int maxConnectionsPerLoop();

        /** The same for deployments with HTTP/2. */
        @WithDefault("16")
        int maxHttp2ConnectionsPerLoop();

        @WithDefault("4096")
        int maxWaitingPerLoop();
    }

    /** Tokens of Microsoft Entra ID for backends. */
    interface Entra {

        /** The instance metadata service of an Azure virtual machine. */
        @WithDefault("http://169.254.169.254")
        String metadataUrl();

        /** What the tokens open; another one in sovereign clouds. */
        @WithDefault("https://cognitiveservices.azure.com")
        String resource();
    }
}
