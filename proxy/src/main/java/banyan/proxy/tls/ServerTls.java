package banyan.proxy.tls;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.component.ContainerLifeCycle;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS as clients meet it: versions 1.2 and 1.3, ciphers with forward secrecy and authenticated
 * encryption alone (RFC 9325 section 4.2; what HTTP/2 forbids is not among them), and the
 * certificate of a PEM pair.
 *
 * <p>The pair is followed while it runs. When two looks in a row have seen the same new content,
 * new handshakes get the new certificate; connections that stand keep theirs. A pair that cannot be
 * used changes nothing and is logged once. One thread of its own looks; start and stop from one
 * thread.
 */
public final class ServerTls extends ContainerLifeCycle {
  /** Time between two looks; a new pair is in force after two to three of them. */
  static final Duration LOOK_EVERY = Duration.ofMillis(250);

  private static final Logger LOG = LoggerFactory.getLogger(ServerTls.class);

  private static final String[] CIPHERS = {
    "TLS_AES_.*", "TLS_CHACHA20_.*", "TLS_ECDHE_.*_GCM_.*", "TLS_ECDHE_.*_CHACHA20_.*"
  };

  private final PemPair pair;
  private final SslContextFactory.Server context = new SslContextFactory.Server();
  private PemPair.@Nullable Content decided;
  private PemPair.@Nullable Content lastSeen;
  private @Nullable ScheduledExecutorService follower;

  public ServerTls(PemPair pair) {
    this.pair = pair;
    context.setKeyStorePassword("");
    context.setIncludeProtocols("TLSv1.3", "TLSv1.2");
    context.setIncludeCipherSuites(CIPHERS);
    context.setRenegotiationAllowed(false);
    // One certificate serves every name: what a client asks for decides nothing here.
    context.setSniRequired(false);
    addBean(context);
  }

  /** For a connection factory; has its certificate once this is started. */
  public SslContextFactory.Server context() {
    return context;
  }

  @Override
  protected void doStart() throws Exception {
    decided = PemPair.Content.of(pair);
    lastSeen = decided;
    context.setKeyStore(decided.store());
    super.doStart();
    follower =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("banyan-certificate").factory());
    long nanos = LOOK_EVERY.toNanos();
    var _ = follower.scheduleWithFixedDelay(this::follow, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  protected void doStop() throws Exception {
    if (follower != null) {
      follower.shutdownNow();
    }
    super.doStop();
  }

  private void follow() {
    try {
      PemPair.Content seen = look();
      boolean isSettled = seen.equals(lastSeen);
      lastSeen = seen;
      if (isSettled && !seen.equals(decided)) {
        decided = seen;
        take(seen);
      }
    } catch (RuntimeException | Error e) {
      // An exception that left here would end the schedule in silence.
      LOG.atError().setCause(e).log("certificate not followed");
    }
  }

  /** What stands in the files; what cannot be read counts as an empty file. */
  private PemPair.Content look() {
    try {
      return PemPair.Content.of(pair);
    } catch (IOException | IllegalArgumentException e) {
      return new PemPair.Content("", "");
    }
  }

  private void take(PemPair.Content content) {
    try {
      var store = content.store();
      context.reload(reloaded -> reloaded.setKeyStore(store));
      LOG.atInfo().addKeyValue("file", pair.certificate()).log("certificate is in force");
    } catch (Exception e) {
      // Of the pair: it is checked whole before the library hears of it.
      refused(e);
    }
  }

  private void refused(Exception cause) {
    LOG.atError()
        .addKeyValue("file", pair.certificate())
        .log(
            "certificate refused, the one in force stays: {}",
            pair.problem("tls").orElse(String.valueOf(cause.getMessage())));
  }
}
