package banyan.testing.calls;

import banyan.platform.calls.CommandKey;
import banyan.wire.Arrival;
import banyan.wire.Failure;
import banyan.wire.Problem;
import banyan.wire.Problems;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The workshop itself. Any thread. */
public final class WorkshopCalls implements Workshop {
  static final int JOBS_MAX = 100;
  static final PartName UNKNOWN = new PartName("unobtainium");

  /** What a caller is told to wait when the workshop is closed. */
  static final Duration CLOSED_FOR = Duration.ofSeconds(7);

  private final Map<String, Integer> effects = new ConcurrentHashMap<>();
  private final AtomicInteger atWork = new AtomicInteger();
  private final Map<String, Plan> plans = new ConcurrentHashMap<>();

  @Override
  public Everything echo(Arrival arrival, Everything asked) {
    return asked;
  }

  @Override
  public Visitor visitor(Arrival arrival, Nothing asked) {
    return Visitor.of(arrival);
  }

  @Override
  public Waited linger(Arrival arrival, Wait asked) {
    return waited(asked);
  }

  @Override
  public Waited labour(Arrival arrival, CommandKey key, Wait asked) {
    return waited(asked);
  }

  @Override
  public Bench bench(Arrival arrival, Nothing asked) {
    return new Bench(atWork.get());
  }

  @Override
  public OrderTaken take(Arrival arrival, CommandKey key, Job job) {
    if (job.part().equals(UNKNOWN)) {
      return new OrderTaken.UnknownPart(job.part());
    }
    if (job.count() > JOBS_MAX) {
      return new OrderTaken.TooMany(JOBS_MAX);
    }
    return new OrderTaken.Made(key.value(), effects.merge(key.value(), 1, Integer::sum));
  }

  @Override
  public Plan keep(Arrival arrival, CommandKey key, Plan plan) {
    plans.put(key.value(), plan);
    return plan;
  }

  @Override
  public Plan kept(Arrival arrival, PlanAsked asked) {
    return Objects.requireNonNull(plans.get(asked.key()));
  }

  @Override
  public Page print(Arrival arrival, Printing asked) {
    return new Page("x".repeat(asked.characters()));
  }

  @Override
  public Nothing fail(Arrival arrival, Mishap how) {
    throw switch (how.kind()) {
      case UNAVAILABLE ->
          Failure.ours(Problem.of(Problems.UNAVAILABLE, "the workshop is closed"), null)
              .retryAfter(CLOSED_FOR);
      case CLIENT_FAULT -> Failure.client(Problem.of(Problems.FORBIDDEN, "no visitors"));
      case BUG -> new IllegalStateException("the hammer broke");
    };
  }

  private Waited waited(Wait asked) {
    atWork.incrementAndGet();
    try {
      // Nobody counts it down: the time alone ends the wait.
      var _ = new CountDownLatch(1).await(asked.time().toMillis(), TimeUnit.MILLISECONDS);
      return new Waited(asked.time());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted at work", e);
    } finally {
      atWork.decrementAndGet();
    }
  }
}
