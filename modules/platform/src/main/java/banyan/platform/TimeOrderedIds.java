package banyan.platform;

import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;

/**
 * Makes ids that are ordered by time: UUIDv7 (RFC 9562 section 5.7). Ids made here for the same
 * millisecond increase. Any thread.
 */
public final class TimeOrderedIds {
  private final TimeBasedEpochGenerator generator;

  public TimeOrderedIds(Random random) {
    generator = new TimeBasedEpochGenerator(random);
  }

  /** An id of something that begins at {@code now}. */
  public UUID next(Instant now) {
    return generator.construct(now.toEpochMilli());
  }
}
