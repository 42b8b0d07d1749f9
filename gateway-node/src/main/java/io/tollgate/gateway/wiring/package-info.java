/** Puts the node together. The only package that sees everything, and the only one that reads the machine's clock. */
package io.tollgate.gateway.wiring;
