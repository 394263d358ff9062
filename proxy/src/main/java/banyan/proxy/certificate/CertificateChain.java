package banyan.proxy.certificate;

import banyan.proxy.certificate.CertificateStore.Kept;
import banyan.wire.Failure;
import banyan.wire.Problem;
import banyan.wire.Problems;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The certificates of an installation, and its key: what is handed out is genuine and stands where
 * it was put, or is told not to be. The key is made when the first certificate is issued. Any
 * thread; blocks.
 */
public final class CertificateChain {
  /** Tries to add one; more are needed only when others issue all the time. */
  private static final int ATTEMPTS_MAX = 10;

  private final CertificateStore store;
  private final Path keyFile;

  public CertificateChain(CertificateStore store, Path keyFile) {
    this.store = store;
    this.keyFile = keyFile;
  }

  /** What was looked for. */
  public sealed interface Found {
    record Genuine(SignedCertificate signed) implements Found {}

    record Nothing() implements Found {}

    /** It is not what was put there. */
    record Broken(long number, String reason) implements Found {}
  }

  /** The last certificate of a migration. */
  public Found newest(String migration) {
    Optional<Kept> kept = store.newest(migration);
    if (kept.isEmpty()) {
      return new Found.Nothing();
    }
    Found found = judge(kept.get());
    return found instanceof Found.Genuine(SignedCertificate signed)
            && !signed.certificate().migration().equals(migration)
        ? new Found.Broken(signed.number(), "it is of another migration than the store says")
        : found;
  }

  /** The bytes of one, judged or not. */
  public Optional<Kept> find(long number) {
    return store.find(number);
  }

  /**
   * Signs a certificate and adds it to the chain.
   *
   * @return {@link Found.Broken} when what it would follow is not genuine
   */
  public Found issue(Certificate certificate) {
    CertificateKey key = key(true);
    for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      @Nullable SignedCertificate previous = null;
      Optional<Kept> newest = store.newest();
      if (newest.isPresent()) {
        Found last = judge(newest.get());
        if (!(last instanceof Found.Genuine(SignedCertificate signed))) {
          return last;
        }
        previous = signed;
      }
      SignedCertificate next = SignedCertificate.sign(certificate, previous, key);
      if (store.add(next)) {
        return new Found.Genuine(next);
      }
    }
    throw Failure.ours(
        Problem.of(Problems.UNAVAILABLE, "others issue certificates all the time"), null);
  }

  /** Reads the whole chain and verifies it; ends at the first that is wrong. */
  public List<Found> verify() {
    List<Found> found = new ArrayList<>();
    @Nullable SignedCertificate previous = null;
    List<Kept> page = store.after(0);
    while (!page.isEmpty()) {
      for (Kept kept : page) {
        Found next = judge(kept, previous);
        found.add(next);
        if (!(next instanceof Found.Genuine(SignedCertificate signed))) {
          return found;
        }
        previous = signed;
      }
      page = store.after(previous == null ? 0 : previous.number());
    }
    return found;
  }

  /** By itself, and by the one that it follows. */
  private Found judge(Kept kept) {
    if (kept.number() == 1) {
      return judge(kept, null);
    }
    Optional<Kept> before = store.find(kept.number() - 1);
    if (before.isEmpty()) {
      return new Found.Broken(kept.number() - 1, "it is missing");
    }
    return switch (Verification.of(before.get().file(), key(false))) {
      case Verification.Genuine(SignedCertificate previous) -> judge(kept, previous);
      case Verification.Refused(String reason) -> new Found.Broken(before.get().number(), reason);
    };
  }

  private Found judge(Kept kept, @Nullable SignedCertificate previous) {
    return switch (Verification.of(kept.file(), key(false))) {
      case Verification.Refused(String reason) -> new Found.Broken(kept.number(), reason);
      case Verification.Genuine(SignedCertificate signed) ->
          switch (Verification.following(previous, signed)) {
            case Verification.Refused(String reason) -> new Found.Broken(kept.number(), reason);
            case Verification.Genuine(SignedCertificate there) -> new Found.Genuine(there);
          };
    };
  }

  private CertificateKey key(boolean mayMake) {
    try {
      return mayMake ? CertificateKey.readOrMake(keyFile) : CertificateKey.read(keyFile);
    } catch (IOException e) {
      throw Failure.ours(
          Problem.of(
              Problems.UNAVAILABLE,
              "the key of certificates cannot be read: "
                  + e.getMessage()
                  + "; instances on one database need the same certificate.key"),
          e);
    }
  }
}
