/** Certificates and keys: read from PEM files, checked, followed. The listeners stand on it. */
@NullMarked
package banyan.proxy.tls;

import org.jspecify.annotations.NullMarked;
