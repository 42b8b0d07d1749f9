/** The catalog as one declarative document, for those who keep configuration in Git. */
package io.tollgate.quota.document;
