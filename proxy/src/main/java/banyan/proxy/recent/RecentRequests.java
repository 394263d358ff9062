package banyan.proxy.recent;

import banyan.proxy.Exchange;
import banyan.wire.CallAddress;
import banyan.wire.Caller;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;

/**
 * The heads of the last requests that were looked up, in a ring: a new one takes the place of the
 * oldest. So that a busy process remembers minutes and not seconds, and pays for few heads, it
 * notes {@link #BURST} at once and then one in {@link #PACE}. Noting one is an addition and a write
 * to an array, after the answer has left. Any thread.
 */
public final class RecentRequests implements RequestLog {
  /** So many heads are kept at most. */
  public static final int HEADS_MAX = 10_000;

  /** Older heads count no more. */
  public static final Duration AGE_MAX = Duration.ofMinutes(10);

  /** So many are kept of a burst; what is left of the ring holds the pace for {@link #AGE_MAX}. */
  static final int BURST = 4_000;

  /** Beyond a burst, one head is kept in such a time. */
  static final Duration PACE = AGE_MAX.dividedBy(HEADS_MAX - BURST);

  private final InstantSource clock;
  private final AtomicReferenceArray<Noted> ring;
  private final AtomicLong noted = new AtomicLong();

  /** When all that was kept would have come at the pace, in ms since 1970. */
  private final AtomicLong paidUntilMillis = new AtomicLong();

  public RecentRequests(InstantSource clock) {
    this(clock, HEADS_MAX);
  }

  RecentRequests(InstantSource clock, int headsMax) {
    this.clock = clock;
    this.ring = new AtomicReferenceArray<>(headsMax);
  }

  @Override
  public void log(Request request, Response response) {
    Exchange exchange = Exchange.find(request).orElse(null);
    // Who was refused before the look-up would be refused under any table, and no table has calls.
    if (exchange == null
        || exchange.match() == null
        || CallAddress.of(exchange.path()).isPresent()
        || !isDue()) {
      return;
    }
    Caller caller = exchange.caller();
    RecentHead head =
        RecentHead.of(
            request, exchange.path(), caller == null ? Caller.MAIN_TENANT : caller.tenant());
    if (head != null) {
      note(head);
    }
  }

  /** The heads kept that are not too old; their order is nobody's. */
  public List<RecentHead> heads() {
    long oldest = clock.millis() - AGE_MAX.toMillis();
    List<RecentHead> heads = new ArrayList<>();
    for (int i = 0; i < ring.length(); i++) {
      Noted there = ring.get(i);
      if (there != null && there.atMillis() >= oldest) {
        heads.add(there.head());
      }
    }
    return heads;
  }

  /** Whether one more head may be kept now; counts it when so. */
  boolean isDue() {
    long now = clock.millis();
    long latest = now + PACE.toMillis() * (BURST - 1);
    long paid = paidUntilMillis.get();
    while (paid <= latest) {
      if (paidUntilMillis.compareAndSet(paid, Math.max(paid, now) + PACE.toMillis())) {
        return true;
      }
      paid = paidUntilMillis.get();
    }
    return false;
  }

  void note(RecentHead head) {
    int place = (int) (noted.getAndIncrement() % ring.length());
    ring.setRelease(place, new Noted(clock.millis(), head));
  }

  private record Noted(long atMillis, RecentHead head) {}
}
