package banyan.app;

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
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/**
 * {@code banyan certificate show|verify|issue}: reads certificates from files without a running
 * process, and from the store of one that runs.
 */
final class CertificateCommands {
  /** Files have a dot in their names, migrations have none. */
  private static final Pattern MIGRATION = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

  private final Surroundings surroundings;
  private final Configuration configuration;
  private final AdminOptions admin;
  private final KeptCertificates kept;

  CertificateCommands(Surroundings surroundings, Configuration configuration) {
    this.surroundings = surroundings;
    this.configuration = configuration;
    this.admin = new AdminOptions(surroundings, configuration);
    this.kept = new KeptCertificates(admin);
  }

  CommandGroup group() {
    return new CommandGroup(
        "certificate",
        "Read what was compared before a candidate answered clients.",
        List.of(
            new PartCommand(
                "show",
                "Show what a certificate says: that of a file, verified, or the last of a migration.",
                "banyan certificate show catalog --out 7.json",
                spec -> {
                  addOptions(spec, "1..*", "FILE|MIGRATION");
                  kept.addTo(spec);
                },
                this::show),
            new PartCommand(
                "verify",
                "Verify certificates: form, signature, bounds, and that each follows the one before;"
                    + " without FILE all that a running process keeps.",
                "banyan certificate verify 6.json 7.json --key theirs.pem",
                spec -> {
                  addOptions(spec, "0..*", "[FILE…]");
                  spec.addOption(CommandForm.switchOption("--json", "print JSON"));
                },
                this::verify),
            kept.issue()));
  }

  private void addOptions(CommandSpec spec, String arity, String label) {
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel(label)
            .hideParamSyntax(true)
            .type(List.class)
            .auxiliaryTypes(String.class)
            .arity(arity)
            .description("certificates, in the order of their numbers")
            .build());
    spec.addOption(
        CommandForm.valueOption(
            "--key", "FILE", "the PUBLIC KEY that signed, in PEM (default this installation's)"));
    admin.addTo(spec);
    SettingFlags.addTo(spec, List.of(CertificateSettings.KEY));
  }

  private ExitCode show(ParseResult given) {
    List<String> names = given.matchedPositionalValue(0, List.of());
    Path first = surroundings.folder().resolve(names.getFirst());
    if (names.size() == 1
        && !Files.exists(first)
        && MIGRATION.matcher(names.getFirst()).matches()) {
      return kept.print(given, kept.find(given, names.getFirst()));
    }
    boolean isJson = given.hasMatchedOption("--json");
    for (SignedCertificate signed : genuine(given)) {
      List<String> lines =
          isJson
              ? List.of(JsonText.of(RouteAnswers.read(CertificateText.json(signed))))
              : CertificateText.lines(signed);
      lines.forEach(surroundings.out()::println);
    }
    return ExitCode.WELL;
  }

  private ExitCode verify(ParseResult given) {
    List<String> files = given.matchedPositionalValue(0, List.of());
    if (files.isEmpty()) {
      return kept.verify(given);
    }
    for (SignedCertificate signed : genuine(given)) {
      surroundings
          .out()
          .println(
              CertificateText.genuine(
                  signed.number(), signed.certificate().migration(), signed.hash()));
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
}
