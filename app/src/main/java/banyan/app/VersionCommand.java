package banyan.app;

import banyan.platform.database.embedded.PostgresBinaries;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code banyan version}: what a report of a fault should begin with. */
final class VersionCommand implements Command {
  private final Surroundings surroundings;

  VersionCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        CommandForm.of(
            this,
            "version",
            "Show the versions of Banyan and of what it runs on.",
            "banyan version",
            "banyan version --json");
    spec.addOption(CommandForm.switchOption("--json", "print JSON"));
    return spec;
  }

  @Override
  public ExitCode run(ParseResult given) {
    Map<String, String> versions = versions();
    if (given.hasMatchedOption("--json")) {
      surroundings.out().println(JsonText.of(versions));
    } else {
      versions.forEach((name, version) -> surroundings.out().println(name + " " + version));
    }
    return ExitCode.WELL;
  }

  static Map<String, String> versions() {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("banyan", ownVersion());
    versions.put("build", Artefact.build());
    versions.put(
        "jdk",
        System.getProperty("java.runtime.version") + " " + System.getProperty("java.vendor"));
    versions.put(
        "os",
        "%s %s %s"
            .formatted(
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("os.arch")));
    versions.put("postgresql", PostgresBinaries.bundled(Path.of("")).version());
    return versions;
  }

  /** The build writes it. */
  static String ownVersion() {
    Properties properties = new Properties();
    try (InputStream file = VersionCommand.class.getResourceAsStream("version.properties")) {
      properties.load(Objects.requireNonNull(file, "version.properties is part of the jar"));
    } catch (IOException e) {
      throw new UncheckedIOException("version.properties of the jar", e);
    }
    return properties.getProperty("version");
  }
}
