package banyan.proxy.migration;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * What makes the buckets of one migration its own: 128 random bits, made once with it. Who knows
 * them can tell in which bucket an identity is.
 */
public record Salt(long high, long low) {
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{32}");
  private static final int LONG_DIGITS = 16;

  public static Salt random(SecureRandom random) {
    return new Salt(random.nextLong(), random.nextLong());
  }

  /** Reads 32 hexadecimal digits; throws IllegalArgumentException that says so. */
  public static Salt parse(String text) {
    if (!HEX.matcher(text).matches()) {
      throw new IllegalArgumentException("salt '" + text + "': write 32 digits of 0-9 a-f");
    }
    return new Salt(
        HexFormat.fromHexDigitsToLong(text, 0, LONG_DIGITS),
        HexFormat.fromHexDigitsToLong(text, LONG_DIGITS, 2 * LONG_DIGITS));
  }

  /** A hash of 64 bits that only who knows the salt can make: SipHash-2-4 of the UTF-8 bytes. */
  public long hash(String text) {
    return SipHash.of(high, low, text.getBytes(StandardCharsets.UTF_8));
  }

  /** 32 hexadecimal digits. */
  @Override
  public String toString() {
    return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
  }
}
