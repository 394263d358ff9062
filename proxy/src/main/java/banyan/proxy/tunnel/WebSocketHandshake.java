package banyan.proxy.tunnel;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.TunnelSupport;
import org.jspecify.annotations.Nullable;

/**
 * A client's wish for a WebSocket, from HTTP/1.1 (RFC 6455 section 4) or from HTTP/2 (RFC 8441).
 * Upstreams are asked in HTTP/1.1 either way.
 *
 * @param key what the upstream must answer to: the client's over HTTP/1.1, ours over HTTP/2
 * @param isStream whether the client asks over HTTP/2, where the answer is 200 and not 101
 * @param subprotocols that the client offers
 */
public record WebSocketHandshake(String key, boolean isStream, List<String> subprotocols) {
  private static final String PROTOCOL = "websocket";
  private static final String KEY = "Sec-WebSocket-Key";
  private static final String ACCEPT = "Sec-WebSocket-Accept";
  private static final String SUBPROTOCOL = "Sec-WebSocket-Protocol";
  private static final int KEY_BYTES = 16;

  /** What the accepted key is derived with (RFC 6455 section 1.3). */
  private static final String SALT = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  public WebSocketHandshake {
    subprotocols = List.copyOf(subprotocols);
  }

  /**
   * What a request asks for; empty for an ordinary request, which one with another protocol in
   * {@code Upgrade} is, too: nobody has to upgrade (RFC 9110 section 7.8).
   */
  public static Optional<WebSocketHandshake> of(Request request) {
    HttpFields fields = request.getHeaders();
    if (isStream(request)) {
      return Optional.of(new WebSocketHandshake(newKey(), true, elements(fields, SUBPROTOCOL)));
    }
    boolean isAsked =
        fields.contains(HttpHeader.UPGRADE)
            && request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_1_1
            && request.getMethod().equals("GET")
            && request.getLength() <= 0
            && !fields.contains(HttpHeader.TRANSFER_ENCODING)
            && isUpgrade(fields);
    if (!isAsked) {
      return Optional.empty();
    }
    List<String> keys = fields.getValuesList(KEY);
    return keys.size() == 1 && isKey(keys.getFirst())
        ? Optional.of(new WebSocketHandshake(keys.getFirst(), false, elements(fields, SUBPROTOCOL)))
        : Optional.empty();
  }

  /** Whether a request is an extended CONNECT for a WebSocket. */
  private static boolean isStream(Request request) {
    if (!request.getMethod().equals("CONNECT")) {
      return false;
    }
    TunnelSupport support = request.getTunnelSupport();
    return support != null && PROTOCOL.equals(support.getProtocol());
  }

  /** Puts the upgrade into the fields of a request for an upstream. */
  public void putInto(HttpFields.Mutable fields) {
    fields.put(HttpHeader.CONNECTION, "Upgrade");
    fields.put(HttpHeader.UPGRADE, PROTOCOL);
    fields.put(KEY, key);
  }

  /** Removes what only concerns a WebSocket: the request is answered as an ordinary one. */
  public static HttpFields without(HttpFields fields) {
    HttpFields.Mutable kept = HttpFields.build();
    for (HttpField field : fields) {
      boolean isOfWebSocket =
          field.getHeader() == HttpHeader.UPGRADE
              || field.getLowerCaseName().startsWith("sec-websocket-");
      if (!isOfWebSocket) {
        kept.add(field);
      }
    }
    return kept.asImmutable();
  }

  /**
   * Whether an upstream's 101 is the answer to this: a server that merely repeats what it gets, or
   * answers another request from its cache, does not know the accepted key.
   */
  public boolean isAcceptedBy(HttpFields answer) {
    List<String> chosen = answer.getValuesList(SUBPROTOCOL);
    boolean isChoiceOffered =
        chosen.isEmpty() || (chosen.size() == 1 && subprotocols.contains(chosen.getFirst()));
    return isUpgrade(answer)
        && answer.getValuesList(ACCEPT).equals(List.of(acceptedKey(key)))
        && isChoiceOffered;
  }

  /** The status and the fields of the connection that tell the client of the success. */
  public int agree(HttpFields.Mutable fields) {
    if (isStream) {
      fields.remove(ACCEPT);
      return 200;
    }
    fields.put(HttpHeader.CONNECTION, "Upgrade");
    fields.put(HttpHeader.UPGRADE, PROTOCOL);
    return 101;
  }

  /** The answer to a key (RFC 6455 section 4.2.2). */
  static String acceptedKey(String key) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-1")
              .digest((key + SALT).getBytes(StandardCharsets.ISO_8859_1));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-1 is part of every JDK", e);
    }
  }

  private static boolean isUpgrade(HttpFields fields) {
    List<String> protocols = elements(fields, HttpHeader.UPGRADE.asString());
    return protocols.size() == 1
        && protocols.getFirst().equalsIgnoreCase(PROTOCOL)
        && elements(fields, HttpHeader.CONNECTION.asString()).stream()
            .anyMatch(name -> name.toLowerCase(Locale.ROOT).equals("upgrade"));
  }

  private static List<String> elements(HttpFields fields, String name) {
    return fields.getValuesList(name).stream()
        .flatMap(line -> Arrays.stream(line.split(",")))
        .map(String::strip)
        .filter(element -> !element.isEmpty())
        .toList();
  }

  private static boolean isKey(@Nullable String key) {
    try {
      return key != null && Base64.getDecoder().decode(key).length == KEY_BYTES;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Sixteen random bytes: unlike the answers of caches, and no secret. */
  private static String newKey() {
    byte[] bytes = new byte[KEY_BYTES];
    ThreadLocalRandom.current().nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }
}
