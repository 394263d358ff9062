package banyan.proxy.certificate;

import java.util.List;
import java.util.Optional;

/**
 * Where the certificates of an installation are kept, one chain of all migrations. They are added,
 * never changed or removed. What it hands out is as it was found: {@link CertificateChain} judges
 * it. Any thread; blocks.
 *
 * <p>Every method throws a {@link banyan.wire.Failure} of {@code unavailable} while the store
 * cannot be reached.
 */
public interface CertificateStore {
  /** So many are read at once. */
  int PAGE_MAX = 20;

  /** The last one. */
  Optional<Kept> newest();

  /** The one of a number. */
  Optional<Kept> find(long number);

  /** The last one of a migration, by what the store says of it. */
  Optional<Kept> newest(String migration);

  /** Those behind a number, oldest first, {@value #PAGE_MAX} at most. */
  List<Kept> after(long number);

  /** Adds one unless its number is taken; returns whether it did. */
  boolean add(SignedCertificate certificate);

  /**
   * A certificate as it was found.
   *
   * @param file its bytes
   */
  record Kept(long number, byte[] file) {}
}
