package banyan.app;

import banyan.proxy.route.LocalCode;
import banyan.wire.Settings;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * A document of routes that a command looks at without a running process.
 *
 * @param name as the user wrote it
 * @param file where it is
 * @param code what the process that it is for would declare
 */
record RoutesDocument(String name, Path file, LocalCode code) {
  private static final long BYTES_MAX = 1 << 20;

  /** The options that say which process it is for. */
  static void addOptions(CommandSpec spec) {
    spec.addOption(
        CommandForm.switchOption("--alone", "for 'banyan proxy', which hosts no context"));
    SettingFlags.addTo(spec, List.of(AppSettings.ONLY));
  }

  static RoutesDocument of(AdminOptions with, ParseResult given, String name) {
    Settings settings = with.configuration().load(given).settings();
    LocalCode code =
        given.hasMatchedOption("--alone")
            ? LocalCode.none()
            : ProductCode.of(settings, settings.find(AppSettings.ONLY).orElse(List.of()));
    return new RoutesDocument(name, with.surroundings().folder().resolve(name), code);
  }

  String text() {
    try {
      if (Files.size(file) > BYTES_MAX) {
        throw CommandFailure.failed(name + " is larger than " + BYTES_MAX + " bytes");
      }
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw CommandFailure.failed(name + " does not exist", e);
    } catch (CharacterCodingException e) {
      throw CommandFailure.failed(name + " is not UTF-8; save it as UTF-8", e);
    } catch (IOException e) {
      throw CommandFailure.failed(name + " cannot be read: " + e.getClass().getSimpleName(), e);
    }
  }
}
