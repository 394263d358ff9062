package banyan.proxy.shadow;

import banyan.proxy.compare.RecordedPair;
import banyan.proxy.migration.Migration;
import banyan.proxy.sampling.BehaviourClass;

/**
 * Two answers to one request of a migration.
 *
 * @param migration as it stood when the client was answered
 * @param behaviour of the request and of the answer that the client got
 * @param pair {@code from} is what the old side said, {@code to} the new one, also when {@link
 *     Pairing#REVERSE}; of {@link Pairing#SELF} both are of the old side
 */
public record ShadowPair(
    Migration migration, Pairing pairing, BehaviourClass behaviour, RecordedPair pair) {}
