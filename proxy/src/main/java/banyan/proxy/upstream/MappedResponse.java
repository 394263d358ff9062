package banyan.proxy.upstream;

import banyan.proxy.adapt.BodyMapping;
import banyan.proxy.adapt.BodyTranslation;
import banyan.proxy.adapt.JsonBody;
import banyan.wire.ByteBudget;
import banyan.wire.Failure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * A response whose JSON body is translated before a byte of it goes out. A successful JSON answer
 * is held until it is whole; every other passes as it comes. One thread at a time.
 */
public final class MappedResponse extends Response.Wrapper {
  /** Fields that speak of the very bytes of a body (RFC 9530, RFC 1864). */
  static final List<String> BOUND_TO_BYTES =
      List.of("Content-Digest", "Repr-Digest", "Digest", "Content-MD5");

  private final Supplier<String> upstream;
  private final BodyTranslation translation;
  private final BooleanSupplier isWanted;
  private final int bytesMax;
  private final ByteBudget budget;
  private final boolean isHead;
  private final ByteArrayOutputStream held = new ByteArrayOutputStream();
  private @Nullable Boolean isMapped;
  private boolean isWhole;
  private ByteBudget.@Nullable Lease lease;

  /**
   * A response that has not begun.
   *
   * @param upstream the name of who answers, once it does
   * @param isWanted whether the body is to be translated, once its head is there
   * @param bytesMax of a body that is translated
   * @param budget of the bytes that the process holds for all requests
   */
  public MappedResponse(
      Request request,
      Response response,
      Supplier<String> upstream,
      BodyTranslation translation,
      BooleanSupplier isWanted,
      int bytesMax,
      ByteBudget budget) {
    super(request, response);
    this.upstream = upstream;
    this.translation = translation;
    this.isWanted = isWanted;
    this.bytesMax = bytesMax;
    this.budget = budget;
    this.isHead = request.getMethod().equals("HEAD");
  }

  @Override
  public void write(boolean last, ByteBuffer content, Callback callback) {
    if (isMapped == null) {
      isMapped = isWanted.getAsBoolean() && isTranslated(getStatus(), getHeaders());
      if (isHead && isMapped) {
        // The length is that of the untranslated body, which nobody will see.
        dropBoundToBytes(getHeaders());
      }
    }
    if (!isMapped || isHead) {
      super.write(last, content, callback);
      return;
    }
    if (lease == null && !takeLease()) {
      callback.failed(Translation.overloaded());
      return;
    }
    if (held.size() + BufferUtil.length(content) > bytesMax) {
      callback.failed(untranslatable("it has more than " + bytesMax + " bytes"));
      return;
    }
    held.writeBytes(BufferUtil.toArray(content));
    BufferUtil.clear(content);
    if (last) {
      translate(callback);
    } else {
      callback.succeeded();
    }
  }

  /** Ends the exchange: what is still held goes out first, and is given back in any case. */
  public Callback ending(Callback callback) {
    Callback releasing = Callback.from(callback, this::release);
    return new Callback.Nested(releasing) {
      @Override
      public void succeeded() {
        if (lease != null && !isWhole) {
          // Whoever answers may leave the end of the body to the server.
          write(true, BufferUtil.EMPTY_BUFFER, releasing);
        } else {
          super.succeeded();
        }
      }
    };
  }

  /** Gives back what it holds; the exchange is over. */
  void release() {
    if (lease != null) {
      lease.close();
    }
  }

  /** Only a success speaks the contract that the adapter knows. */
  static boolean isTranslated(int status, HttpFields fields) {
    return HttpStatus.isSuccess(status)
        && status != HttpStatus.NO_CONTENT_204
        && status != HttpStatus.RESET_CONTENT_205
        && JsonBody.isNamedBy(fields);
  }

  private boolean takeLease() {
    long declared = getHeaders().getLongField(HttpHeader.CONTENT_LENGTH);
    Optional<ByteBudget.Lease> taken =
        budget.take(Translation.PURPOSE, declared < 0 ? bytesMax : Math.min(declared, bytesMax));
    lease = taken.orElse(null);
    return taken.isPresent();
  }

  private void translate(Callback callback) {
    isWhole = true;
    if (getHeaders().contains(HttpHeader.CONTENT_ENCODING)
        || getStatus() == HttpStatus.PARTIAL_CONTENT_206) {
      callback.failed(untranslatable("it came encoded or in part, though neither was asked for"));
      return;
    }
    switch (translation.apply(held.toByteArray(), bytesMax)) {
      case BodyMapping.Result.Mapped(byte[] body) -> {
        dropBoundToBytes(getHeaders());
        getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        super.write(true, ByteBuffer.wrap(body), callback);
      }
      case BodyMapping.Result.Malformed(String reason) -> callback.failed(untranslatable(reason));
      case BodyMapping.Result.Misfit(String place, String reason) ->
          callback.failed(untranslatable(place + " " + reason));
    }
  }

  private static void dropBoundToBytes(HttpFields.Mutable fields) {
    BOUND_TO_BYTES.forEach(fields::remove);
    fields.remove(HttpHeader.CONTENT_LENGTH);
  }

  /** The reason speaks of the upstream's own contract: it is for the log alone. */
  private Failure untranslatable(String reason) {
    return UpstreamFailure.TRANSFORM.of(upstream.get(), new IOException(reason), Duration.ZERO);
  }
}
