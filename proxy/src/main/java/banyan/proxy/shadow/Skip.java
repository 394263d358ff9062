package banyan.proxy.shadow;

import java.util.Locale;

/** Why a request of a migration was not copied. */
public enum Skip {
  /** Its method may change something. */
  METHOD,
  /** It has a body. */
  BODY,
  /** It asked for a WebSocket. */
  WEBSOCKET,
  /** A tester asked for the side. */
  FORCED,
  /** It brings along what one side alone understands, such as a cursor. */
  BOUND,
  /** It is a copy itself, made by another process of the installation. */
  COPY,
  /** The other side is not in the routes in force. */
  NOWHERE,
  /** The proxy itself refused it, or failed. */
  REFUSED,
  /** Its answer broke off. */
  CUT,
  /** Another side answered than the one that should have. */
  FALLBACK,
  /** A planted fault befell it. */
  FAULT,
  /** The answer was 429, 502, 503 or 504: it says nothing of what the side does. */
  UNAVAILABLE,
  /** The answer depends on what the client has already: 206, 304, 412, 416. */
  CONDITIONAL,
  /** The answer is longer than what is kept of one. */
  LARGE,
  /** The answer took too long to be taken by its client. */
  SLOW,
  /** Half of the bytes that the process may hold are held. */
  MEMORY,
  /** Too many wait to be copied. */
  QUEUE,
  /** Processors are short, and copies give way first. */
  PROCESSOR,
  /** More requests than can be looked at, or copied, in a second. */
  RATE,
  /** Others show rarer behaviour, and the share is spent on them. */
  SHARE,
  /** Too many copies are under way, or the side pauses. */
  BUSY;

  /** Lower-case, for reports and metrics. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
