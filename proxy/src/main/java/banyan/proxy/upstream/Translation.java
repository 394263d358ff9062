package banyan.proxy.upstream;

import banyan.proxy.ProxyProblems;
import banyan.proxy.ProxySettings;
import banyan.proxy.adapt.BodyMapping;
import banyan.proxy.adapt.JsonBody;
import banyan.proxy.route.Adapter;
import banyan.wire.ByteBudget;
import banyan.wire.Failure;
import banyan.wire.Problem;
import banyan.wire.Problems;
import banyan.wire.Settings;
import banyan.wire.Violation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;
import org.jspecify.annotations.Nullable;

/**
 * Translates JSON bodies by the adapter of a leg. It is the one part of the path that holds a body:
 * up to a limit each, and all of them within one budget. Any thread.
 */
final class Translation {
  /** What bytes are leased for. */
  static final String PURPOSE = "adapter";

  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final int bytesMax;
  private final ByteBudget budget;

  /**
   * @param budget of the bytes that the process holds for all requests
   */
  Translation(Settings settings, ByteBudget budget) {
    bytesMax = Math.toIntExact(settings.get(ProxySettings.ADAPT_BYTES));
    this.budget = budget;
  }

  /** Where an exchange goes on when its bodies are translated. */
  interface Onward {
    void forward(Request request, Response response, Callback callback);
  }

  /** Sends the translated request on, and translates the answer. */
  void forward(Leg leg, Request request, Response response, Callback callback, Onward onward) {
    Adapter adapter = leg.adapter();
    if (adapter == null) {
      onward.forward(request, response, callback);
      return;
    }
    Response answered = response;
    Callback ending = callback;
    if (!adapter.response().body().isEmpty()) {
      var mapped =
          new MappedResponse(
              request,
              response,
              leg.upstream()::name,
              adapter.response().body(),
              () -> true,
              bytesMax,
              budget);
      answered = mapped;
      ending = Callback.from(callback, mapped::release);
    }
    if (adapter.request().body().isEmpty() || !mayHoldJson(request)) {
      onward.forward(request, answered, ending);
      return;
    }
    collect(adapter.request().body(), request, answered, ending, onward);
  }

  private void collect(
      BodyMapping mapping, Request request, Response response, Callback callback, Onward onward) {
    if (request.getLength() > bytesMax) {
      callback.failed(tooLarge());
      return;
    }
    Optional<ByteBudget.Lease> lease =
        budget.take(PURPOSE, request.getLength() < 0 ? bytesMax : request.getLength());
    if (lease.isEmpty()) {
      callback.failed(overloaded());
      return;
    }
    Callback ending = Callback.from(callback, lease.get()::close);
    Consumer<byte[]> next =
        body -> onward.forward(mapped(mapping, request, body), response, ending);
    Content.Source.asByteArrayAsync(request, bytesMax, new Collected(next, ending));
  }

  /** HTTP/2 declares no body: there the type alone tells. */
  private static boolean mayHoldJson(Request request) {
    boolean mayHaveBody =
        RequestBody.isDeclared(request)
            || request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_2;
    return mayHaveBody && JsonBody.isNamedBy(request.getHeaders());
  }

  static Failure overloaded() {
    return Failure.ours(
            Problem.of(ProxyProblems.OVERLOADED, "too many bodies are being translated"), null)
        .retryAfter(RETRY_AFTER);
  }

  private Request mapped(BodyMapping mapping, Request request, byte[] body) {
    if (body.length == 0) {
      return request;
    }
    return switch (mapping.apply(body, bytesMax)) {
      case BodyMapping.Result.Mapped(byte[] translated) -> new MappedRequest(request, translated);
      case BodyMapping.Result.Malformed(String reason) ->
          throw Failure.client(Problem.of(Problems.MALFORMED_REQUEST, "the body: " + reason));
      case BodyMapping.Result.Misfit(String place, String reason) ->
          throw Failure.client(
              Problem.of(
                  Problems.INVALID_REQUEST,
                  place + " " + reason,
                  List.of(new Violation(place, reason))));
    };
  }

  private Failure tooLarge() {
    return Failure.client(
            Problem.of(
                Problems.BODY_TOO_LARGE, "this route translates " + bytesMax + " bytes at most"))
        .with("Connection", "close");
  }

  /** A whole body, or why there is none. */
  private final class Collected implements Promise.Invocable<byte[]> {
    private final Consumer<byte[]> next;
    private final Callback callback;

    Collected(Consumer<byte[]> next, Callback callback) {
      this.next = next;
      this.callback = callback;
    }

    @Override
    public InvocationType getInvocationType() {
      return InvocationType.NON_BLOCKING;
    }

    @Override
    public void succeeded(byte @Nullable [] body) {
      try {
        next.accept(body == null ? new byte[0] : body);
      } catch (RuntimeException e) {
        callback.failed(e);
      }
    }

    @Override
    public void failed(@Nullable Throwable cause) {
      // The collector's own complaint is about the size alone.
      callback.failed(cause instanceof IllegalStateException || cause == null ? tooLarge() : cause);
    }
  }
}
