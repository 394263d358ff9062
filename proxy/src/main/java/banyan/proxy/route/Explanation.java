package banyan.proxy.route;

import banyan.proxy.match.RequestHead;
import banyan.proxy.route.RouteTable.Match;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Why a request is answered by the route that answers it. Who wins is the table's word; here stands
 * why each other route did not.
 *
 * @param winner null when no route answers
 * @param declared the declaration below the winner, which keeps owner, right and limit; may be the
 *     winner; null when there is none
 * @param allowed the methods that routes of this path take, when none takes this one; else empty
 * @param refused why no route may answer such a path; null for others
 * @param others every other route, as the table lists them; none for a refused path
 */
public record Explanation(
    @Nullable Route winner,
    @Nullable Route declared,
    Set<String> allowed,
    @Nullable String refused,
    List<Verdict> others) {
  public Explanation {
    others = List.copyOf(others);
  }

  /**
   * Explains a look-up.
   *
   * @param tenant the tenant of the caller
   */
  public static Explanation of(RouteTable table, RequestHead head, String tenant) {
    return switch (table.find(head)) {
      case Match.Found found -> {
        Match.Found chosen = found.forTenant(tenant);
        yield new Explanation(
            chosen.route(),
            chosen.declared(),
            Set.of(),
            null,
            new Verdicts(table, head, tenant, chosen.declared() != null).on(chosen.route()));
      }
      case Match.Refused refused ->
          new Explanation(null, null, Set.of(), refused.reason(), List.of());
      case Match.WrongMethod wrong ->
          new Explanation(
              null, null, wrong.allowed(), null, new Verdicts(table, head, tenant, false).on(null));
      case Match.Nothing _ ->
          new Explanation(
              null, null, Set.of(), null, new Verdicts(table, head, tenant, false).on(null));
    };
  }

  /**
   * Why a route does not answer.
   *
   * @param cause in one word: {@code host}, {@code path}, {@code method}, {@code condition}, {@code
   *     tenant}, {@code local}; {@code rule} when it matches and another comes first
   * @param rule the number of the rule of precedence; 0 for another cause
   */
  public record Verdict(Route route, String cause, int rule, String reason) {}

  /** Finds the reasons of one look-up. */
  private record Verdicts(RouteTable table, RequestHead head, String tenant, boolean isDeclared) {
    List<Verdict> on(@Nullable Route winner) {
      Route claimant = winner == null ? localClaimant().orElse(null) : winner;
      List<Verdict> verdicts = new ArrayList<>();
      for (Route route : table.routes()) {
        if (!route.equals(winner)) {
          verdicts.add(on(route, claimant));
        }
      }
      return verdicts;
    }

    private Verdict on(Route route, @Nullable Route claimant) {
      Optional<Verdict> mismatch = mismatch(route);
      if (mismatch.isPresent()) {
        return mismatch.get();
      }
      Optional<Precedence> rule =
          claimant == null ? Optional.empty() : Precedence.deciding(claimant, route, head.method());
      if (rule.isPresent()) {
        String reason = "'" + claimantId(claimant) + "' comes first: " + rule.get().words();
        return new Verdict(route, "rule", rule.get().number(), reason);
      }
      if (!isDeclared && route.to() instanceof Destination.Local) {
        return new Verdict(
            route, "local", 0, "it keeps the request here, and no declaration takes it");
      }
      throw new IllegalStateException(
          "the table passes over '" + route.id() + "', which no rule explains");
    }

    private Optional<Verdict> mismatch(Route route) {
      if (!route.answers(head.host())) {
        return verdict(route, "host", "it answers " + route.host());
      }
      if (!route.path().matches(head.path())) {
        return verdict(route, "path", "its path is another");
      }
      if (!route.takes(head.method())) {
        return verdict(route, "method", "it does not take " + head.method());
      }
      return route
          .conditions()
          .failing(head)
          .map(condition -> new Verdict(route, "condition", 0, "it asks for " + condition))
          .or(() -> tenantMismatch(route));
    }

    private Optional<Verdict> tenantMismatch(Route route) {
      if (!route.conditions().hasTenants()) {
        return Optional.empty();
      }
      if (!isDeclared) {
        return verdict(
            route, "tenant", "it asks for a tenant, and no declaration takes the request");
      }
      return route.conditions().admit(tenant)
          ? Optional.empty()
          : verdict(route, "tenant", "it asks for another tenant than " + tenant);
    }

    /** The written local route that stands before others and finds no code. */
    private Optional<Route> localClaimant() {
      return table.routes().stream()
          .filter(route -> mismatch(route).isEmpty())
          .min(Precedence.of(head.method()));
    }

    private static String claimantId(@Nullable Route claimant) {
      return claimant == null ? "" : claimant.id();
    }

    private static Optional<Verdict> verdict(Route route, String cause, String reason) {
      return Optional.of(new Verdict(route, cause, 0, reason));
    }
  }
}
