package banyan.proxy;

import banyan.proxy.artefact.ArtefactHandler;
import banyan.proxy.artefact.HoldingHandler;
import banyan.proxy.balance.Balance;
import banyan.proxy.fault.FaultHandler;
import banyan.proxy.fault.LiveFaults;
import banyan.proxy.identity.Identities;
import banyan.proxy.ingress.IngressHandler;
import banyan.proxy.resilience.Guards;
import banyan.proxy.shadow.PairSink;
import banyan.proxy.shadow.Processors;
import banyan.proxy.shadow.Shadow;
import banyan.proxy.upstream.DispatchHandler;
import banyan.wire.ByteBudget;
import banyan.wire.Settings;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.trace.Tracer;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.server.Handler;
import org.jspecify.annotations.Nullable;

/**
 * The path of a request, as one forward list: read {@link #chain} from top to bottom and you have
 * followed a request from its first step to its answer. This class alone knows the order.
 *
 * <p>No step blocks, so the chain stays on the thread that read the request. Local code gets a
 * virtual thread, and so does a request with a key that the ledger is asked about.
 */
public final class Gateway {
  private final Settings settings;
  private final Balance balance;
  private final Traces traces;
  private final Via via;
  private final Guards guards;
  private final ByteBudget buffers;
  private final LiveFaults faults;
  private @Nullable Shadow shadow;

  /** The chain of a process that knows nothing of its upstreams yet. */
  public Gateway(Settings settings, Tracer tracer, String instance) {
    this(settings, new Balance(System::nanoTime), tracer, instance);
  }

  /** The chain of a process that shares no guards, and takes no faults. */
  public Gateway(Settings settings, Balance balance, Tracer tracer, String instance) {
    this(settings, balance, new Guards(System::nanoTime), LiveFaults.none(), tracer, instance);
  }

  /**
   * @param guards of upstreams, which its calls share
   * @param instance a name of this process, lower-case letters, digits and hyphens
   */
  public Gateway(
      Settings settings,
      Balance balance,
      Guards guards,
      LiveFaults faults,
      Tracer tracer,
      String instance) {
    this.settings = settings;
    this.balance = balance;
    this.guards = guards;
    this.faults = faults;
    this.traces = new Traces(tracer);
    this.via = new Via("banyan-" + instance);
    this.buffers = new ByteBudget(settings.get(ProxySettings.BUFFER_BYTES));
  }

  /** The bytes that this process may hold of bodies; whoever holds one leases them here. */
  public ByteBudget buffers() {
    return buffers;
  }

  /** The faults that operators plant in the requests of this process. */
  public LiveFaults faults() {
    return faults;
  }

  /** What guards the upstreams of this process, and has counted so far. */
  public Guards guards() {
    return guards;
  }

  /**
   * Copies requests of migrations for their other side; to be asked before the chain is built.
   *
   * @param processors of which copies leave most to others where they are short
   */
  public Shadow shadow(PairSink sink, Identities identities, Processors processors, Meter meter) {
    Shadow copies =
        Shadow.start(
            new Shadow.Needs(
                settings, balance, buffers, via, traces, identities, sink, processors, meter));
    shadow = copies;
    return copies;
  }

  /** The step that takes marks off requests and puts them on answers, when it is their turn. */
  public Handler artefacts(ArtefactHandler.Turn turn, Handler next) {
    return new ArtefactHandler(turn, settings, buffers, next);
  }

  /** The step that holds bodies with handles, before a side is chosen. */
  public Handler holding(BooleanSupplier isMigrating, Handler next) {
    return new HoldingHandler(isMigrating, settings, buffers, next);
  }

  /** The chain of a process that answers no calls and migrates nothing. */
  public Handler chain(
      UnaryOperator<Handler> route, UnaryOperator<Handler> identity, @Nullable Handler local) {
    UnaryOperator<Handler> nothing = UnaryOperator.identity();
    return chain(nothing, route, identity, nothing, nothing, local);
  }

  /**
   * Builds the chain.
   *
   * @param call tells the calls of other processes from what clients send; given the next step,
   *     returns its own
   * @param route finds the route
   * @param identity finds the caller and holds the request to the route's demands
   * @param side tells which side of a migration answers
   * @param keys minds idempotency keys
   * @param local answers the routes of this process; null where the proxy runs alone
   */
  public Handler chain(
      UnaryOperator<Handler> call,
      UnaryOperator<Handler> route,
      UnaryOperator<Handler> identity,
      UnaryOperator<Handler> side,
      UnaryOperator<Handler> keys,
      @Nullable Handler local) {
    LocalHandler here = local == null ? null : local(local);
    List<UnaryOperator<Handler>> steps =
        List.of(
            FailureHandler::new,
            next -> door(next, here),
            this::ingress,
            call,
            route,
            identity,
            next -> new BodyHandler(next, settings.get(ProxySettings.BODY_RATE), System::nanoTime),
            side,
            next -> shadow == null ? next : shadow.step(next),
            next -> new FaultHandler(next, faults),
            keys,
            next ->
                new DispatchHandler(
                    next, local != null, settings, balance, guards, buffers, via, traces));
    Handler chain = here == null ? new NobodyHandler() : here;
    for (UnaryOperator<Handler> step : steps.reversed()) {
      chain = step.apply(chain);
    }
    return chain;
  }

  private Handler ingress(Handler next) {
    return new IngressHandler(
        next,
        settings.get(ProxySettings.TRUSTED),
        settings.get(ProxySettings.HOSTS),
        via,
        traces,
        settings.get(ProxySettings.DEADLINE),
        settings.get(ProxySettings.HEAD_BYTES));
  }

  /** Copies for local code enter behind all that judges clients. */
  private Handler door(Handler next, @Nullable LocalHandler here) {
    return shadow == null || here == null ? next : shadow.door(next, here::handleCopy);
  }

  private LocalHandler local(Handler local) {
    ExecutorService threads =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("local-", 0).factory());
    return new LocalHandler(local, settings.get(ProxySettings.LOCAL_CONCURRENT), threads, traces);
  }

  /** Stands where no local code is: answers nothing. */
  private static final class NobodyHandler extends Handler.Abstract.NonBlocking {
    @Override
    public boolean handle(
        org.eclipse.jetty.server.Request request,
        org.eclipse.jetty.server.Response response,
        org.eclipse.jetty.util.Callback callback) {
      return false;
    }
  }
}
