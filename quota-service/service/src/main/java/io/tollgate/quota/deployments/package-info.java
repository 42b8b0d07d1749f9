/** Deployments: models on backends, with capacity. */
package io.tollgate.quota.deployments;
