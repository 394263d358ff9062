/** Which route answers a request: documents, tables, precedence, reload. */
@NullMarked
package banyan.proxy.route;

import org.jspecify.annotations.NullMarked;
