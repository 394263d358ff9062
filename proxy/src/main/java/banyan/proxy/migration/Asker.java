package banyan.proxy.migration;

import banyan.proxy.match.Given;
import banyan.proxy.match.RequestHead;
import banyan.wire.Caller;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, by a request's head and what the steps before found out.
 *
 * @param caller verified
 * @param address the client's, behind trusted peers as they report it
 * @param newcomer names a client without a cookie of ours; null where nobody is given one
 */
public record Asker(RequestHead head, Caller caller, String address, @Nullable Newcomer newcomer) {
  /** Somebody who is asked about, and not there to be given a cookie. */
  public Asker(RequestHead head, Caller caller, String address) {
    this(head, caller, address, null);
  }

  /** Empty for a caller without credentials. */
  Optional<String> tenant() {
    return caller.isAnonymous() ? Optional.empty() : Optional.of(caller.tenant());
  }

  /** The principal; empty for a caller without credentials. */
  Optional<String> user() {
    return caller.isAnonymous() ? Optional.empty() : Optional.of(caller.principal());
  }

  /** The value of a cookie; empty when it is absent, or there more than once. */
  Optional<String> cookie(String name) {
    return head.cookie(name) instanceof Given.One(String value)
        ? Optional.of(value)
        : Optional.empty();
  }

  /** What a client without a cookie of ours is called from now on; empty where it gets none. */
  Optional<String> newName() {
    return Optional.ofNullable(newcomer).map(Newcomer::name);
  }
}
