package banyan.proxy.fault;

import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;

/** A planted fault at work: how often it struck, and whether it still does. Any thread. */
public final class ActiveFault {
  private final PlantedFault planted;
  private final LongAdder strikes = new LongAdder();
  private volatile boolean isRemoved;

  ActiveFault(PlantedFault planted) {
    this.planted = planted;
  }

  public PlantedFault planted() {
    return planted;
  }

  /** Requests that it befell so far. */
  public long strikes() {
    return strikes.sum();
  }

  /** Whether it has not ended: what it does to requests under way ends with it. */
  boolean isOn(Instant now) {
    return !isRemoved && now.isBefore(planted.until());
  }

  void struck() {
    strikes.increment();
  }

  void removed() {
    isRemoved = true;
  }
}
