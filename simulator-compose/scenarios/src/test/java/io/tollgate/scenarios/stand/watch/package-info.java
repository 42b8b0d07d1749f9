/** What can be seen of the cluster's processes without asking their APIs: metrics, ports, and what Redis is asked. */
package io.tollgate.scenarios.stand.watch;
