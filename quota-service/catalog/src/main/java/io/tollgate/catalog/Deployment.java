package io.tollgate.catalog;

import static io.tollgate.catalog.rules.InvalidCatalogException.identifier;
import static io.tollgate.catalog.rules.InvalidCatalogException.present;
import static io.tollgate.catalog.rules.InvalidCatalogException.require;
import static io.tollgate.catalog.rules.InvalidCatalogException.text;

import io.tollgate.catalog.backend.BackendApi;
import io.tollgate.catalog.backend.CapacityType;
import io.tollgate.catalog.backend.DeploymentCapacity;
import io.tollgate.catalog.backend.Handling;
import java.net.URI;
import java.util.Optional;

/**
 * A model deployed on a backend, with capacity.
 *
 * @param id stable identifier; what {@code x-tollgate-deployment} and usage events name
 * @param url scheme, host and port of the backend, with an optional path prefix; no query, no user info
 * @param api the path family that the backend speaks
 * @param apiVersion the {@code api-version} to send; required for {@link BackendApi#AZURE_CLASSIC}
 * @param deployedModel the deployment's or model's name at the backend
 * @param model the model's canonical name, which prices refer to
 * @param capacity how the capacity is paid for
 * @param region for reports, for example {@code swedencentral}
 * @param credential where the node finds what authenticates it: a key by {@code env:NAME} or {@code file:/path}, or a token of
 *     Microsoft Entra by {@code entra:managed-identity}, {@code entra:managed-identity:CLIENT_ID} or
 *     {@code entra:workload-identity}; never the key itself
 * @param enabled when false no request is sent to it
 * @param limits what it can take; when absent that is learned from its refusals alone
 * @param handling how it is called
 */
public record Deployment(
        String id,
        URI url,
        BackendApi api,
        Optional<String> apiVersion,
        String deployedModel,
        String model,
        CapacityType capacity,
        String region,
        String credential,
        boolean enabled,
        Optional<DeploymentCapacity> limits,
        Handling handling) {

    private static final String CREDENTIAL = "env:[A-Za-z_][A-Za-z0-9_]*|file:/.+"
            + "|entra:managed-identity(:[A-Za-z0-9-]{1,64})?|entra:workload-identity";

    private static final int NO_PORT = -1;
    private static final int MAX_PORT = 65_535;

    public Deployment {
        identifier(id, "id");
        present(url, "url");
        require(
                ("http".equals(url.getScheme()) || "https".equals(url.getScheme())) && url.getHost() != null,
                "url",
                "must be an http or https URL with a host");
        require(
                url.getRawQuery() == null && url.getRawUserInfo() == null && url.getRawFragment() == null,
                "url",
                "must not carry a query, a fragment or credentials");
        require(isPort(url.getPort()), "url", "must have a port from 1 to 65535, or none");
        present(api, "api");
        apiVersion = apiVersion == null ? Optional.empty() : apiVersion;
        require(
                api != BackendApi.AZURE_CLASSIC || apiVersion.isPresent(),
                "apiVersion",
                "is required when 'api' is AZURE_CLASSIC");
        apiVersion.ifPresent(version ->
                require(version.matches("[A-Za-z0-9.-]{1,40}"), "apiVersion", "must be letters, digits, '.' or '-'"));
        identifier(deployedModel, "deployedModel");
        identifier(model, "model");
        present(capacity, "capacity");
        text(region, "region", 100);
        require(
                credential != null && credential.matches(CREDENTIAL),
                "credential",
                "must be a reference, 'env:NAME', 'file:/path', 'entra:managed-identity[:CLIENT_ID]' or"
                        + " 'entra:workload-identity'; keys themselves are never stored");
        require(
                api != BackendApi.OPENAI || !credential.startsWith("entra:"),
                "credential",
                "of Entra is for Azure, not for 'api' OPENAI");
        limits = limits == null ? Optional.empty() : limits;
        handling = handling == null ? Handling.DEFAULT : handling;
    }

    private static boolean isPort(int port) {
        return port == NO_PORT || port >= 1 && port <= MAX_PORT;
    }
}
