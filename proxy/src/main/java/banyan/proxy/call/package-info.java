/** The step that admits calls between contexts. After the ingress; the route step is next. */
@NullMarked
package banyan.proxy.call;

import org.jspecify.annotations.NullMarked;
