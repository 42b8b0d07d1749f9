/** What is promised to tenants of whom another is hostile. */
package io.tollgate.scenarios.proof.tenants;
