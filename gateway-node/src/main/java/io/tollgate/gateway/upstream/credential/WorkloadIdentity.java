package io.tollgate.gateway.upstream.credential;

import io.vertx.core.Future;
import io.vertx.core.file.FileSystem;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * The identity of a Kubernetes workload: the cluster's token in {@code AZURE_FEDERATED_TOKEN_FILE}, which the cluster renews, is
 * exchanged for one of Entra
 * (<a href="https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow#third-case-access-token-request-with-a-federated-credential">protocol</a>).
 */
record WorkloadIdentity(TokenIssuer issuer, EntraConfig config, FileSystem files) implements TokenSource {

    private static final String AUTHORITY = "https://login.microsoftonline.com/";
    private static final String ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    @Override
    public Future<Token> issue() {
        String tenant = config.environment().apply("AZURE_TENANT_ID");
        String client = config.environment().apply("AZURE_CLIENT_ID");
        String file = config.environment().apply("AZURE_FEDERATED_TOKEN_FILE");
        if (tenant == null || client == null || file == null) {
            return Future.failedFuture(
                    "AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_FEDERATED_TOKEN_FILE are not all set on this node");
        }
        return files.readFile(file)
                .compose(assertion -> issuer.post(
                        url(tenant), form(client, assertion.toString().strip())));
    }

    private String url(String tenant) {
        String given = config.environment().apply("AZURE_AUTHORITY_HOST");
        String authority = given == null || given.isEmpty() ? AUTHORITY : given;
        return authority + (authority.endsWith("/") ? "" : "/") + tenant + "/oauth2/v2.0/token";
    }

    private String form(String client, String assertion) {
        return "grant_type=client_credentials"
                + "&client_id=" + encoded(client)
                + "&scope=" + encoded(config.resource() + "/.default")
                + "&client_assertion_type=" + encoded(ASSERTION_TYPE)
                + "&client_assertion=" + encoded(assertion);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
