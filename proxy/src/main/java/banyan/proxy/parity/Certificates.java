package banyan.proxy.parity;

import banyan.proxy.certificate.Certificate;
import banyan.proxy.certificate.CertificateChain;
import banyan.proxy.certificate.CertificateChain.Found;
import banyan.proxy.certificate.SignedCertificate;
import banyan.proxy.certificate.Validity;
import banyan.proxy.compare.Rules;
import banyan.proxy.migration.Decision.Demand;
import banyan.proxy.migration.Evidence;
import banyan.proxy.migration.EvidenceSource;
import banyan.proxy.migration.Migration;
import banyan.proxy.parity.Certification.Decision;
import banyan.proxy.parity.Certification.Grounds;
import banyan.proxy.parity.Certification.Margins;
import banyan.wire.Settings;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The certificates of migrations: the last one where it still holds, else another one when what was
 * compared is enough, else what is missing. Any thread; blocks.
 */
public final class Certificates implements EvidenceSource {
  private final Parity parity;
  private final RulesFolder rules;
  private final CertificateChain chain;
  private final Margins margins;
  private final InstantSource clock;

  public Certificates(
      Parity parity,
      RulesFolder rules,
      CertificateChain chain,
      Settings settings,
      InstantSource clock) {
    this.parity = parity;
    this.rules = rules;
    this.chain = chain;
    this.margins = ParitySettings.margins(settings);
    this.clock = clock;
  }

  @Override
  public Finding find(Migration migration, Demand demand) {
    return switch (issue(migration)) {
      case State.Valid(SignedCertificate signed) ->
          new Finding.Found(
              new Evidence.Found(Demand.CERTIFICATE.kind(), signed.number() + ":" + signed.hash()));
      case State.Voided(SignedCertificate signed, List<String> reasons) ->
          new Finding.Missing(
              "certificate %d is void: %s".formatted(signed.number(), String.join("; ", reasons)));
      case State.Broken(long number, String reason) ->
          new Finding.Missing(
              "certificate %d is not genuine: %s; see banyan certificate verify"
                  .formatted(number, reason));
      case State.Missing(String reason) -> new Finding.Missing(reason);
    };
  }

  /** The last certificate as it stands; nothing is issued. */
  public State state(Migration migration) {
    Grounds grounds = parity.grounds(migration);
    return switch (chain.newest(migration.name())) {
      case Found.Nothing _ -> new State.Missing("none yet");
      case Found.Broken(long number, String reason) -> new State.Broken(number, reason);
      case Found.Genuine(SignedCertificate signed) -> {
        List<String> reasons = reasons(migration, signed.certificate(), grounds);
        yield reasons.isEmpty() ? new State.Valid(signed) : new State.Voided(signed, reasons);
      }
    };
  }

  /** The last certificate where it holds, else another one if what was compared is enough. */
  public State issue(Migration migration) {
    State now = state(migration);
    return switch (now) {
      case State.Valid _, State.Broken _ -> now;
      case State.Voided(SignedCertificate signed, List<String> reasons) ->
          issue(
              migration,
              "certificate %d is void: %s; for another one, "
                  .formatted(signed.number(), String.join("; ", reasons)));
      case State.Missing _ -> issue(migration, "there is no certificate of this migration; ");
    };
  }

  /**
   * Issues one if what was compared is enough.
   *
   * @param before why there is none that holds
   */
  private State issue(Migration migration, String before) {
    Rules inForce = rules.of(migration).rules();
    return switch (Certification.decide(
        migration,
        parity.grounds(migration),
        RulesText.certified(inForce, parity.today()),
        margins)) {
      case Decision.Lacking(String reason) -> new State.Missing(before + reason);
      case Decision.Enough(Certificate certificate) ->
          switch (chain.issue(certificate)) {
            case Found.Genuine(SignedCertificate signed) -> new State.Valid(signed);
            case Found.Broken(long number, String reason) -> new State.Broken(number, reason);
            case Found.Nothing _ -> throw new IllegalStateException("what was issued is there");
          };
    };
  }

  /** The whole chain, verified, up to the first that is wrong. */
  public List<Found> verify() {
    return chain.verify();
  }

  /** The last certificate of a migration, as the chain has it. */
  public Found newest(String migration) {
    return chain.newest(migration);
  }

  public Optional<byte[]> bytes(long number) {
    return chain.find(number).map(kept -> kept.file());
  }

  /** Why a genuine certificate no longer says anything of what runs; empty when it does. */
  private List<String> reasons(Migration migration, Certificate certificate, Grounds grounds) {
    // A window ends within the second of the last comparison.
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    List<String> reasons = new ArrayList<>();
    if (Validity.of(certificate, grounds.basis().from(), grounds.basis().to(), now)
        instanceof Validity.Voided(List<String> voided)) {
      reasons.addAll(voided);
    }
    List<String> inForce =
        RulesText.of(RulesText.certified(rules.of(migration).rules(), parity.today()));
    if (reasons.isEmpty() && !inForce.equals(RulesText.of(certificate.rules()))) {
      reasons.add("the rules of the comparison are others");
    }
    String contradiction = Certification.contradiction(grounds, margins);
    if (contradiction != null) {
      reasons.add("comparisons since then speak against it: " + contradiction);
    }
    return reasons;
  }

  /** How the certificate of a migration stands. */
  public sealed interface State {
    record Valid(SignedCertificate signed) implements State {}

    /** It is genuine, and says nothing of what runs now. */
    record Voided(SignedCertificate signed, List<String> reasons) implements State {
      public Voided {
        reasons = List.copyOf(reasons);
      }
    }

    /** The store has one that is not what was put there, or does not follow the one before. */
    record Broken(long number, String reason) implements State {}

    /** There is none. */
    record Missing(String reason) implements State {}
  }
}
