package banyan.proxy.tunnel;

import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.jspecify.annotations.Nullable;

/**
 * A connection, or a stream of one, that has stopped to speak HTTP and is now one end of a tunnel.
 * Any thread.
 */
final class TunnelEnd extends AbstractConnection.NonBlocking implements Connection.UpgradeTo {
  private final Consumer<ByteBuffer> onEarly;
  private final Runnable onReady;
  private final Consumer<@Nullable Throwable> onGone;

  /**
   * An end that is not open yet.
   *
   * @param onEarly takes bytes that came behind the head
   * @param onReady told when the end is open
   * @param onGone told when it is closed
   */
  TunnelEnd(
      EndPoint endPoint,
      Executor executor,
      Consumer<ByteBuffer> onEarly,
      Runnable onReady,
      Consumer<@Nullable Throwable> onGone) {
    super(endPoint, executor);
    this.onEarly = onEarly;
    this.onReady = onReady;
    this.onGone = onGone;
  }

  @Override
  public void onUpgradeTo(ByteBuffer bytes) {
    onEarly.accept(bytes);
  }

  @Override
  public void onOpen() {
    super.onOpen();
    onReady.run();
  }

  @Override
  public void onClose(@Nullable Throwable cause) {
    super.onClose(cause);
    onGone.accept(cause);
  }

  /** Not by itself: what the other direction moves counts too, so the tunnel knows better. */
  @Override
  public boolean onIdleExpired(TimeoutException timeout) {
    return false;
  }

  /** Never asked: the copy reads. */
  @Override
  public void onFillable() {}
}
