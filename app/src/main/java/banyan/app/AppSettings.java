package banyan.app;

import banyan.wire.Setting;
import banyan.wire.SettingParsers;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The settings that the composition root reads. */
public final class AppSettings {
  public static final Setting<Path> DATA =
      Setting.of("data", "var", AppSettings::path, "Folder for everything that is kept");

  public static final Setting<List<String>> ONLY =
      Setting.of(
          "only",
          null,
          AppSettings::words,
          "Host these contexts alone, separated by commas, and attach to a database that runs");

  public static final Setting<Boolean> JOIN =
      Setting.of(
          "join",
          "false",
          SettingParsers::flag,
          "Attach to the embedded database of a process that runs, instead of starting one");

  public static final Setting<Path> ROUTES =
      Setting.of(
          "routes",
          null,
          AppSettings::path,
          "The routes document; without it routes.yaml of the working folder, but none with only");

  public static final Setting<FillRule> DEMO_DATA =
      Setting.of(
          "demo-data",
          "auto",
          FillRule::parse,
          "Add data for a first tour: true, false, or auto: when the embedded database is empty");

  private AppSettings() {}

  public static List<Setting<?>> all() {
    return List.of(DATA, ONLY, JOIN, ROUTES, DEMO_DATA);
  }

  /** Any string without a NUL is a path on the systems we run on. */
  private static Path path(String text) {
    try {
      if (!text.isBlank()) {
        return Path.of(text);
      }
    } catch (InvalidPathException e) {
      // said below
    }
    throw new IllegalArgumentException("'" + text + "' is no path");
  }

  private static List<String> words(String text) {
    List<String> words = Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    if (words.stream().anyMatch(String::isEmpty)) {
      throw new IllegalArgumentException("'" + text + "': write names separated by commas");
    }
    if (words.stream().distinct().count() < words.size()) {
      throw new IllegalArgumentException("'" + text + "' names one twice");
    }
    return words;
  }

  /** When an empty database gets data for a first tour. */
  public enum FillRule {
    ALWAYS,
    NEVER,
    WHEN_EMBEDDED_AND_EMPTY;

    static FillRule parse(String text) {
      if (text.strip().equalsIgnoreCase("auto")) {
        return WHEN_EMBEDDED_AND_EMPTY;
      }
      try {
        return SettingParsers.flag(text) ? ALWAYS : NEVER;
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("'" + text + "': write true, false or auto", e);
      }
    }
  }
}
