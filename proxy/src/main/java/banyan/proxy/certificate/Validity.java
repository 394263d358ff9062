package banyan.proxy.certificate;

import banyan.proxy.certificate.Certificate.Rule;
import banyan.proxy.certificate.Certificate.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Whether a genuine certificate still says something of what runs. */
public sealed interface Validity {
  /** It does. */
  record Valid() implements Validity {}

  /** It does not. */
  record Voided(List<String> reasons) implements Validity {
    public Voided {
      reasons = List.copyOf(reasons);
    }
  }

  /**
   * Holds a certificate against what runs now. It is void as soon as either side is another build
   * or otherwise configured, or one of its rules has expired.
   */
  static Validity of(Certificate certificate, Version from, Version to, Instant now) {
    List<String> reasons = new ArrayList<>();
    compare("the baseline", certificate.from(), from, reasons);
    compare("the candidate", certificate.to(), to, reasons);
    for (Rule rule : certificate.rules()) {
      if (!now.isBefore(rule.expires())) {
        reasons.add("the rule " + rule.id() + " expired at " + rule.expires());
      }
    }
    if (now.isBefore(certificate.end())) {
      reasons.add("its window ends at " + certificate.end() + ", which is yet to come");
    }
    return reasons.isEmpty() ? new Valid() : new Voided(reasons);
  }

  private static void compare(String side, Version was, Version is, List<String> reasons) {
    if (!was.target().equals(is.target())) {
      reasons.add(side + " is " + is.target() + ", not " + was.target());
    }
    if (!was.build().equals(is.build())) {
      reasons.add(side + " is build " + is.build() + ", not " + was.build());
    }
    if (!was.configuration().equals(is.configuration())) {
      reasons.add(
          side + " has the configuration " + is.configuration() + ", not " + was.configuration());
    }
  }
}
