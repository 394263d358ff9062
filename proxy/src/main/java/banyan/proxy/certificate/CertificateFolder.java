package banyan.proxy.certificate;

import banyan.proxy.publish.NumberedFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The certificates of a proxy that runs alone: a file for each, {@code 7.json}, which {@code banyan
 * certificate verify} reads as it is. Any thread.
 */
public final class CertificateFolder implements CertificateStore {
  private final NumberedFiles files;

  /**
   * The certificates of a folder, which is made with the first.
   *
   * @param folder nothing else may be in it
   */
  public CertificateFolder(Path folder) {
    this.files = new NumberedFiles(folder);
  }

  @Override
  public Optional<Kept> newest() {
    List<Long> numbers = files.numbers();
    return numbers.isEmpty() ? Optional.empty() : find(numbers.getFirst());
  }

  @Override
  public Optional<Kept> find(long number) {
    return files.bytes(number, Verification.FILE_BYTES_MAX).map(file -> new Kept(number, file));
  }

  /** Looks into the files, the last one first. */
  @Override
  public Optional<Kept> newest(String migration) {
    for (long number : files.numbers()) {
      Optional<Kept> kept = find(number);
      // What cannot be read may be of any migration: whoever asks must hear of it.
      if (kept.isPresent() && isOf(migration, kept.get())) {
        return kept;
      }
    }
    return Optional.empty();
  }

  private static boolean isOf(String migration, Kept kept) {
    return Verification.unverified(kept.file())
        .map(signed -> signed.certificate().migration().equals(migration))
        .orElse(true);
  }

  @Override
  public List<Kept> after(long number) {
    return files.numbers().reversed().stream()
        .filter(each -> each > number)
        .limit(PAGE_MAX)
        .flatMap(each -> find(each).stream())
        .toList();
  }

  @Override
  public boolean add(SignedCertificate certificate) {
    return files.create(
        certificate.number(), new String(certificate.bytes(), StandardCharsets.UTF_8));
  }
}
