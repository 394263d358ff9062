package banyan.proxy.route;

import banyan.proxy.match.Given;
import banyan.proxy.match.OddPath;
import banyan.proxy.match.RequestHead;
import banyan.proxy.route.RouteTable.Match;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Looks up paths that servers read in different ways. One is found where every route that may
 * answer admits it, and where no reading of it belongs to a route that it passed by: who may not
 * see {@code /files/secret/7} does not get it as {@code /files/secret%2F7}.
 *
 * @param plain finds by the path as it is
 */
record OddLookUp(Function<RequestHead, Match> plain) {
  Match find(RequestHead head) {
    if (!(plain.apply(head) instanceof Match.Found found) || !isAdmitted(found, head.path())) {
      return new Match.Refused(
          OddPath.hasEncodedSlash(head.path())
              ? "the path has an escaped '/', which no route here admits"
              : "the path has parameters (;), which no route here admits");
    }
    for (String reading : OddPath.otherReadings(head.path())) {
      Match other = plain.apply(new Reread(head, reading));
      if (!isOfRoutesThatMatch(other, head)) {
        return new Match.Refused("the path can be read as that of another route");
      }
    }
    return found;
  }

  private static boolean isAdmitted(Match.Found found, String path) {
    List<Route> answering = new ArrayList<>(found.forTenants());
    answering.add(found.route());
    return answering.stream()
        .allMatch(
            route ->
                route.to() instanceof Destination.Remote remote && remote.paths().admits(path));
  }

  /** Whether all that a reading leads to had its chance with the path as it is. */
  private static boolean isOfRoutesThatMatch(Match reading, RequestHead head) {
    return switch (reading) {
      case Match.Nothing _ -> true;
      case Match.WrongMethod _, Match.Refused _ -> false;
      case Match.Found found -> {
        boolean isDeclarationsOwn = found.declared() == null || found.declared().matches(head);
        yield isDeclarationsOwn
            && found.route().matches(head)
            && found.forTenants().stream().allMatch(route -> route.matches(head));
      }
    };
  }

  /** A request with another path. */
  private record Reread(RequestHead head, String path) implements RequestHead {
    @Override
    public @Nullable String host() {
      return head.host();
    }

    @Override
    public String method() {
      return head.method();
    }

    @Override
    public Given field(String name) {
      return head.field(name);
    }

    @Override
    public Given parameter(String name) {
      return head.parameter(name);
    }

    @Override
    public Given cookie(String name) {
      return head.cookie(name);
    }

    @Override
    public Given acceptVersion() {
      return head.acceptVersion();
    }
  }
}
