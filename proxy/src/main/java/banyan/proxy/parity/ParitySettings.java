package banyan.proxy.parity;

import banyan.proxy.parity.Certification.Margins;
import banyan.wire.Setting;
import banyan.wire.SettingParsers;
import banyan.wire.Settings;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** Where the rules of comparisons stand, and how much of them a certificate demands. */
public final class ParitySettings {
  /** Rules of three: so many without a mismatch bound the rate below 1 % at 95 %. */
  private static final int COMPARED_MAX = 100_000_000;

  public static final Setting<Path> RULES =
      Setting.of(
          "migration.rules",
          null,
          ParitySettings::path,
          "Folder of the rules of comparisons, NAME.rules.yaml for each migration; without it that"
              + " of the routes document");

  public static final Setting<Integer> COMPARED =
      Setting.of(
          "certificate.compared",
          "300",
          text -> SettingParsers.wholeNumber(text, 1, COMPARED_MAX),
          "Comparisons that a certificate demands at least");

  public static final Setting<Double> MISMATCH =
      Setting.of(
          "certificate.mismatch",
          "0.01",
          ParitySettings::share,
          "Share of answers that may differ: the upper bound at 95 % over all behaviours, the share"
              + " itself in each");

  private ParitySettings() {}

  public static List<Setting<?>> all() {
    return List.of(RULES, COMPARED, MISMATCH);
  }

  static Margins margins(Settings settings) {
    return new Margins(settings.get(COMPARED), settings.get(MISMATCH));
  }

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

  private static double share(String text) {
    try {
      double share = Double.parseDouble(text.strip());
      if (share > 0 && share < 1) {
        return share;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new IllegalArgumentException(
        "'" + text + "': write a share such as 0.01, between 0 and 1");
  }
}
