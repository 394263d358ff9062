package banyan.proxy.fault;

import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingNestedCallback;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * An answer whose body goes out at a pace. Who writes is told when its bytes are out, so it slows
 * down with us and nothing piles up. Waits are the scheduler's: no thread sleeps. One thread at a
 * time.
 */
final class PacedResponse extends Response.Wrapper {
  private final Pace pace;
  private final BooleanSupplier isOn;
  private final Scheduler scheduler;
  private final Executor executor;

  /**
   * An answer that has not begun.
   *
   * @param isOn false once the fault has ended: the rest goes out at once
   */
  PacedResponse(Request request, Response response, long bytesPerSecond, BooleanSupplier isOn) {
    super(request, response);
    this.pace = new Pace(bytesPerSecond);
    this.isOn = isOn;
    this.scheduler = request.getComponents().getScheduler();
    this.executor = request.getComponents().getExecutor();
  }

  @Override
  public void write(boolean last, ByteBuffer content, Callback callback) {
    if (BufferUtil.isEmpty(content) || !isOn.getAsBoolean()) {
      super.write(last, content, callback);
      return;
    }
    new Pieces(last, content, callback).iterate();
  }

  private void writePiece(boolean last, ByteBuffer piece, Callback callback) {
    super.write(last, piece, callback);
  }

  private final class Pieces extends IteratingNestedCallback {
    private final boolean isLast;
    private final ByteBuffer content;

    Pieces(boolean isLast, ByteBuffer content, Callback callback) {
      super(callback);
      this.isLast = isLast;
      this.content = content;
    }

    @Override
    protected Action process() {
      if (!content.hasRemaining()) {
        return Action.SUCCEEDED;
      }
      boolean isPaced = isOn.getAsBoolean();
      long now = System.nanoTime();
      long wait = isPaced ? pace.waitNanos(now) : 0;
      if (wait > 0) {
        scheduler.schedule(() -> executor.execute(this::succeeded), wait, TimeUnit.NANOSECONDS);
        return Action.SCHEDULED;
      }
      int size = isPaced ? pace.pieceBytes(content.remaining()) : content.remaining();
      ByteBuffer piece = content.slice(content.position(), size);
      content.position(content.position() + size);
      pace.sent(size, now);
      writePiece(isLast && !content.hasRemaining(), piece, this);
      return Action.SCHEDULED;
    }
  }
}
