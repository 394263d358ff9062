/**
 * Copies of requests for the other side of a migration: made when the client has its answer, and
 * the first work that is shed. What comes of one is a pair of answers for the comparison.
 */
@NullMarked
package banyan.proxy.shadow;

import org.jspecify.annotations.NullMarked;
