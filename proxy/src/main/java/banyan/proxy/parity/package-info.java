/**
 * What comes of the pairs of answers that shadowing makes: in come pairs, out come counts for each
 * behaviour, samples of what differs, and the certificates that moves rest on. What was counted
 * holds only while both sides and the rules stay as they are ({@link banyan.proxy.parity.Basis}).
 */
@NullMarked
package banyan.proxy.parity;

import org.jspecify.annotations.NullMarked;
