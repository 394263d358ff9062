/**
 * Which endpoint of an upstream gets a request. Definitions from the route table, outcomes of
 * requests and of health checks enter; a {@link banyan.proxy.balance.Pick} leaves, on which {@code
 * banyan.proxy.upstream} acts. What is known of an endpoint lives across changes of the table.
 */
@NullMarked
package banyan.proxy.balance;

import org.jspecify.annotations.NullMarked;
