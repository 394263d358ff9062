package banyan.proxy.shadow;

import banyan.proxy.Traces;
import banyan.proxy.Via;
import banyan.proxy.balance.Balance;
import banyan.proxy.identity.Identities;
import banyan.proxy.migration.Migration;
import banyan.proxy.upstream.CopyClient;
import banyan.wire.ByteBudget;
import banyan.wire.LeasedBytes;
import banyan.wire.Settings;
import io.opentelemetry.api.metrics.Meter;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies of requests for the other side of their migration. A step of the chain keeps what answers
 * say as they go out; behind the last byte a thread of its own decides what is copied, and sends
 * it. Whatever is short, copies are left out first: a request of a client never waits for them. Any
 * thread.
 */
public final class Shadow implements AutoCloseable {
  /** What bytes are leased for. */
  static final String PURPOSE = "shadow";

  /** A client that takes longer for its answer keeps our bytes no longer. */
  static final Duration CAPTURE_TIME_MAX = Duration.ofSeconds(30);

  private static final Logger LOG = LoggerFactory.getLogger(Shadow.class);

  private final Needs needs;
  private final ShadowFigures figures;
  private final SteadyRate looks;
  private final CopyThreads threads;
  private final Governor governor;
  private final CopyClient client;
  private final CopyWork work;
  private final double share;
  private final double reverse;
  private final int answerBytesMax;
  private final Duration eventsTime;

  /**
   * What copies need of the process.
   *
   * @param buffers of which copies take at most a half
   * @param sink takes the pairs
   * @param processors of which copies leave most to others where they are short
   */
  public record Needs(
      Settings settings,
      Balance balance,
      ByteBudget buffers,
      Via via,
      Traces traces,
      Identities identities,
      PairSink sink,
      Processors processors,
      Meter meter) {}

  private Shadow(Needs needs) {
    this.needs = needs;
    Settings settings = needs.settings();
    this.share = settings.get(ShadowSettings.SHARE);
    this.reverse = settings.get(ShadowSettings.REVERSE);
    this.answerBytesMax = Math.toIntExact(settings.get(ShadowSettings.ANSWER_BYTES));
    this.eventsTime = settings.get(ShadowSettings.EVENTS);
    this.figures = new ShadowFigures(needs.meter());
    this.looks =
        new SteadyRate(
            (double) Governor.LOOKS_PER_COPY * settings.get(ShadowSettings.RATE), System::nanoTime);
    this.threads = new CopyThreads(needs.processors());
    this.governor =
        new Governor(needs.processors(), threads, settings.get(ShadowSettings.PROCESSOR));
    this.client =
        CopyClient.of(
            settings,
            needs.balance(),
            needs.via(),
            needs.traces(),
            new CopyClient.Limits(settings.get(ShadowSettings.TIMEOUT), eventsTime, answerBytesMax),
            this::buffer,
            this::whileCopying);
    this.work = new CopyWork(needs, client, figures, governor);
  }

  /** Starts the thread of copies. */
  public static Shadow start(Needs needs) {
    Shadow shadow = new Shadow(needs);
    needs.sink().threads().forEach(shadow.threads::add);
    shadow.threads.add(shadow.work.start());
    return shadow;
  }

  /** The step that keeps answers, behind the one that knows the side. */
  public Handler step(Handler next) {
    return new ShadowHandler(next, this);
  }

  /**
   * The step that lets copies in to local code, before all others but that for failures.
   *
   * @param local local code, for copies
   */
  public Handler door(Handler next, CodeForCopies local) {
    CopyDoor door = new CopyDoor(next, local, threads);
    work.door(door);
    return door;
  }

  /** What was copied of a migration, and what was not, since the start. */
  public ShadowReport report(String migration) {
    return figures.report(migration);
  }

  /** Ends the copies under way; nobody hears of them. */
  @Override
  public void close() throws Exception {
    governor.close();
    work.close();
    client.close();
  }

  boolean isOff() {
    return share == 0;
  }

  double reverseShare() {
    return reverse;
  }

  /**
   * Why an answer is not kept; null when it is.
   *
   * @param found where its copy would go
   * @param length of its body; -1 where it is not told
   */
  @Nullable Skip refusal(Candidacy.Found found, int status, long length) {
    Skip why = ofStatus(status);
    if (why != null) {
      return why;
    }
    if (length > answerBytesMax) {
      return Skip.LARGE;
    }
    ByteBudget buffers = needs.buffers();
    if (buffers.held() > buffers.max() / 2) {
      return Skip.MEMORY;
    }
    if (work.isFull()) {
      return Skip.QUEUE;
    }
    // While there is time, what cannot be copied is looked at: behaviour is seen at least.
    if (governor.isShort() && !work.hasPlace(found)) {
      return Skip.BUSY;
    }
    // What the rate leaves out anyhow is not wanted, and does not count as shed.
    if (!looks.take()) {
      return Skip.RATE;
    }
    return governor.admitsLook() ? null : Skip.PROCESSOR;
  }

  private static @Nullable Skip ofStatus(int status) {
    return switch (status) {
      case HttpStatus.TOO_MANY_REQUESTS_429,
          HttpStatus.BAD_GATEWAY_502,
          HttpStatus.SERVICE_UNAVAILABLE_503,
          HttpStatus.GATEWAY_TIMEOUT_504 ->
          Skip.UNAVAILABLE;
      case HttpStatus.PARTIAL_CONTENT_206,
          HttpStatus.NOT_MODIFIED_304,
          HttpStatus.PRECONDITION_FAILED_412,
          HttpStatus.RANGE_NOT_SATISFIABLE_416 ->
          Skip.CONDITIONAL;
      default -> null;
    };
  }

  LeasedBytes buffer() {
    ByteBudget buffers = needs.buffers();
    return new LeasedBytes(buffers, buffers.max() / 2, PURPOSE, answerBytesMax);
  }

  /** Has a task done when a stream of events was kept long enough. */
  Scheduler.Task after(Request request, Runnable task) {
    return request
        .getComponents()
        .getScheduler()
        .schedule(task, eventsTime.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** What a thread that does nothing but copy does around that. */
  private Runnable whileCopying(Runnable work) {
    return () -> {
      try {
        threads.add(Thread.currentThread());
        new Niceness().standBack();
      } catch (OutOfMemoryError e) {
        LOG.error("a thread of copies is not counted", e);
      }
      work.run();
    };
  }

  void answered(Answered answered) {
    if (!work.offer(answered)) {
      answered.letGo();
      skipped(answered.candidacy().migration(), Skip.QUEUE);
    }
  }

  void skipped(Migration migration, Skip why) {
    figures.skipped(migration.name(), why);
  }
}
