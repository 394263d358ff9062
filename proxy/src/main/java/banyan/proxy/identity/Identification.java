package banyan.proxy.identity;

import banyan.wire.Caller;

/** Who a request turned out to come from. */
sealed interface Identification {
  record Known(Caller caller) implements Identification {}

  /** Credentials that are not valid. A reason never repeats them. */
  record Refused(String reason) implements Identification {}
}
