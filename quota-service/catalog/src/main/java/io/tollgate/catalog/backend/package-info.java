/** What a deployment is made of: how its backend speaks, how its capacity is paid for and what it can take. */
package io.tollgate.catalog.backend;
