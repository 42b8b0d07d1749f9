/** Programs that show what is promised of usage and chargeback: {@code ./tollgate prove usage}. */
package io.tollgate.scenarios.proof.usage;
