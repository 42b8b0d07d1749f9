/** What routing promises, each as a program with an oracle. */
package io.tollgate.scenarios.proof.routing;
