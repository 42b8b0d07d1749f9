/**
 * The room that deployments have, reserved before each attempt in a ledger account of the deployment: for priority classes,
 * for workloads with a share, and corrected by what backends say of themselves.
 */
package io.tollgate.gateway.capacity;
