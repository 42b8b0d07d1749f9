package io.tollgate.catalog.pricing;

import io.tollgate.catalog.Deployment;

/**
 * What a rate card is looked up for. Names are empty where nothing is known.
 *
 * @param model the deployment's canonical model name
 * @param deployment the deployment that served
 * @param region the deployment's region
 * @param tenant who asked
 */
public record Priced(String model, String deployment, String region, String tenant) {

    /** What {@code deployment} serves to {@code tenant}. */
    public static Priced of(Deployment deployment, String tenant) {
        return new Priced(deployment.model(), deployment.id(), deployment.region(), tenant);
    }
}
