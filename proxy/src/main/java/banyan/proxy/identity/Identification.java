package banyan.proxy.identity;

import banyan.wire.Caller;

/** Who a request turned out to come from. */
sealed interface Identification {
  record Known(Caller caller) implements Identification {}

  /** Another process of the installation says who it is, and may say more. */
  record PassedOn(Caller caller) implements Identification {}

  /** Credentials that are not valid. A reason never repeats them. */
  record Refused(String reason) implements Identification {}
}
