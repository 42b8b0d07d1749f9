/** The running cluster and the ways in which a test asks its parts what happened. */
package io.tollgate.scenarios.stand;
