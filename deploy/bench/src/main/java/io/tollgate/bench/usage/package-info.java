/** What the recording of usage costs a node: two nodes of one run, one with it and one without. */
package io.tollgate.bench.usage;
