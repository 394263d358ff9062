package banyan.proxy.migration;

import banyan.proxy.match.RequestHead;
import banyan.proxy.publish.Reason;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Some routes on their way from one destination to another. Immutable: a move makes another one.
 *
 * @param name lower-case words joined by hyphens, {@value #NAME_MAX} characters at most
 * @param routes which requests, 1 to {@value #PATTERNS_MAX} patterns; of these, what the table
 *     sends to {@code from}
 * @param from {@code local} or an upstream: who answered before
 * @param to {@code local} or another upstream: who shall answer
 * @param identity by what requests are told to be of somebody
 * @param weight of the canary: the present one, or the last it had; nothing before the first
 * @param automation what the gate may do by itself
 * @param terms the settings that it has of its own, from its creation on
 * @param revision counts the moves; 1 is the creation
 * @param created to the millisecond
 * @param since when the last move was
 * @param reason of the last move
 */
public record Migration(
    String name,
    List<RoutePattern> routes,
    String from,
    String to,
    IdentityChain identity,
    Salt salt,
    Stage stage,
    Weight weight,
    Automation automation,
    Terms terms,
    long revision,
    Instant created,
    Instant since,
    Reason reason) {
  static final int NAME_MAX = 63;
  static final int PATTERNS_MAX = 32;

  /** So many there may be, those retired included: each is asked for every request. */
  static final int MIGRATIONS_MAX = 200;

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

  /** Throws IllegalArgumentException that names what is wrong and what would be right. */
  public Migration {
    routes = List.copyOf(routes);
    if (name.length() > NAME_MAX || !NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "name '"
              + name
              + "': write lower-case words joined by hyphens, such as catalog-reads, "
              + NAME_MAX
              + " characters at most");
    }
    if (routes.isEmpty() || routes.size() > PATTERNS_MAX) {
      throw new IllegalArgumentException("routes: name 1 to " + PATTERNS_MAX + " patterns");
    }
    if (from.equals(to)) {
      throw new IllegalArgumentException(
          "from and to are both '" + from + "': name the side that shall answer in --to");
    }
    if (revision < 1) {
      throw new IllegalArgumentException("revision " + revision + ": count from 1");
    }
  }

  /** A new one: nothing has moved yet. */
  static Migration prepared(Draft draft, Salt salt, Instant now, Reason reason) {
    return new Migration(
        draft.name(),
        draft.routes(),
        draft.from(),
        draft.to(),
        draft.identity(),
        salt,
        Stage.PREPARED,
        Weight.NONE,
        Automation.DEFAULT,
        draft.terms(),
        1,
        now,
        now,
        reason);
  }

  /** After a move. */
  Migration moved(Decision.Allowed allowed, Automation allowing, Instant now, Reason why) {
    return new Migration(
        name,
        routes,
        from,
        to,
        identity,
        salt,
        allowed.stage(),
        allowed.weight(),
        allowing,
        terms,
        revision + 1,
        created,
        now,
        why);
  }

  /** The share of identities that the new side answers now. */
  public Weight share() {
    return switch (stage) {
      case PREPARED, SHADOW -> Weight.NONE;
      case CANARY -> weight;
      case LIVE, RETIRED -> Weight.ALL;
    };
  }

  /** {@code canary 10%}. */
  public String standing() {
    return stage == Stage.CANARY ? stage.word() + " " + weight : stage.word();
  }

  /** Whether the new side answers everybody, so that the table may lead to it without this. */
  boolean isOver() {
    return stage == Stage.LIVE || stage == Stage.RETIRED;
  }

  public String destination(Side side) {
    return switch (side) {
      case FROM -> from;
      case TO -> to;
    };
  }

  boolean matches(RequestHead head) {
    for (RoutePattern pattern : routes) {
      if (pattern.matches(head)) {
        return true;
      }
    }
    return false;
  }

  /** Whether it could move a request of such routes. */
  boolean overlaps(List<RoutePattern> others) {
    return routes.stream().anyMatch(pattern -> others.stream().anyMatch(pattern::overlaps));
  }

  /** What a migration begins with. */
  public record Draft(
      String name,
      List<RoutePattern> routes,
      String from,
      String to,
      IdentityChain identity,
      Terms terms) {
    public Draft {
      routes = List.copyOf(routes);
    }

    /** Without settings of its own. */
    public Draft(
        String name, List<RoutePattern> routes, String from, String to, IdentityChain identity) {
      this(name, routes, from, to, identity, Terms.NONE);
    }

    /** Why it cannot begin beside these; null when it can. */
    @Nullable String conflict(List<Migration> there) {
      if (there.size() >= MIGRATIONS_MAX) {
        return "there are " + MIGRATIONS_MAX + " migrations already, and no more may be";
      }
      for (Migration other : there) {
        if (other.name().equals(name)) {
          return "there is a migration '" + name + "' already; choose another name";
        }
        if (other.stage() != Stage.RETIRED && other.overlaps(routes)) {
          return "the migration '" + other.name() + "' moves some of these routes already";
        }
        if (other.overlaps(routes) && other.from().equals(from) && !isBroughtBack(other, there)) {
          return "the migration '%s' has moved some of these routes to '%s' for good; move them from there"
              .formatted(other.name(), other.to());
        }
      }
      return null;
    }

    /** Whether a later one has led these routes where the retired one took them from. */
    private boolean isBroughtBack(Migration retired, List<Migration> there) {
      return there.stream()
          .anyMatch(
              later ->
                  later.stage() == Stage.RETIRED
                      && later.to().equals(retired.from())
                      && later.created().isAfter(retired.created())
                      && later.overlaps(routes));
    }
  }
}
