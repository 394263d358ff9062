package banyan.wire;

/** Names of HTTP fields that more than one part of Banyan reads or writes. */
public final class Fields {
  /** Prefix of every internal field; a client's copies are removed at the edge. */
  public static final String INTERNAL_PREFIX = "Banyan-";

  /** Signed identity between a proxy and a service of ours; 30 seconds, bound to its audience. */
  public static final String CALLER = "Banyan-Caller";

  /** Signed identity of a call between contexts; 30 seconds, bound to the context called. */
  public static final String CALL = "Banyan-Call";

  /** On a copy of a request: signed, 30 seconds, bound to the context that owns the operation. */
  public static final String SHADOW = "Banyan-Shadow";

  /** How long the caller of a context still waits: whole milliseconds. */
  public static final String DEADLINE = "Banyan-Deadline";

  /** On an answer: the name of the planted fault that befell its request. */
  public static final String FAULT = "Banyan-Fault";

  /** On an answer to a copy: the build of the process that gave it. */
  public static final String BUILD = "Banyan-Build";

  public static final String REQUEST_ID = "X-Request-Id";
  public static final String IDEMPOTENCY_KEY = "Idempotency-Key";

  /** {@code true} on an answer that was stored for the same key before. */
  public static final String IDEMPOTENCY_REPLAYED = "Idempotency-Replayed";

  public static final String PROXY_STATUS = "Proxy-Status";

  private Fields() {}
}
