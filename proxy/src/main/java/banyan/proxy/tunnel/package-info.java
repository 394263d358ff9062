/**
 * WebSockets: what a client asks for, and, once an upstream has agreed, the bytes that pass both
 * ways. The steps of the request path come first; nothing comes behind.
 */
@NullMarked
package banyan.proxy.tunnel;

import org.jspecify.annotations.NullMarked;
