/**
 * What a route may ask of a request beside host, method and path: conditions on fields, query,
 * cookies, version and tenant; and what a path may mean. A request's head and a condition enter,
 * yes or no leaves; {@code banyan.proxy.route} is next.
 */
@NullMarked
package banyan.proxy.match;

import org.jspecify.annotations.NullMarked;
