/** Routes: from the names that clients ask for to deployments. */
package io.tollgate.quota.routes;
