package banyan.proxy.shadow;

import banyan.proxy.Exchange;
import banyan.proxy.upstream.Copy;
import banyan.wire.Deadline;
import banyan.wire.Failure;
import banyan.wire.Fields;
import banyan.wire.Problem;
import banyan.wire.Problems;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.Transport;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.MemoryConnector;
import org.eclipse.jetty.server.MemoryTransport;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * The way of copies to local code: a connector in memory, which no client can reach. A copy is let
 * in by a key, once, and goes past every step that its original went through, to the code itself:
 * path, caller and route are known, and were judged then. The code gets a platform thread, since
 * nobody tells the processor time of a virtual one; there are as many as copies have places here.
 * Any thread.
 */
final class CopyDoor extends Handler.Wrapper {
  /** What the parser may refuse was refused when the original came in. */
  private static final int HEAD_BYTES_MAX = 64 << 10;

  private final CodeForCopies local;
  private final CopyThreads times;
  private final Map<String, Awaited> awaited = new ConcurrentHashMap<>();
  private volatile @Nullable MemoryConnector connector;
  private volatile @Nullable ThreadPoolExecutor starter;

  /**
   * A step before all that know clients.
   *
   * @param local local code, for copies
   * @param times learn what it took
   */
  CopyDoor(Handler next, CodeForCopies local, CopyThreads times) {
    super(next);
    this.local = local;
    this.times = times;
  }

  /** How a client within this process reaches it. */
  Transport transport() {
    return new MemoryTransport(Objects.requireNonNull(connector, "started"));
  }

  /**
   * Lets a copy in; returns the key that it has to show.
   *
   * @param place of it; the door holds it until local code has returned, or never gets the copy
   * @param prevented told when local code cannot be given it
   */
  String expect(Copy copy, Duration time, Place place, Runnable prevented) {
    Exchange original = copy.exchange();
    Exchange exchange =
        new Exchange(
            copy.name(),
            original.clientAddress(),
            original.path(),
            Deadline.in(time),
            original.span());
    exchange.sentPath(original.sentPath());
    exchange.chain(original.chain());
    if (original.match() != null) {
      exchange.match(original.match());
    }
    if (original.caller() != null) {
      exchange.caller(original.caller());
    }
    exchange.markCopy();
    String key = UUID.randomUUID().toString();
    place.hold();
    awaited.put(key, new Awaited(exchange, place, prevented));
    return key;
  }

  /** The copy is over, whether it came in or not. */
  void forget(String key) {
    Awaited left = awaited.remove(key);
    if (left != null) {
      left.place.letGo();
    }
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    return request.getConnectionMetaData().getConnector() instanceof MemoryConnector
        ? admit(request, response, callback)
        : super.handle(request, response, callback);
  }

  private boolean admit(Request request, Response response, Callback callback) {
    String key = request.getHeaders().get(Fields.SHADOW);
    Awaited admitted = key == null ? null : awaited.remove(key);
    if (admitted == null) {
      throw Failure.client(Problem.of(Problems.ROUTE_NOT_FOUND, "no copy is awaited here"));
    }
    try {
      admitted.exchange.attachTo(request);
      response.getHeaders().put(Fields.REQUEST_ID, admitted.exchange.requestId());
      request.addIdleTimeoutListener(_ -> false);
      return local.answer(
          work ->
              Objects.requireNonNull(starter, "started")
                  .execute(() -> start(work, admitted, callback)),
          new Admitted(request),
          response,
          callback);
    } catch (RuntimeException | Error e) {
      prevent(admitted);
      throw e;
    }
  }

  private void start(Runnable work, Awaited admitted, Callback callback) {
    try {
      Thread.ofPlatform()
          .name("shadow-local")
          .daemon()
          .start(
              () -> {
                try (var _ = times.begin()) {
                  work.run();
                } finally {
                  admitted.place.letGo();
                }
              });
    } catch (RuntimeException | Error e) {
      try {
        prevent(admitted);
      } finally {
        callback.failed(e);
      }
    }
  }

  /** Told before an answer is: that there is no thread left says nothing of the code. */
  private static void prevent(Awaited admitted) {
    try {
      admitted.prevented.run();
    } finally {
      admitted.place.letGo();
    }
  }

  /**
   * Starts the threads of local code, and does what the connector wants done. A thread is born as
   * nice as the one that starts it, and who brings copies {@linkplain Niceness stands back}:
   * neither local code may, which can hold what clients wait for, nor a thread of the server.
   */
  private ThreadPoolExecutor starter() {
    var one =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> {
              Thread thread = Thread.ofPlatform().name("shadow-door").daemon().unstarted(work);
              times.add(thread);
              return thread;
            });
    one.prestartCoreThread();
    return one;
  }

  @Override
  protected void doStart() throws Exception {
    var http = new HttpConfiguration();
    http.setRequestHeaderSize(HEAD_BYTES_MAX);
    http.setSendServerVersion(false);
    http.setHttpCompliance(HttpCompliance.RFC9110);
    http.setUriCompliance(UriCompliance.UNSAFE);
    ThreadPoolExecutor door = starter();
    starter = door;
    var memory =
        new MemoryConnector(getServer(), door, null, null, new HttpConnectionFactory(http));
    connector = memory;
    getServer().addConnector(memory);
    super.doStart();
  }

  @Override
  protected void doStop() throws Exception {
    super.doStop();
    // What waits still comes to its end.
    Objects.requireNonNull(starter, "started").shutdown();
  }

  private record Awaited(Exchange exchange, Place place, Runnable prevented) {}

  /** The copy without its key: local code learns that it is one, and nothing more. */
  private static final class Admitted extends Request.Wrapper {
    private final HttpFields fields;

    Admitted(Request request) {
      super(request);
      this.fields = HttpFields.build(request.getHeaders()).put(Fields.SHADOW, "copy").asImmutable();
    }

    @Override
    public HttpFields getHeaders() {
      return fields;
    }
  }
}
