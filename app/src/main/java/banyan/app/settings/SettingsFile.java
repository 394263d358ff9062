package banyan.app.settings;

import java.util.List;
import java.util.Map;

/**
 * The content of banyan.yaml: values by dotted key, and what is wrong with the file itself.
 *
 * @param name as the user wrote it, for the places of problems
 * @param isPrivate whether the file's owner alone may read it
 */
public record SettingsFile(
    String name, Map<String, Value> values, List<SettingProblem> problems, boolean isPrivate) {

  /** No file: not an error, since every setting has another way in. */
  public static final SettingsFile ABSENT =
      new SettingsFile("banyan.yaml", Map.of(), List.of(), true);

  public SettingsFile {
    values = Map.copyOf(values);
    problems = List.copyOf(problems);
  }

  /** Names no value: they may be secrets. */
  @Override
  public String toString() {
    return "SettingsFile[" + name + ", keys=" + values.keySet() + "]";
  }

  /** A value as written, and where. */
  public record Value(String text, Origin.FileNode origin) {}
}
