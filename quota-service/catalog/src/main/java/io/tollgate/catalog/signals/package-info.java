/** What nodes tell each other, and the quota service, about deployments. */
package io.tollgate.catalog.signals;
