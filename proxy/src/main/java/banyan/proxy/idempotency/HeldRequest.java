package banyan.proxy.idempotency;

import banyan.proxy.ProxyProblems;
import banyan.wire.ByteBudget;
import banyan.wire.Failure;
import banyan.wire.Problem;
import banyan.wire.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Invocable;

/**
 * A request whose body is held: it must be known whole before it is told from another one with the
 * same key.
 */
final class HeldRequest extends Request.Wrapper {
  /** What bytes are leased for. */
  static final String PURPOSE = "ledger";

  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final byte[] bytes;
  private final Content.Source body;
  private final ByteBudget.Lease lease;

  private HeldRequest(Request request, byte[] bytes, ByteBudget.Lease lease) {
    super(request);
    this.bytes = bytes;
    this.body = Content.Source.from(ByteBuffer.wrap(bytes));
    this.lease = lease;
  }

  /**
   * Reads the body; blocks until it is there.
   *
   * @param bytesMax a longer one is refused
   */
  static HeldRequest of(Request request, int bytesMax, ByteBudget budget) throws IOException {
    long length = request.getLength();
    if (length > bytesMax) {
      throw tooLarge(bytesMax);
    }
    ByteBudget.Lease lease =
        budget
            .take(PURPOSE, length < 0 ? bytesMax : length)
            .orElseThrow(
                () ->
                    Failure.ours(
                            Problem.of(ProxyProblems.OVERLOADED, "too many bodies are held"), null)
                        .retryAfter(RETRY_AFTER));
    try {
      InputStream stream = Content.Source.asInputStream(request);
      byte[] bytes = stream.readNBytes(bytesMax + 1);
      if (bytes.length > bytesMax) {
        throw tooLarge(bytesMax);
      }
      return new HeldRequest(request, bytes, lease);
    } catch (IOException | RuntimeException e) {
      lease.close();
      throw e;
    }
  }

  byte[] bytes() {
    return bytes;
  }

  /** Gives the bytes back. */
  void release() {
    lease.close();
  }

  @Override
  public Content.Chunk read() {
    return body.read();
  }

  @Override
  public void demand(Runnable demandCallback) {
    body.demand(Invocable.from(Invocable.InvocationType.NON_BLOCKING, demandCallback));
  }

  private static Failure tooLarge(int bytesMax) {
    return Failure.client(
            Problem.of(
                Problems.BODY_TOO_LARGE,
                "this route takes " + bytesMax + " bytes at most with an idempotency key"))
        .with("Connection", "close");
  }
}
