/** Requests enter here: connectors, strict parsing, the Exchange. */
@NullMarked
package banyan.proxy.ingress;

import org.jspecify.annotations.NullMarked;
