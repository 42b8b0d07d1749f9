/** Callers who hang up, against what backends generate for them. */
package io.tollgate.scenarios.proof.usage.hangup;
