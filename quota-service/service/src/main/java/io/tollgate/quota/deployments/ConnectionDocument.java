package io.tollgate.quota.deployments;

import io.tollgate.catalog.backend.Connection;
import io.tollgate.catalog.backend.Connection.ClientCertificate;
import io.tollgate.catalog.rules.InvalidCatalogException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * How a backend is reached, as administrators write it; see {@link Connection} for the meaning of the fields.
 *
 * @param mostConnections as the node's settings say when absent
 * @param http2 false when absent
 * @param trust the machine's certificates when absent
 * @param certificate the node shows none when absent
 * @param proxy none when absent
 */
@Schema(name = "Connection", description = "How a backend is reached; files are those of the nodes")
public record ConnectionDocument(
        @Schema(
                minimum = "1",
                maximum = "100000",
                description =
                        "Open at one time on each event loop of each node; as the node's settings say when absent")
        Integer mostConnections,

        @Schema(defaultValue = "false", description = "Negotiated over TLS, by prior knowledge without")
        Boolean http2,

        @Schema(description = "Certificates in PEM that are trusted in place of the machine's: file:/path")
        String trust,

        CertificateDocument certificate,

        @Schema(description = "An HTTP proxy that connections go through: http://host:port")
        String proxy) {

    /** What a node shows of itself. */
    @Schema(name = "ClientCertificate", description = "What the node shows of itself (mutual TLS), in PEM: file:/path")
    public record CertificateDocument(
            @Schema(required = true) String chain,

            @Schema(required = true, description = "PKCS #8")
            String key) {

        ClientCertificate toCertificate() {
            return new ClientCertificate(chain, key);
        }
    }

    static ConnectionDocument of(Connection connection) {
        return new ConnectionDocument(
                connection.mostConnections() == 0 ? null : connection.mostConnections(),
                connection.http2(),
                connection.trust().orElse(null),
                connection
                        .certificate()
                        .map(shown -> new CertificateDocument(shown.chain(), shown.key()))
                        .orElse(null),
                connection.proxy().map(URI::toString).orElse(null));
    }

    Connection toConnection() {
        return new Connection(
                mostConnections == null ? 0 : mostConnections,
                Boolean.TRUE.equals(http2),
                Optional.ofNullable(trust),
                Optional.ofNullable(certificate).map(CertificateDocument::toCertificate),
                Optional.ofNullable(proxy).map(ConnectionDocument::parse));
    }

    private static URI parse(String proxy) {
        try {
            return new URI(proxy);
        } catch (URISyntaxException e) {
            throw new InvalidCatalogException("proxy", "must be http://host:port, without credentials");
        }
    }
}
