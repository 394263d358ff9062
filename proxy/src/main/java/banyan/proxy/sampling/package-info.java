/**
 * Which requests are worth a comparison when a budget allows for few: in comes what is known of
 * each request that was answered, out goes whether to copy it. The rarest behaviour comes first.
 */
@NullMarked
package banyan.proxy.sampling;

import org.jspecify.annotations.NullMarked;
