package banyan.wire;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.HashSet;
import java.util.List;

/**
 * Makes and reads signed tokens that name a {@link Caller}: JWT (RFC 7519) with HMAC-SHA256, bound
 * to an audience and a time. The same form serves a client's bearer token and the internal field
 * between a proxy and a service, each with a key of its own purpose. Any thread may use it.
 */
public final class CallerTokens {
  /** Audience and key purpose of the bearer tokens of clients. */
  public static final String BEARER = "banyan";

  /** Longer tokens are refused unread. */
  public static final int LENGTH_MAX = 4096;

  private final MACSigner signer;
  private final MACVerifier verifier;
  private final String audience;
  private final InstantSource clock;

  public CallerTokens(Secret secret, String audience, InstantSource clock) {
    byte[] key = secret.key("caller/" + audience, 32);
    try {
      signer = new MACSigner(key);
      verifier = new MACVerifier(key);
    } catch (JOSEException e) {
      throw new IllegalStateException("HMAC-SHA256 is part of every JDK", e);
    }
    this.audience = audience;
    this.clock = clock;
  }

  public String sign(Caller caller, Duration ttl) {
    Instant now = clock.instant();
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .subject(caller.principal())
            .audience(audience)
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(ttl)))
            .claim("tenant", caller.tenant())
            .claim("rights", List.copyOf(caller.rights()))
            .build();
    SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
    try {
      token.sign(signer);
    } catch (JOSEException e) {
      throw new IllegalStateException("a token could not be signed", e);
    }
    return token.serialize();
  }

  /** Reads a token; every defect is a refusal with its reason, never an exception. */
  public Reading read(String token) {
    if (token.length() > LENGTH_MAX) {
      return new Reading.Refused("the token is longer than " + LENGTH_MAX + " characters");
    }
    try {
      SignedJWT jwt = SignedJWT.parse(token);
      if (!JWSAlgorithm.HS256.equals(jwt.getHeader().getAlgorithm()) || !jwt.verify(verifier)) {
        return new Reading.Refused("the token's signature is not ours");
      }
      return readClaims(jwt.getJWTClaimsSet());
    } catch (ParseException | JOSEException | IllegalArgumentException e) {
      return new Reading.Refused("the token is not well-formed");
    }
  }

  private Reading readClaims(JWTClaimsSet claims) throws ParseException {
    if (!claims.getAudience().contains(audience)) {
      return new Reading.Refused("the token is for another audience");
    }
    Date expires = claims.getExpirationTime();
    if (expires == null || !clock.instant().isBefore(expires.toInstant())) {
      return new Reading.Refused("the token has expired");
    }
    String tenant = claims.getStringClaim("tenant");
    List<String> rights = claims.getStringListClaim("rights");
    String subject = claims.getSubject();
    if (tenant == null || rights == null || subject == null) {
      return new Reading.Refused("the token lacks tenant, rights or subject");
    }
    return new Reading.Valid(new Caller(tenant, subject, new HashSet<>(rights)));
  }

  /** What a token turned out to be. */
  public sealed interface Reading {
    record Valid(Caller caller) implements Reading {}

    record Refused(String reason) implements Reading {}
  }
}
