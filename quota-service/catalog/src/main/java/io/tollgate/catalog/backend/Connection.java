package io.tollgate.catalog.backend;

import static io.tollgate.catalog.rules.InvalidCatalogException.require;

import java.net.URI;
import java.util.Optional;

/**
 * How a backend is reached. Files are those of the node; what stands in them is read when the first connection is made and
 * again when they change.
 *
 * @param mostConnections open at one time, on each event loop of each node; 0 for what the node's settings say
 * @param http2 whether HTTP/2 is spoken: negotiated over TLS, by prior knowledge without
 * @param trust certificates in PEM that are trusted in place of the machine's, {@code file:/path}
 * @param certificate what the node shows of itself (mutual TLS)
 * @param proxy an HTTP proxy that connections go through, {@code http://host:port}
 */
public record Connection(
        int mostConnections,
        boolean http2,
        Optional<String> trust,
        Optional<ClientCertificate> certificate,
        Optional<URI> proxy) {

    /** What applies when nothing is said. */
    public static final Connection DEFAULT =
            new Connection(0, false, Optional.empty(), Optional.empty(), Optional.empty());

    private static final int MOST_CONNECTIONS = 100_000;
    private static final int MAX_PORT = 65_535;

    public Connection {
        require(
                mostConnections >= 0 && mostConnections <= MOST_CONNECTIONS,
                "mostConnections",
                "must be 0 to " + MOST_CONNECTIONS);
        trust = trust == null ? Optional.empty() : trust;
        trust.ifPresent(path -> file(path, "trust"));
        certificate = certificate == null ? Optional.empty() : certificate;
        proxy = proxy == null ? Optional.empty() : proxy;
        proxy.ifPresent(url -> require(
                "http".equals(url.getScheme())
                        && url.getHost() != null
                        && url.getPort() > 0
                        && url.getPort() <= MAX_PORT
                        && url.getRawUserInfo() == null
                        && url.getRawQuery() == null,
                "proxy",
                "must be http://host:port, without credentials"));
    }

    /**
     * A certificate and its key, both PEM.
     *
     * @param chain {@code file:/path}
     * @param key {@code file:/path}, PKCS #8
     */
    public record ClientCertificate(String chain, String key) {
        public ClientCertificate {
            file(chain, "certificate.chain");
            file(key, "certificate.key");
        }
    }

    private static void file(String reference, String field) {
        require(
                reference != null && reference.matches("file:/[^\\p{Cntrl}]+"),
                field,
                "must be a reference, 'file:/path'");
    }
}
