/**
 * From a route to an answer: which deployments are called, how often, for how long and beside what. An attempt may be
 * followed by another one until the first content byte reaches the caller, and never after. Everything about one request
 * happens on one event loop.
 */
package io.tollgate.gateway.exchange.attempt;
