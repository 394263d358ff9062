package banyan.proxy.certificate;

import java.io.IOException;
import java.time.DateTimeException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether a file is a certificate that a key has signed, to the byte. */
public sealed interface Verification {
  /** A longer file is none: every entry at its longest stays below. */
  int FILE_BYTES_MAX = 16 << 20;

  /** It is, and its bounds follow from its counts. */
  record Genuine(SignedCertificate signed) implements Verification {}

  /** It is not. */
  record Refused(String reason) implements Verification {}

  /**
   * Verifies a file by itself. Any byte that differs fails: the file must be the canonical form of
   * what it says, bounds included, and that form must be signed.
   */
  static Verification of(byte[] file, CertificateKey trusted) {
    if (file.length > FILE_BYTES_MAX) {
      return new Refused("longer than " + FILE_BYTES_MAX + " bytes");
    }
    try {
      SignedCertificate signed = CertificateJson.read(file);
      if (!Arrays.equals(signed.bytes(), file)) {
        return new Refused(
            "not in canonical form, or its bounds or total do not follow from its counts");
      }
      if (!signed.key().equals(trusted.name())) {
        return new Refused("signed by the key " + shown(signed.key()) + ", not " + trusted.name());
      }
      byte[] signature = HexFormat.of().parseHex(signed.signature());
      // Upper case would be other bytes for the same signature.
      boolean isCanonical = HexFormat.of().formatHex(signature).equals(signed.signature());
      return isCanonical && trusted.hasSigned(signature, signed.message())
          ? new Genuine(signed)
          : new Refused("the signature is not that of its text");
    } catch (IOException e) {
      return new Refused("no JSON: " + firstLine(e));
    } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
      return new Refused("no certificate: " + firstLine(e));
    }
  }

  /** What a file says, genuine or not; empty where it is no certificate. */
  static Optional<SignedCertificate> unverified(byte[] file) {
    try {
      return Optional.of(CertificateJson.read(file));
    } catch (IOException | IllegalArgumentException | DateTimeException | ArithmeticException e) {
      return Optional.empty();
    }
  }

  /** Verifies that a genuine certificate follows another; null for the first of a chain. */
  static Verification following(@Nullable SignedCertificate previous, SignedCertificate next) {
    String expected = previous == null ? SignedCertificate.FIRST : previous.hash();
    long number = previous == null ? 1 : previous.number() + 1;
    if (next.number() != number) {
      return new Refused("is number " + next.number() + " where " + number + " follows");
    }
    if (!next.previous().equals(expected)) {
      return new Refused("follows " + shown(next.previous()) + ", not " + expected);
    }
    return new Genuine(next);
  }

  private static String firstLine(Exception e) {
    return shown(String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
  }

  private static String shown(String text) {
    String clean = text.replaceAll("\\p{Cntrl}", "?");
    return clean.length() <= 200 ? clean : clean.substring(0, 200) + "…";
  }
}
