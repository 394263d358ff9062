package banyan.proxy.route;

import banyan.proxy.resilience.Protection;
import banyan.wire.Fields;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Another server that routes may lead to. Comes from the published document alone, never from a
 * request.
 *
 * @param name lower-case words joined by hyphens; {@code local} is taken
 * @param endpoints absolute http or https origins without path, at least one
 * @param trust whose certificates https endpoints may have; null for those the JDK trusts
 * @param balancing how requests are shared among the endpoints
 * @param protection what guards it, and those who wait for it
 * @param ledger the name of where it commits idempotency keys with their effects; null where nobody
 *     says so
 * @param build what tells which build of it answers
 */
public record Upstream(
    String name,
    List<URI> endpoints,
    Timeouts timeouts,
    @Nullable Trust trust,
    Balancing balancing,
    Protection protection,
    @Nullable String ledger,
    Build build) {
  public Upstream {
    endpoints = List.copyOf(endpoints);
  }

  public Upstream(String name, List<URI> endpoints, Timeouts timeouts) {
    this(name, endpoints, timeouts, null, Balancing.DEFAULT);
  }

  /** An upstream that shares its keys with nobody, and tells its build as our processes do. */
  public Upstream(
      String name,
      List<URI> endpoints,
      Timeouts timeouts,
      @Nullable Trust trust,
      Balancing balancing,
      Protection protection) {
    this(name, endpoints, timeouts, trust, balancing, protection, null, Build.DEFAULT);
  }

  /** An upstream that is guarded as by default. */
  public Upstream(
      String name,
      List<URI> endpoints,
      Timeouts timeouts,
      @Nullable Trust trust,
      Balancing balancing) {
    this(name, endpoints, timeouts, trust, balancing, Protection.DEFAULT);
  }

  /**
   * What tells which build of an upstream answers.
   *
   * @param label what the document says; null where answers say it
   * @param field of its answers to copies that says it, where the document does not
   */
  public record Build(@Nullable String label, String field) {
    public static final Build DEFAULT = new Build(null, Fields.BUILD);

    /** Longer labels are refused. */
    public static final int LENGTH_MAX = 100;
  }

  /**
   * How long each phase may take.
   *
   * @param connect to open a connection
   * @param firstByte from the whole request sent to the head of the answer
   * @param idle without a byte in either direction
   * @param total from the request's head to the answer's end; zero for no limit (streams)
   */
  public record Timeouts(Duration connect, Duration firstByte, Duration idle, Duration total) {
    public static final Timeouts DEFAULT =
        new Timeouts(
            Duration.ofSeconds(2), Duration.ofSeconds(30), Duration.ofSeconds(60), Duration.ZERO);
  }
}
