package banyan.proxy.resilience;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * How long answers of an upstream take to begin, and hence after which time one is late. Times of
 * the last {@link #PAGE} to twice that count, in buckets an eighth of their value wide. Any thread.
 */
public final class HedgeDelay {
  static final Duration PAGE = Duration.ofSeconds(30);

  /** Fewer times than this tell nothing of the late ones. */
  static final int TIMES_MIN = 100;

  private static final int SUB_BITS = 3;
  private static final int BUCKETS = 40 << SUB_BITS;
  private static final long NANOS_PER_MICRO = 1000;

  private final HedgePolicy policy;
  private volatile Pages pages;

  /**
   * @param now of a monotonic clock, in nanoseconds
   */
  public HedgeDelay(HedgePolicy policy, long now) {
    this.policy = policy;
    pages = new Pages(pageOf(now), page(), page());
  }

  /** An answer began so many nanoseconds after its request was sent. */
  public void took(long nanos, long now) {
    turned(now).current.getAndIncrement(bucketOf(nanos / NANOS_PER_MICRO));
  }

  /** After so many nanoseconds an answer is late; -1 where nobody can tell yet. */
  public long nanos(long now) {
    Pages read = turned(now);
    long all = 0;
    for (int bucket = 0; bucket < BUCKETS; bucket++) {
      all += read.count(bucket);
    }
    if (all < TIMES_MIN) {
      return -1;
    }
    long wanted = (long) Math.ceil(all * policy.percentile() / 100);
    int bucket = 0;
    for (long seen = read.count(0); seen < wanted && bucket < BUCKETS - 1; ) {
      bucket++;
      seen += read.count(bucket);
    }
    return Math.max(policy.atLeast().toNanos(), endOf(bucket) * NANOS_PER_MICRO);
  }

  HedgePolicy policy() {
    return policy;
  }

  private Pages turned(long now) {
    Pages seen = pages;
    return seen.number == pageOf(now) ? seen : turn(now);
  }

  private synchronized Pages turn(long now) {
    long number = pageOf(now);
    long turns = number - pages.number;
    if (turns > 0) {
      pages = new Pages(number, page(), turns == 1 ? pages.current : page());
    }
    return pages;
  }

  /** Two octaves below eight are exact; above, eight buckets an octave. */
  private static int bucketOf(long micros) {
    long value = Math.max(0, micros);
    if (value < 1 << SUB_BITS) {
      return (int) value;
    }
    int shift = 63 - Long.numberOfLeadingZeros(value) - SUB_BITS;
    int bucket = ((shift + 1) << SUB_BITS) + (int) (value >>> shift) - (1 << SUB_BITS);
    return Math.min(bucket, BUCKETS - 1);
  }

  /** The first value beyond a bucket. */
  private static long endOf(int bucket) {
    if (bucket < 1 << SUB_BITS) {
      return bucket + 1L;
    }
    int shift = (bucket >> SUB_BITS) - 1;
    return ((bucket & ((1 << SUB_BITS) - 1)) + (1L << SUB_BITS) + 1) << shift;
  }

  private static long pageOf(long now) {
    return Math.floorDiv(now, PAGE.toNanos());
  }

  private static AtomicIntegerArray page() {
    return new AtomicIntegerArray(BUCKETS);
  }

  private record Pages(long number, AtomicIntegerArray current, AtomicIntegerArray before) {
    long count(int bucket) {
      return (long) current.get(bucket) + before.get(bucket);
    }
  }
}
