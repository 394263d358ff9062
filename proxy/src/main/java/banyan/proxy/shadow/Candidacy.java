package banyan.proxy.shadow;

import banyan.proxy.Exchange;
import banyan.proxy.match.SafeMethods;
import banyan.proxy.migration.Migration;
import banyan.proxy.migration.Side;
import banyan.proxy.migration.SideChoice;
import banyan.proxy.migration.Stage;
import banyan.proxy.route.Destination;
import banyan.proxy.route.RouteTable.Match;
import org.jspecify.annotations.Nullable;

/** Whether a request may be copied, before anything is known of its answer. */
sealed interface Candidacy {
  /** Nothing is migrated, or nothing is copied at its stage, or it was not drawn. */
  record None() implements Candidacy {}

  /** It would be copied, but for a reason of its own. */
  record Left(Migration migration, Skip why) implements Candidacy {}

  /**
   * It is copied if its answer is worth it.
   *
   * @param same where it is answered
   * @param other where the copy goes
   */
  record Found(Migration migration, Pairing pairing, Destination same, Destination other)
      implements Candidacy {}

  /**
   * Decides. Pure.
   *
   * @param hasBody whether the head announces a body
   * @param reverse the share of what a live side answers that goes to the old one
   * @param draw from 0 up to 1, each as likely
   */
  static Candidacy of(
      Exchange exchange, String method, boolean hasBody, double reverse, double draw) {
    SideChoice choice = exchange.side();
    Pairing pairing = choice == null ? null : pairing(choice, reverse, draw);
    if (choice == null || pairing == null) {
      return new None();
    }
    Skip why = why(exchange, choice, method, hasBody);
    if (why != null) {
      return new Left(choice.migration(), why);
    }
    Side far = pairing == Pairing.REVERSE ? Side.FROM : Side.TO;
    Destination other = exchange.leading() == null ? null : exchange.leading().destination(far);
    return other != null && exchange.match() instanceof Match.Found found
        ? new Found(choice.migration(), pairing, found.route().to(), other)
        : new Left(choice.migration(), Skip.NOWHERE);
  }

  private static @Nullable Pairing pairing(SideChoice choice, double reverse, double draw) {
    Stage stage = choice.migration().stage();
    return switch (stage) {
      case PREPARED, RETIRED -> null;
      case SHADOW, CANARY -> choice.side() == Side.FROM ? Pairing.FORWARD : null;
      case LIVE -> choice.side() == Side.TO && draw < reverse ? Pairing.REVERSE : null;
    };
  }

  private static @Nullable Skip why(
      Exchange exchange, SideChoice choice, String method, boolean hasBody) {
    if (exchange.isCopy()) {
      return Skip.COPY;
    }
    if (exchange.handshake() != null) {
      return Skip.WEBSOCKET;
    }
    if (!SafeMethods.has(method)) {
      return Skip.METHOD;
    }
    if (hasBody) {
      return Skip.BODY;
    }
    if (exchange.brought() != null && exchange.brought().isBound()) {
      return Skip.BOUND;
    }
    return choice.cause() == SideChoice.Cause.FORCED ? Skip.FORCED : null;
  }
}
