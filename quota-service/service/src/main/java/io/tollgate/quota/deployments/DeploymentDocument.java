package io.tollgate.quota.deployments;

import io.tollgate.catalog.Deployment;
import io.tollgate.catalog.backend.BackendApi;
import io.tollgate.catalog.backend.BreakerPolicy;
import io.tollgate.catalog.backend.CapacityType;
import io.tollgate.catalog.backend.Connection;
import io.tollgate.catalog.backend.Handling;
import io.tollgate.catalog.backend.OnCancel;
import io.tollgate.catalog.rules.InvalidCatalogException;
import io.tollgate.quota.crud.Choices;
import io.tollgate.quota.crud.Fields;
import io.tollgate.quota.crud.ResourceDocument;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A deployment as administrators write it; see {@link Deployment} for the meaning of the fields.
 *
 * @param enabled true when absent
 * @param parameters none when absent
 * @param connection nothing special when absent
 * @param breaker as usual when absent
 * @param probeSeconds never when absent
 * @param onCancel unknown when absent
 */
@Schema(name = "Deployment", description = "A model deployed on a backend, with capacity")
public record DeploymentDocument(
        String id,

        @Schema(required = true, description = "Scheme, host and port of the backend, with an optional path prefix")
        String url,

        @Schema(
                required = true,
                enumeration = {"AZURE_CLASSIC", "AZURE_V1", "OPENAI"})
        String api,

        @Schema(description = "The api-version to send; required for AZURE_CLASSIC")
        String apiVersion,

        @Schema(required = true, description = "The deployment's or model's name at the backend")
        String deployedModel,

        @Schema(required = true, description = "The model's canonical name, which prices refer to")
        String model,

        @Schema(
                required = true,
                enumeration = {"ptu", "payg"})
        String capacity,

        @Schema(required = true) String region,

        @Schema(
                required = true,
                description =
                        "What authenticates nodes: a key by env:NAME or file:/path, or a token of Microsoft Entra by"
                                + " entra:managed-identity[:CLIENT_ID] or entra:workload-identity")
        String credential,

        @Schema(defaultValue = "true") Boolean enabled,

        @Schema(description = "What it can take; learned from its refusals alone when absent")
        CapacityDocument limits,

        @Schema(
                type = SchemaType.OBJECT,
                description =
                        "Fields of the request's body that it gets in place of the caller's: texts, numbers, booleans")
        Map<String, Object> parameters,

        ConnectionDocument connection,
        BreakerDocument breaker,

        @Schema(
                minimum = "1",
                maximum = "86400",
                description = "How often it is called to learn its speed while it has no traffic; never when absent")
        Long probeSeconds,

        @Schema(
                defaultValue = "unknown",
                enumeration = {"stops", "continues", "unknown"},
                description = "What the backend does with a call that is given up before its answer is whole")
        String onCancel)
        implements ResourceDocument<Deployment, DeploymentDocument> {

    public static DeploymentDocument of(Deployment deployment) {
        Handling handling = deployment.handling();
        return new DeploymentDocument(
                deployment.id(),
                deployment.url().toString(),
                deployment.api().name(),
                deployment.apiVersion().orElse(null),
                deployment.deployedModel(),
                deployment.model(),
                deployment.capacity().wireName(),
                deployment.region(),
                deployment.credential(),
                deployment.enabled(),
                deployment.limits().map(CapacityDocument::of).orElse(null),
                ParametersDocument.of(handling.parameters()),
                handling.connection().equals(Connection.DEFAULT) ? null : ConnectionDocument.of(handling.connection()),
                BreakerDocument.of(handling.breaker()),
                handling.probeSeconds() == 0 ? null : handling.probeSeconds(),
                handling.onCancel() == OnCancel.UNKNOWN
                        ? null
                        : handling.onCancel().wireName());
    }

    @Override
    public String identifier() {
        return id;
    }

    @Override
    public DeploymentDocument identifiedBy(String other) {
        return new DeploymentDocument(
                other,
                url,
                api,
                apiVersion,
                deployedModel,
                model,
                capacity,
                region,
                credential,
                enabled,
                limits,
                parameters,
                connection,
                breaker,
                probeSeconds,
                onCancel);
    }

    @Override
    public Deployment toRecord() {
        CapacityType type = Choices.read(capacity, "capacity", CapacityType.values(), CapacityType::wireName);
        return new Deployment(
                id,
                parse(url),
                Choices.read(api, "api", BackendApi.values(), BackendApi::name),
                Optional.ofNullable(apiVersion),
                deployedModel,
                model,
                type,
                region,
                credential,
                enabled == null || enabled,
                Optional.ofNullable(limits).map(document -> document.toCapacity(type)),
                handling());
    }

    private Handling handling() {
        return new Handling(
                ParametersDocument.toParameters(parameters),
                connection == null ? Connection.DEFAULT : Fields.within("connection", connection::toConnection),
                breaker == null ? BreakerPolicy.DEFAULT : Fields.within("breaker", breaker::toPolicy),
                Fields.orElse(probeSeconds, 0L),
                onCancel == null
                        ? OnCancel.UNKNOWN
                        : Choices.read(onCancel, "onCancel", OnCancel.values(), OnCancel::wireName));
    }

    private static URI parse(String url) {
        try {
            return url == null ? null : new URI(url);
        } catch (URISyntaxException e) {
            throw new InvalidCatalogException("url", "must be an http or https URL with a host");
        }
    }
}
