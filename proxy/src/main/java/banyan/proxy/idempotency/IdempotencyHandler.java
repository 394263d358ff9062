package banyan.proxy.idempotency;

import banyan.proxy.Exchange;
import banyan.proxy.idempotency.Ledger.KeyLease;
import banyan.proxy.match.SafeMethods;
import banyan.proxy.migration.Leading;
import banyan.proxy.migration.Migration;
import banyan.proxy.migration.Side;
import banyan.proxy.migration.SideChoice;
import banyan.proxy.migration.Stage;
import banyan.proxy.route.Destination;
import banyan.proxy.route.KeyPolicy;
import banyan.proxy.route.Route;
import banyan.proxy.route.RouteTable.Match.Found;
import banyan.wire.ByteBudget;
import banyan.wire.CallAddress;
import banyan.wire.Fields;
import banyan.wire.Settings;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * The step that minds idempotency keys, where the proxy has a part in them: on routes that are
 * migrated, and on those of the document that say {@code idempotency}. Everything else passes on
 * the thread that it came on. Where both sides of a migration keep a key in one ledger of theirs it
 * passes, too, marked as such; else the key is asked about in the proxy's ledger, on a virtual
 * thread, since that may wait for a database. Any thread.
 */
public final class IdempotencyHandler extends Handler.Wrapper {

  /** Neither safe nor idempotent by themselves (RFC 9110 section 9.2.2). */
  private static final Set<String> IN_NEED = Set.of("POST", "PATCH");

  private final Ledger ledger;
  private final ByteBudget buffers;
  private final int bodyBytesMax;
  private final int answerBytesMax;
  private final KeyFigures figures;
  private final Semaphore places;
  private final Executor threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("keys-", 0).factory());

  /**
   * A step before the one that sends requests to their side.
   *
   * @param buffers the bytes that this process may hold of bodies
   */
  public IdempotencyHandler(
      Handler next, Ledger ledger, KeyFigures figures, ByteBudget buffers, Settings settings) {
    super(next);
    this.ledger = ledger;
    this.figures = figures;
    this.buffers = buffers;
    this.bodyBytesMax = Math.toIntExact(settings.get(IdempotencySettings.BODY_BYTES));
    this.answerBytesMax = Math.toIntExact(settings.get(IdempotencySettings.ANSWER_BYTES));
    this.places = new Semaphore(settings.get(IdempotencySettings.CONCURRENT));
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Exchange exchange = Exchange.of(request);
    if (SafeMethods.has(request.getMethod())
        || exchange.handshake() != null
        || request.getAttribute(CallAddress.ATTRIBUTE) != null
        || !(exchange.match() instanceof Found found)) {
      return super.handle(request, response, callback);
    }
    KeyPolicy written = written(found.route());
    Leading leading = exchange.leading();
    Optional<String> key =
        written == null && leading == null ? Optional.empty() : key(request, written);
    if (key.isEmpty()) {
      return super.handle(request, response, callback);
    }
    if (leading != null && isShared(found, leading)) {
      figures.add(KeyFigures.Result.SHARED);
      exchange.keyUse(new KeyUse.Shared());
      return super.handle(request, response, new SharedEnding(callback, exchange));
    }
    if (!places.tryAcquire()) {
      throw Outcomes.overloaded();
    }
    KeyPolicy policy = written == null ? KeyPolicy.KEPT_BEHIND : written;
    // Before the end is told, since the connection may begin its next request there and then.
    Callback releasing = Callback.from(places::release, callback);
    threads.execute(() -> ask(request, response, releasing, found, policy, key.get()));
    return true;
  }

  /** What the document says; a context minds its own keys. */
  private static @Nullable KeyPolicy written(Route route) {
    return route.source() == Route.Source.DOCUMENT ? route.keys() : null;
  }

  /** The key; empty where there is none that counts. */
  private static Optional<String> key(Request request, @Nullable KeyPolicy written) {
    String field = request.getHeaders().get(Fields.IDEMPOTENCY_KEY);
    if (field == null) {
      if (written != null && written.isRequired() && IN_NEED.contains(request.getMethod())) {
        throw Outcomes.required();
      }
      return Optional.empty();
    }
    Optional<String> key = KeyText.bare(field);
    if (key.isEmpty() && written != null) {
      throw Outcomes.malformed();
    }
    return key;
  }

  /** Whether both sides commit the keys of this operation to the same ledger. */
  private static boolean isShared(Found found, Leading leading) {
    KeyPolicy keys = found.keys();
    if (keys == null || keys.replay() != KeyPolicy.Replay.UPSTREAM) {
      return false;
    }
    String from = ledgerOf(leading.destination(Side.FROM), found);
    return from != null && from.equals(ledgerOf(leading.destination(Side.TO), found));
  }

  /** The name of a side's ledger: that of local code is its context's. */
  private static @Nullable String ledgerOf(@Nullable Destination side, Found found) {
    return switch (side) {
      case null -> null;
      case Destination.Local _ -> found.owner();
      case Destination.Remote remote -> remote.upstream().ledger();
    };
  }

  /** Asks the ledger, and does what it says. */
  private void ask(
      Request request,
      Response response,
      Callback callback,
      Found found,
      KeyPolicy policy,
      String key) {
    Callback ending = callback;
    try {
      Request held = request;
      String body = "";
      if (policy.replay() == KeyPolicy.Replay.PROXY) {
        HeldRequest whole = HeldRequest.of(request, bodyBytesMax, buffers);
        body = KeyName.digest(whole.bytes());
        held = whole;
        ending = Callback.from(callback, whole::release);
      }
      act(
          ledger.begin(Asking.of(request, found, policy, key, body)),
          held,
          response,
          ending,
          policy);
    } catch (Exception e) {
      ending.failed(e);
    }
  }

  private void act(
      Ledger.Answer answer,
      Request request,
      Response response,
      Callback callback,
      KeyPolicy policy) {
    figures.add(result(answer));
    if (!(answer instanceof Ledger.Answer.Granted)) {
      noSample(Exchange.of(request));
    }
    switch (answer) {
      case Ledger.Answer.Granted(KeyLease lease) ->
          send(lease, request, response, callback, policy);
      case Ledger.Answer.InFlight _ -> callback.failed(Outcomes.inFlight());
      case Ledger.Answer.Reused _ -> callback.failed(Outcomes.reused());
      case Ledger.Answer.Lost(String why) -> callback.failed(Outcomes.lost(why));
      case Ledger.Answer.Replayed(StoredAnswer stored) -> replay(stored, response, callback);
    }
  }

  /** What the ledger answers says nothing of a side. */
  private static void noSample(Exchange exchange) {
    SideChoice side = exchange.side();
    if (side != null) {
      exchange.side(side.whereItsKeyIs(side.side()));
    }
  }

  private static KeyFigures.Result result(Ledger.Answer answer) {
    return switch (answer) {
      case Ledger.Answer.Granted(KeyLease lease) ->
          lease.before() == null ? KeyFigures.Result.SENT : KeyFigures.Result.SENT_AGAIN;
      case Ledger.Answer.InFlight _ -> KeyFigures.Result.IN_FLIGHT;
      case Ledger.Answer.Reused _ -> KeyFigures.Result.REUSED;
      case Ledger.Answer.Lost _ -> KeyFigures.Result.LOST;
      case Ledger.Answer.Replayed _ -> KeyFigures.Result.REPLAYED;
    };
  }

  private void send(
      KeyLease lease, Request request, Response response, Callback callback, KeyPolicy policy) {
    Exchange exchange = Exchange.of(request);
    AnswerCapture capture =
        policy.replay() == KeyPolicy.Replay.PROXY
            ? new AnswerCapture(answerBytesMax, buffers)
            : null;
    var answer = new KeyedAnswer(request, response, ledger, lease, capture, threads);
    Callback ending = answer.ending(exchange, callback);
    try {
      exchange.keyUse(new KeyUse.Pinned(ledger, lease, threads));
      leadToItsSide(exchange, lease);
      if (!super.handle(request, answer, ending)) {
        ending.failed(new IllegalStateException("nobody answers a request with a key"));
      }
    } catch (Exception e) {
      ending.failed(e);
    }
  }

  /** Whoever was asked with this key before is asked again, whatever has moved since. */
  private static void leadToItsSide(Exchange exchange, KeyLease lease) {
    SideChoice side = exchange.side();
    Leading leading = exchange.leading();
    if (side == null || leading == null) {
      return;
    }
    Migration migration = side.migration();
    Side known = lease.destination().equals(migration.from()) ? Side.FROM : Side.TO;
    if (known == side.side()) {
      return;
    }
    if (known == Side.FROM && migration.stage() == Stage.RETIRED) {
      throw Outcomes.lost("the side that has this key is closed for good");
    }
    leading.to(known);
  }

  private static void replay(StoredAnswer stored, Response response, Callback callback) {
    response.setStatus(stored.status());
    stored.fields().forEach(field -> response.getHeaders().add(field.name(), field.value()));
    response.getHeaders().put(Fields.IDEMPOTENCY_REPLAYED, "true");
    byte[] body = Base64.getDecoder().decode(stored.body());
    response.write(true, ByteBuffer.wrap(body), callback);
  }

  /** Tells of an unknown outcome; the key may be sent again, to whichever side. */
  private static final class SharedEnding extends Callback.Nested {
    private final Exchange exchange;

    SharedEnding(Callback callback, Exchange exchange) {
      super(callback);
      this.exchange = exchange;
    }

    @Override
    public void failed(Throwable cause) {
      super.failed(Outcomes.told(cause, exchange, true));
    }
  }
}
