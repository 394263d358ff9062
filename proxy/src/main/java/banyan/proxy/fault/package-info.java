/**
 * Faults that operators plant in some requests for a time, to see what becomes of them. The head of
 * a request with its route enters; what leaves is the same request, delayed, refused, broken off,
 * or with an answer that trickles. {@link banyan.proxy.upstream} is next.
 */
@NullMarked
package banyan.proxy.fault;

import org.jspecify.annotations.NullMarked;
