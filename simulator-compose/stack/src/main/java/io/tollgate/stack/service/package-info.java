/** Tollgate's own processes and the simulated backends: Java programs that answer HTTP once they are ready. */
package io.tollgate.stack.service;
