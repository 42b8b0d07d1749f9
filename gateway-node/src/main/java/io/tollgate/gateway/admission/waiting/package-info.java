/**
 * Waiting for a limit instead of being refused: a queue for each limit that somebody waits for on this node, the most
 * urgent class first and inside a class the earliest deadline. Bounded everywhere; one timer for each queue.
 */
package io.tollgate.gateway.admission.waiting;
