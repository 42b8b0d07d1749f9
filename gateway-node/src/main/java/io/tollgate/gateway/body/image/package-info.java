/**
 * What can be said of the images in a body without decoding them: their size in pixels, from the first bytes of what a
 * {@code data:} URL holds, and the detail in which they are wanted. Bounded in work whatever the body says; nothing throws.
 */
package io.tollgate.gateway.body.image;
