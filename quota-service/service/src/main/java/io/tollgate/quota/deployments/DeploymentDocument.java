package io.tollgate.quota.deployments;

import io.tollgate.catalog.Deployment;
import io.tollgate.catalog.backend.BackendApi;
import io.tollgate.catalog.backend.CapacityType;
import io.tollgate.catalog.backend.Handling;
import io.tollgate.catalog.rules.InvalidCatalogException;
import io.tollgate.quota.crud.Choices;
import io.tollgate.quota.crud.ResourceDocument;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A deployment as administrators write it; see {@link Deployment} for the meaning of the fields.
 *
 * @param enabled true when absent
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

        @Schema(required = true, description = "Where nodes find the backend's key: env:NAME or file:/path")
        String credential,

        @Schema(defaultValue = "true") Boolean enabled,

        @Schema(description = "What it can take; learned from its refusals alone when absent")
        CapacityDocument limits)
        implements ResourceDocument<Deployment, DeploymentDocument> {

    public static DeploymentDocument of(Deployment deployment) {
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
                deployment.limits().map(CapacityDocument::of).orElse(null));
    }

    @Override
    public String identifier() {
        return id;
    }

    @Override
    public DeploymentDocument identifiedBy(String other) {
        return new DeploymentDocument(
                other, url, api, apiVersion, deployedModel, model, capacity, region, credential, enabled, limits);
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
                Handling.DEFAULT);
    }

    private static URI parse(String url) {
        try {
            return url == null ? null : new URI(url);
        } catch (URISyntaxException e) {
            throw new InvalidCatalogException("url", "must be an http or https URL with a host");
        }
    }
}
