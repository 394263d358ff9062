package banyan.proxy.upstream;

import banyan.proxy.adapt.BodyMapping;
import banyan.wire.ByteBudget;
import banyan.wire.Failure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
final class MappedResponse extends Response.Wrapper {
  /** Fields that speak of the very bytes of a body (RFC 9530, RFC 1864). */
  static final List<String> BOUND_TO_BYTES =
      List.of("Content-Digest", "Repr-Digest", "Digest", "Content-MD5");

  private final String upstream;
  private final BodyMapping mapping;
  private final int bytesMax;
  private final ByteBudget budget;
  private final boolean isHead;
  private final ByteArrayOutputStream held = new ByteArrayOutputStream();
  private @Nullable Boolean isMapped;
  private ByteBudget.@Nullable Lease lease;

  MappedResponse(
      Request request,
      Response response,
      Leg leg,
      BodyMapping mapping,
      int bytesMax,
      ByteBudget budget) {
    super(request, response);
    this.upstream = leg.upstream().name();
    this.mapping = mapping;
    this.bytesMax = bytesMax;
    this.budget = budget;
    this.isHead = request.getMethod().equals("HEAD");
  }

  @Override
  public void write(boolean last, ByteBuffer content, Callback callback) {
    if (isMapped == null) {
      isMapped = isTranslated(getStatus(), getHeaders());
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
        && Translation.isJson(fields);
  }

  private boolean takeLease() {
    long declared = getHeaders().getLongField(HttpHeader.CONTENT_LENGTH);
    Optional<ByteBudget.Lease> taken =
        budget.take(Translation.PURPOSE, declared < 0 ? bytesMax : Math.min(declared, bytesMax));
    lease = taken.orElse(null);
    return taken.isPresent();
  }

  private void translate(Callback callback) {
    if (getHeaders().contains(HttpHeader.CONTENT_ENCODING)
        || getStatus() == HttpStatus.PARTIAL_CONTENT_206) {
      callback.failed(untranslatable("it came encoded or in part, though neither was asked for"));
      return;
    }
    switch (mapping.apply(held.toByteArray(), bytesMax)) {
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
    return UpstreamFailure.TRANSFORM.of(upstream, new IOException(reason), Duration.ZERO);
  }
}
