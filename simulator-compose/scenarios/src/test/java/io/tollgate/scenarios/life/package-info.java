/** Nodes that come and go while callers are at work. */
package io.tollgate.scenarios.life;
