/** The three ways to the simulator: straight, through nginx, through a gateway node. */
package io.tollgate.bench.system;
