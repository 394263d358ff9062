package banyan.proxy.migration;

import banyan.proxy.Exchange;
import banyan.proxy.ProxyProblems;
import banyan.proxy.identity.Identities;
import banyan.proxy.match.WireHead;
import banyan.proxy.migration.IdentityChain.Identity;
import banyan.proxy.migration.SideChoice.Cause;
import banyan.proxy.route.Artefacts;
import banyan.proxy.route.Destination;
import banyan.proxy.route.LiveRoutes;
import banyan.proxy.route.Route;
import banyan.proxy.route.RouteTable.Match;
import banyan.wire.CallAddress;
import banyan.wire.Caller;
import banyan.wire.Failure;
import banyan.wire.Problem;
import banyan.wire.Problems;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * The step that tells which side of a migration answers, and leads the request there. What decides
 * is pure ({@link Overlay#choose}); here it is carried out, once the caller is verified. Calls of
 * other contexts have a route of their own and pass. Any thread; never blocks.
 */
public final class SideHandler extends Handler.Wrapper {
  /** The field by which a tester asks for a side: {@code from} or {@code to}. */
  public static final String FIELD = "X-Migration-Side";

  /** What a caller must hold to ask for a side. */
  public static final String RIGHT = "migration:force";

  /** A visitor who stays away longer is another one. */
  private static final Duration COOKIE_AGE_MAX = Duration.ofDays(90);

  private final Supplier<@Nullable Overlay> overlays;
  private final LiveRoutes routes;
  private final Identities identities;
  private final Tombstone tombstone;
  private final Brought.Reader artefacts;
  private final SecureRandom random = new SecureRandom();

  /** A step that knows no artefacts. */
  public SideHandler(
      Supplier<@Nullable Overlay> overlays,
      LiveRoutes routes,
      Identities identities,
      Tombstone tombstone,
      Handler next) {
    this(overlays, routes, identities, tombstone, (_, _, _) -> Brought.nothing(), next);
  }

  /**
   * A step behind the one that holds requests to their size.
   *
   * @param overlays the one in force; null while nothing is migrated
   * @param artefacts tells what requests bring along that a side minted
   */
  public SideHandler(
      Supplier<@Nullable Overlay> overlays,
      LiveRoutes routes,
      Identities identities,
      Tombstone tombstone,
      Brought.Reader artefacts,
      Handler next) {
    super(next);
    this.artefacts = artefacts;
    this.overlays = overlays;
    this.routes = routes;
    this.identities = identities;
    this.tombstone = tombstone;
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Overlay overlay = overlays.get();
    if (overlay != null) {
      choose(overlay, request, response);
    }
    return super.handle(request, response, callback);
  }

  private void choose(Overlay overlay, Request request, Response response) {
    Exchange exchange = Exchange.of(request);
    if (!(exchange.match() instanceof Match.Found found)
        || request.getAttribute(CallAddress.ATTRIBUTE) != null) {
      return;
    }
    Caller caller = exchange.caller() == null ? Caller.anonymous() : exchange.caller();
    var newcomer = new Newcomer(random);
    WireHead head = WireHead.of(request, exchange.path());
    Asker asker = new Asker(head, caller, exchange.clientAddress(), newcomer);
    String destination = found.route().to().name();
    Artefacts declared = found.route().artefacts();
    Brought brought = artefacts.read(request, head, declared);
    SideChoice choice = overlay.choose(head, destination, asker, null, brought);
    Side forced = choice == null ? null : forced(request, caller);
    if (forced != null) {
      brought = artefacts.read(request, head, declared);
      choice = overlay.choose(head, destination, asker, forced, brought);
    }
    exchange.brought(brought);
    if (choice == null) {
      return;
    }
    exchange.side(choice);
    refuse(brought, choice.migration());
    Identity identity = choice.identity();
    if (identity != null
        && identity.source() instanceof IdentitySource.SignedCookie(String name)
        && newcomer.isNamed(identity.value())) {
      Response.addCookie(
          response, cookie(name, choice.migration().salt(), identity.value(), request));
    }
    SideChoice chosen = choice;
    exchange.side(lead(exchange, found, chosen, caller));
    exchange.leading(new Ways(exchange, found, chosen, caller));
  }

  /** Ends a request that no side can answer for what it brings along. */
  private void refuse(Brought brought, Migration migration) {
    Failure refusal = brought.refusal();
    if (refusal == null) {
      return;
    }
    boolean isOfOld = refusal.problem().type().equals(ProxyProblems.ARTEFACT_GONE);
    if (isOfOld && migration.stage() == Stage.RETIRED) {
      tombstone.count(migration);
    }
    throw refusal;
  }

  /** Leads the request to its side; returns the choice with what stands behind it. */
  private SideChoice lead(Exchange exchange, Match.Found found, SideChoice choice, Caller caller) {
    Migration migration = choice.migration();
    if (migration.stage() == Stage.RETIRED && choice.side() == Side.FROM) {
      throw tombstone.hit(migration);
    }
    Destination chosen = destination(found, migration, choice.side());
    Brought brought = exchange.brought();
    boolean isBound = brought != null && brought.isBound();
    boolean isOldWarm = migration.stage() != Stage.RETIRED && choice.side() == Side.TO && !isBound;
    Destination old = isOldWarm ? destination(found, migration, Side.FROM) : null;
    if (old != null || !chosen.equals(found.route().to()) || choice.cause() == Cause.KEY) {
      Route route = found.route().sentTo(chosen, old instanceof Destination.Local);
      exchange.match(new Match.Found(route, found.declared()));
    }
    boolean isUnsigned = exchange.signedCaller() == null && found.declared() != null;
    if (isUnsigned && chosen instanceof Destination.Remote) {
      identities.sign(caller, found.owner()).ifPresent(exchange::signedCaller);
    }
    return old == null ? choice : choice.fallingBackTo(old);
  }

  /** Where a side is: where the table leads, or what it knows of this name. */
  private Destination destination(Match.Found found, Migration migration, Side side) {
    String name = migration.destination(side);
    if (name.equals(found.route().to().name())) {
      return found.route().to();
    }
    Destination destination = known(found, name);
    if (destination == null) {
      throw tombstone.missing(migration, name);
    }
    return destination;
  }

  private @Nullable Destination known(Match.Found found, String name) {
    Destination destination = routes.current().destination(found.route(), name);
    return destination instanceof Destination.Local && !found.hasLocalCode() ? null : destination;
  }

  private static @Nullable Side forced(Request request, Caller caller) {
    if (!request.getHeaders().contains(FIELD)) {
      return null;
    }
    if (!caller.may(RIGHT)) {
      throw Failure.client(
          Problem.of(Problems.FORBIDDEN, FIELD + " is for callers with the right " + RIGHT));
    }
    try {
      return Side.parse(String.join(",", request.getHeaders().getValuesList(FIELD)));
    } catch (IllegalArgumentException e) {
      throw Failure.client(Problem.of(Problems.MALFORMED_REQUEST, FIELD + ": " + e.getMessage()));
    }
  }

  private static HttpCookie cookie(String name, Salt salt, String value, Request request) {
    return HttpCookie.build(name, CohortCookie.of(salt, value))
        .path("/")
        .httpOnly(true)
        .secure(request.isSecure())
        .sameSite(HttpCookie.SameSite.LAX)
        .maxAge(COOKIE_AGE_MAX.toSeconds())
        .build();
  }

  /** The ways from where the table leads. */
  private final class Ways implements Leading {
    private final Exchange exchange;
    private final Match.Found found;
    private final SideChoice first;
    private final Caller caller;

    Ways(Exchange exchange, Match.Found found, SideChoice first, Caller caller) {
      this.exchange = exchange;
      this.found = found;
      this.first = first;
      this.caller = caller;
    }

    @Override
    public void to(Side side) {
      Brought brought = exchange.brought();
      if (brought != null) {
        brought.passesInstead(side);
        refuse(brought, first.migration());
      }
      exchange.side(lead(exchange, found, first.whereItsKeyIs(side), caller));
    }

    @Override
    public @Nullable Destination destination(Side side) {
      String name = first.migration().destination(side);
      Destination to = found.route().to();
      return name.equals(to.name()) ? to : known(found, name);
    }
  }
}
