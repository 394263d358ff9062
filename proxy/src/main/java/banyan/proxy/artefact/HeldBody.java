package banyan.proxy.artefact;

import java.nio.ByteBuffer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Invocable;
import org.jspecify.annotations.Nullable;

/**
 * A request whose body, or the beginning of it, was read before its side is chosen. It is read
 * again from here as it came; what is behind the beginning comes from the client. One thread at a
 * time.
 */
final class HeldBody extends Request.Wrapper {
  private final byte[] bytes;
  private final boolean isWhole;
  private Content.@Nullable Source held;

  HeldBody(Request request, byte[] bytes, boolean isWhole) {
    super(request);
    this.bytes = bytes;
    this.isWhole = isWhole;
    this.held = Content.Source.from(ByteBuffer.wrap(bytes));
  }

  /** The body; null where it is too long to be held. */
  byte @Nullable [] whole() {
    return isWhole ? bytes : null;
  }

  @Override
  public Content.Chunk read() {
    Content.Source source = held;
    if (source == null) {
      return super.read();
    }
    Content.Chunk chunk = source.read();
    if (isWhole || !chunk.isLast() || Content.Chunk.isFailure(chunk)) {
      return chunk;
    }
    held = null;
    return chunk.hasRemaining() ? Content.Chunk.from(chunk.getByteBuffer(), false) : super.read();
  }

  @Override
  public void demand(Runnable demandCallback) {
    Content.Source source = held;
    if (source == null) {
      super.demand(demandCallback);
    } else {
      source.demand(Invocable.from(Invocable.InvocationType.NON_BLOCKING, demandCallback));
    }
  }

  @Override
  public void fail(Throwable failure) {
    if (held != null) {
      held.fail(failure);
    }
    super.fail(failure);
  }
}
