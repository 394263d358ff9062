/**
 * HTTP in and out for contexts: declarations go in; a servlet, a description and route data come
 * out.
 */
@NullMarked
package banyan.platform.http;

import org.jspecify.annotations.NullMarked;
