/** How a route chooses among its deployments, and what it does when one fails. */
package io.tollgate.catalog.routing;
