/** What this node knows of each deployment, and what the others have told of it. */
package io.tollgate.gateway.routing.state;
