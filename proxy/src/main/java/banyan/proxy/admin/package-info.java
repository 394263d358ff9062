/** The listener for operators: health, metrics, routes. Loopback and a token. */
@NullMarked
package banyan.proxy.admin;

import org.jspecify.annotations.NullMarked;
