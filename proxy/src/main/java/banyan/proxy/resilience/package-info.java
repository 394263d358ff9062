/**
 * What keeps a proxy standing when its upstreams do not: who may be asked, how often again, and
 * when nobody any more. What became of earlier attempts and a moment enter, a decision leaves;
 * {@code banyan.proxy.upstream} acts on it. No sockets and no threads are in here.
 */
@NullMarked
package banyan.proxy.resilience;

import org.jspecify.annotations.NullMarked;
