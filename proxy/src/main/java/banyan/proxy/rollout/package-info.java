/**
 * The gates of running migrations. What became of requests enters from the request path ({@link
 * banyan.proxy.rollout.AnswerFeed}) and waits for the thread that owns all gates ({@link
 * banyan.proxy.rollout.LiveGates}); what leaves are verdicts, and the moves that follow from them.
 * Whose answer counts how is pure ({@link banyan.proxy.rollout.Answers}).
 */
@NullMarked
package banyan.proxy.rollout;

import org.jspecify.annotations.NullMarked;
