package banyan.catalog.internal;

import banyan.catalog.ProductId;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.time.Instant;
import java.util.Random;

/** Makes the ids of products. Ids made here for the same millisecond increase. Any thread. */
final class ProductIds {
  private final TimeBasedEpochGenerator generator;

  ProductIds(Random random) {
    generator = new TimeBasedEpochGenerator(random);
  }

  /** An id of a product that is added at {@code now}. */
  ProductId next(Instant now) {
    return new ProductId(generator.construct(now.toEpochMilli()));
  }
}
