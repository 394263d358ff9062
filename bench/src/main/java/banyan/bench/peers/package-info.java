/** Programs that are measured and belong to no other build: each is started as its own process. */
@NullMarked
package banyan.bench.peers;

import org.jspecify.annotations.NullMarked;
