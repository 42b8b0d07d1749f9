package io.tollgate.gateway.upstream.credential;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The identity that Azure gives to what a node runs on: of App Service and Container Apps where {@code IDENTITY_ENDPOINT} and
 * {@code IDENTITY_HEADER} are set
 * (<a href="https://learn.microsoft.com/azure/app-service/overview-managed-identity#rest-endpoint-reference">protocol</a>), else of
 * a virtual machine
 * (<a href="https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token">protocol</a>).
 *
 * @param clientId which of several identities; empty for the system's own
 */
record ManagedIdentity(TokenIssuer issuer, EntraConfig config, Optional<String> clientId) implements TokenSource {

    @Override
    public Future<Token> issue() {
        String endpoint = config.environment().apply("IDENTITY_ENDPOINT");
        String key = config.environment().apply("IDENTITY_HEADER");
        var headers = MultiMap.caseInsensitiveMultiMap();
        if (endpoint != null && key != null) {
            return issuer.get(endpoint + "?api-version=2019-08-01" + query(), headers.add("x-identity-header", key));
        }
        String path = "/metadata/identity/oauth2/token?api-version=2018-02-01";
        return issuer.get(config.metadataUrl() + path + query(), headers.add("metadata", "true"));
    }

    private String query() {
        return "&resource=" + encoded(config.resource())
                + clientId.map(id -> "&client_id=" + encoded(id)).orElse("");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
