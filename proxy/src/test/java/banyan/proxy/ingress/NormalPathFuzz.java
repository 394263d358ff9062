package banyan.proxy.ingress;

import banyan.proxy.match.OddPath;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Any octets as a path: refused, or in a form that no two servers read in two ways. */
public final class NormalPathFuzz {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private NormalPathFuzz() {}

  /** One input; throws an AssertionError that tells what is wrong. */
  public static void fuzzerTestOneInput(byte[] input) {
    String raw = new String(input, StandardCharsets.ISO_8859_1);
    if (!(NormalPath.of(raw) instanceof NormalPath.Normal normal)) {
      return;
    }
    String path = normal.path();
    demand(path.equals("*") || path.startsWith("/"), "begins with /", path);
    demand(new NormalPath.Normal(path).equals(NormalPath.of(path)), "is its own form", path);
    demand(path.equals(normal.sent().replace("%2f", "%2F")), "is what is sent", path);
    demandPlain(path);
    OddPath.otherReadings(path).forEach(NormalPathFuzz::demandPlain);
    demandEscapes(path);
  }

  /** Nothing stands there that servers read in two ways, however they read the path. */
  private static void demandPlain(String path) {
    demand(!path.contains("//") && !path.contains("\\"), "is plain", path);
    for (String segment : path.split("/", -1)) {
      demand(!segment.equals(".") && !segment.equals(".."), "has no dots", path);
    }
  }

  /** Escapes are of upper case, needed, of UTF-8, and hide nothing that separates. */
  private static void demandEscapes(String path) {
    ByteBuffer decoded = ByteBuffer.allocate(path.length());
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      demand(c > 0x20 && c < 0x7F, "is ASCII without controls", path);
      if (c != '%') {
        decoded.put((byte) c);
        continue;
      }
      String digits = path.substring(i + 1, Math.min(path.length(), i + 3));
      demand(digits.matches("[0-9A-F]{2}"), "escapes are of upper case", path);
      byte octet = (byte) HexFormat.fromHexDigits(digits);
      demand(HEX.toHexDigits(octet).equals(digits), "escapes are whole", path);
      boolean isNeedless = octet > 0 && Octets.isUnreserved((char) octet);
      boolean isDangerous = octet == '\\' || (octet >= 0 && octet < 0x20);
      demand(!isNeedless && !isDangerous, "escapes only what must be", path);
      decoded.put(octet);
      i += 2;
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(decoded.flip());
    } catch (CharacterCodingException e) {
      throw new AssertionError("is UTF-8: " + path, e);
    }
  }

  private static void demand(boolean isSo, String what, String path) {
    if (!isSo) {
      throw new AssertionError(what + ": " + path);
    }
  }
}
