package banyan.proxy.identity;

import banyan.wire.Caller;
import banyan.wire.CallerTokens;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides who sends a request. In this order: the signed field of another process of the
 * installation, the bearer token, and for a first tour anybody on this machine. Any thread.
 */
public final class Identities {
  private static final String SCHEME = "Bearer ";
  private static final Caller TOURIST =
      new Caller(Caller.MAIN_TENANT, Caller.ANONYMOUS, Set.of("*"));

  private final IdentitySettings settings;
  private final @Nullable CallerTokens bearers;
  private final @Nullable CallerField field;

  /**
   * How callers are told in this process.
   *
   * @param bearers reads the tokens of clients; null without a secret, and then none is valid
   * @param field reads the signed field; null without a secret, and then it is ignored
   */
  public Identities(
      IdentitySettings settings, @Nullable CallerTokens bearers, @Nullable CallerField field) {
    this.settings = settings;
    this.bearers = bearers;
    this.field = field;
  }

  /**
   * Who sends a request for an operation of a context.
   *
   * @param owner the context that declares the operation
   */
  Identification identify(Credentials credentials, String owner) {
    Optional<Caller> passedOn = passedOn(credentials.claimedCaller(), owner);
    if (passedOn.isPresent()) {
      return new Identification.PassedOn(passedOn.get());
    }
    if (credentials.authorizations().size() > 1) {
      return new Identification.Refused("the field Authorization stands more than once");
    }
    if (credentials.authorizations().size() == 1) {
      return readBearer(credentials.authorizations().getFirst());
    }
    boolean isTourist = settings.isAnonymousAllowed() && credentials.isFromHere();
    return new Identification.Known(isTourist ? TOURIST : Caller.anonymous());
  }

  /** What to tell another process of the installation of a caller; empty without a secret. */
  public Optional<String> sign(Caller caller, String owner) {
    return Optional.ofNullable(field).map(signing -> signing.value(caller, owner));
  }

  /** What to mark a copy with, for the owner of the operation; empty without a secret. */
  public Optional<String> markCopy(String owner) {
    return Optional.ofNullable(field).map(signing -> signing.copyMark(owner));
  }

  /** Whether another process of the installation has marked a request as a copy. */
  boolean isCopy(@Nullable String claimed, String owner) {
    return claimed != null && field != null && field.isCopyMark(claimed, owner);
  }

  private Optional<Caller> passedOn(@Nullable String claimed, String owner) {
    if (claimed == null || field == null) {
      return Optional.empty();
    }
    return switch (field.read(claimed, owner)) {
      case CallerTokens.Reading.Valid valid -> Optional.of(valid.caller());
      case CallerTokens.Reading.Refused _ -> Optional.empty();
    };
  }

  private Identification readBearer(String authorization) {
    boolean isBearer = authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    if (!isBearer) {
      return new Identification.Refused("the field Authorization is not 'Bearer <token>'");
    }
    if (bearers == null) {
      return new Identification.Refused("this process has no secret to check a token with");
    }
    return switch (bearers.read(authorization.substring(SCHEME.length()).strip())) {
      case CallerTokens.Reading.Valid valid -> new Identification.Known(valid.caller());
      case CallerTokens.Reading.Refused refused -> new Identification.Refused(refused.reason());
    };
  }
}
