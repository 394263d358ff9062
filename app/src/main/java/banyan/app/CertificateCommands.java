package banyan.app;

import banyan.proxy.certificate.Certificate;
import banyan.proxy.certificate.CertificateKey;
import banyan.proxy.certificate.CertificateSettings;
import banyan.proxy.certificate.SignedCertificate;
import banyan.proxy.certificate.Verification;
import banyan.wire.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code banyan certificate show|verify}: reads certificates without a running process. */
final class CertificateCommands {
  private static final double PERCENT_PER_BILLION = 1e-7;

  private final Surroundings surroundings;
  private final Configuration configuration;

  CertificateCommands(Surroundings surroundings, Configuration configuration) {
    this.surroundings = surroundings;
    this.configuration = configuration;
  }

  CommandGroup group() {
    return new CommandGroup(
        "certificate",
        "Read what was compared before a candidate answered clients.",
        List.of(
            new PartCommand(
                "show",
                "Verify a certificate and show what it says.",
                "banyan certificate show 7.json",
                this::addOptions,
                this::show),
            new PartCommand(
                "verify",
                "Verify certificates: form, signature, bounds, and that each follows the one before.",
                "banyan certificate verify 6.json 7.json --key theirs.pem",
                this::addOptions,
                this::verify)));
  }

  private void addOptions(CommandSpec spec) {
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("FILE")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .arity("1..*")
            .description("certificates, in the order of their numbers")
            .build());
    spec.addOption(
        CommandForm.valueOption(
            "--key", "FILE", "the PUBLIC KEY that signed, in PEM (default this installation's)"));
    spec.addOption(Configuration.option());
    SettingFlags.addTo(spec, List.of(AppSettings.DATA, CertificateSettings.KEY));
  }

  private ExitCode show(ParseResult given) {
    genuine(given).forEach(this::print);
    return ExitCode.WELL;
  }

  private ExitCode verify(ParseResult given) {
    List<SignedCertificate> chain = genuine(given);
    for (SignedCertificate signed : chain) {
      surroundings
          .out()
          .println(
              "certificate %d of %s: genuine, SHA-256 %s"
                  .formatted(signed.number(), signed.certificate().migration(), signed.hash()));
    }
    return ExitCode.WELL;
  }

  private List<SignedCertificate> genuine(ParseResult given) {
    CertificateKey key = key(given);
    List<SignedCertificate> chain = new ArrayList<>();
    List<String> files = given.matchedPositionalValue(0, List.of());
    for (String file : files) {
      SignedCertificate signed = unwrap(file, Verification.of(bytes(file), key));
      if (!chain.isEmpty()) {
        signed = unwrap(file, Verification.following(chain.getLast(), signed));
      }
      chain.add(signed);
    }
    return chain;
  }

  private static SignedCertificate unwrap(String file, Verification verification) {
    return switch (verification) {
      case Verification.Genuine genuine -> genuine.signed();
      case Verification.Refused refused ->
          throw CommandFailure.failed(file + " is not genuine: " + refused.reason());
    };
  }

  private CertificateKey key(ParseResult given) {
    Path file = keyFile(given.matchedOptionValue("--key", null), given);
    try {
      return CertificateKey.read(file);
    } catch (NoSuchFileException e) {
      throw CommandFailure.failed(
          file + " does not exist; name the key of who signed with --key FILE", e);
    } catch (IOException e) {
      throw CommandFailure.failed("the key cannot be read: " + e.getMessage(), e);
    }
  }

  private Path keyFile(@Nullable String named, ParseResult given) {
    if (named != null) {
      return surroundings.folder().resolve(named);
    }
    Settings settings = configuration.load(given).settings();
    Path data = surroundings.folder().resolve(settings.get(AppSettings.DATA));
    return surroundings.folder().resolve(CertificateSettings.file(settings, data));
  }

  private byte[] bytes(String name) {
    Path file = surroundings.folder().resolve(name);
    try {
      if (Files.size(file) > Verification.FILE_BYTES_MAX) {
        throw CommandFailure.failed(
            name + " is longer than " + Verification.FILE_BYTES_MAX + " bytes, so no certificate");
      }
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw CommandFailure.failed(name + " does not exist", e);
    } catch (IOException e) {
      throw CommandFailure.failed(name + " cannot be read: " + e.getMessage(), e);
    }
  }

  private void print(SignedCertificate signed) {
    Certificate certificate = signed.certificate();
    var out = surroundings.out();
    out.println("certificate " + signed.number() + " of " + certificate.migration());
    out.println("  routes    " + String.join(", ", certificate.routes()));
    out.println("  from      " + text(certificate.from()));
    out.println("  to        " + text(certificate.to()));
    out.println("  window    " + certificate.begin() + " to " + certificate.end());
    out.println("  previous  " + signed.previous());
    out.println("  key       " + signed.key());
    for (Certificate.Rule rule : certificate.rules()) {
      out.println(
          "  rule      %s relaxes %s until %s (%s: %s)"
              .formatted(rule.id(), rule.relaxes(), rule.expires(), rule.who(), rule.why()));
    }
    TextTable table = TextTable.of("BEHAVIOUR", "SAMPLES", "MISMATCHES", "BELOW AT 95 %");
    certificate.classes().forEach(each -> add(table, each));
    add(table, certificate.total());
    certificate.uncovered().forEach(name -> table.add(name, "0", "-", "not covered"));
    out.println();
    table.lines().forEach(out::println);
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
