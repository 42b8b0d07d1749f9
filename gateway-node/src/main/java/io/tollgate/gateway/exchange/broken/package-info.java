/**
 * Calls whose backends have not said what they used: because the caller left, or a faster call was found, or the backend broke
 * off. What such a call is thought to have used is one number for limits, bill and the deployment's account.
 */
package io.tollgate.gateway.exchange.broken;
