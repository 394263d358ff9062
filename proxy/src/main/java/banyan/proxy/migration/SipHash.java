package banyan.proxy.migration;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * SipHash-2-4 (Aumasson and Bernstein, 2012): a fast keyed hash of 64 bits. Without the key nobody
 * can choose an identity for its bucket. Pure.
 */
final class SipHash {
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int LENGTH_SHIFT = 56;

  private long v0;
  private long v1;
  private long v2;
  private long v3;

  private SipHash(long k0, long k1) {
    v0 = k0 ^ 0x736f6d6570736575L;
    v1 = k1 ^ 0x646f72616e646f6dL;
    v2 = k0 ^ 0x6c7967656e657261L;
    v3 = k1 ^ 0x7465646279746573L;
  }

  /**
   * The hash of a text.
   *
   * @param high the first eight bytes of the key, the first one in the highest place
   * @param low the last eight
   */
  static long of(long high, long low, byte[] text) {
    var hash = new SipHash(Long.reverseBytes(high), Long.reverseBytes(low));
    int whole = text.length & -Long.BYTES;
    for (int at = 0; at < whole; at += Long.BYTES) {
      hash.absorb((long) WORDS.get(text, at));
    }
    long last = (long) text.length << LENGTH_SHIFT;
    for (int at = whole; at < text.length; at++) {
      last |= (text[at] & 0xFFL) << ((at - whole) * Byte.SIZE);
    }
    hash.absorb(last);
    return hash.end();
  }

  private void absorb(long word) {
    v3 ^= word;
    round();
    round();
    v0 ^= word;
  }

  private long end() {
    v2 ^= 0xFF;
    round();
    round();
    round();
    round();
    return v0 ^ v1 ^ v2 ^ v3;
  }

  private void round() {
    v0 += v1;
    v2 += v3;
    v1 = Long.rotateLeft(v1, 13);
    v3 = Long.rotateLeft(v3, 16);
    v1 ^= v0;
    v3 ^= v2;
    v0 = Long.rotateLeft(v0, 32);
    v2 += v1;
    v0 += v3;
    v1 = Long.rotateLeft(v1, 17);
    v3 = Long.rotateLeft(v3, 21);
    v1 ^= v2;
    v3 ^= v0;
    v2 = Long.rotateLeft(v2, 32);
  }
}
