package banyan.app;

import banyan.proxy.certificate.Certificate;
import banyan.proxy.certificate.SignedCertificate;
import banyan.proxy.certificate.Verification;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a certificate says, as lines of text. */
final class CertificateText {
  private static final double PERCENT_PER_BILLION = 1e-7;

  private CertificateText() {}

  /** What a text says, genuine or not; empty where it is no certificate. */
  static Optional<SignedCertificate> read(String file) {
    return Verification.unverified(file.getBytes(StandardCharsets.UTF_8));
  }

  static String json(SignedCertificate signed) {
    return new String(signed.bytes(), StandardCharsets.UTF_8);
  }

  static List<String> lines(SignedCertificate signed) {
    Certificate certificate = signed.certificate();
    List<String> lines = new ArrayList<>();
    lines.add("certificate " + signed.number() + " of " + certificate.migration());
    lines.add("  routes    " + String.join(", ", certificate.routes()));
    lines.add("  from      " + text(certificate.from()));
    lines.add("  to        " + text(certificate.to()));
    lines.add("  window    " + certificate.begin() + " to " + certificate.end());
    lines.add("  previous  " + signed.previous());
    lines.add("  key       " + signed.key());
    for (Certificate.Rule rule : certificate.rules()) {
      lines.add(
          "  rule      %s relaxes %s until %s (%s: %s)"
              .formatted(rule.id(), rule.relaxes(), rule.expires(), rule.who(), rule.why()));
    }
    TextTable table = TextTable.of("BEHAVIOUR", "SAMPLES", "MISMATCHES", "BELOW AT 95 %");
    certificate.classes().forEach(each -> add(table, each));
    add(table, certificate.total());
    certificate.uncovered().forEach(name -> table.add(name, "0", "-", "not covered"));
    lines.add("");
    lines.addAll(table.lines());
    return lines;
  }

  static String genuine(long number, String migration, String hash) {
    return "certificate %d of %s: genuine, SHA-256 %s".formatted(number, migration, hash);
  }

  private static void add(TextTable table, Certificate.Behaviour behaviour) {
    table.add(
        behaviour.name(),
        Long.toString(behaviour.samples()),
        Long.toString(behaviour.mismatches()),
        String.format(Locale.ROOT, "%.4f %%", behaviour.boundPerBillion() * PERCENT_PER_BILLION));
  }

  private static String text(Certificate.Version version) {
    return "%s, build %s, configuration %s"
        .formatted(version.target(), version.build(), version.configuration());
  }
}
