package banyan.app.settings;

import banyan.wire.Setting;
import banyan.wire.Settings;
import banyan.wire.Suggestion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides the value of every declared setting: flag, else variable, else banyan.yaml, else default.
 * A pure function; it finds every problem, not the first one. Confined to one thread.
 */
public final class SettingsResolution {
  private static final String PREFIX = "BANYAN_";

  /** What Kubernetes puts into every pod beside a service that is named banyan. */
  private static final Pattern SERVICE_LINK =
      Pattern.compile("BANYAN_(SERVICE_(HOST|PORT)|PORT_\\d+_).*");

  private final SettingsDeclarations declarations;
  private final SettingsSources sources;
  private final List<SettingProblem> problems = new ArrayList<>();
  private final Set<String> broken = new HashSet<>();

  private SettingsResolution(SettingsDeclarations declarations, SettingsSources sources) {
    this.declarations = declarations;
    this.sources = sources;
  }

  /** The settings, or all that is wrong with them. */
  public static Result resolve(SettingsDeclarations declarations, SettingsSources sources) {
    return new SettingsResolution(declarations, sources).resolve();
  }

  private Result resolve() {
    problems.addAll(sources.file().problems());
    findUnknownVariables();
    findUnknownKeys();
    findExposedSecrets();
    ResolvedSettings resolved = new ResolvedSettings(addDerived(parseAll()));
    for (SettingsCheck check : declarations.checks()) {
      if (check.reads().stream().noneMatch(setting -> broken.contains(setting.key()))) {
        check.find().apply(resolved).ifPresent(problems::add);
      }
    }
    return problems.isEmpty() ? new Result.Valid(resolved) : new Result.Refused(problems);
  }

  private void findUnknownVariables() {
    Set<String> known = new HashSet<>(declarations.otherVariables());
    declarations.settings().forEach(setting -> known.add(setting.environmentName()));
    for (String name : new TreeSet<>(sources.environment().keySet())) {
      if (name.startsWith(PREFIX) && !known.contains(name)) {
        String remedy =
            SERVICE_LINK.matcher(name).matches()
                ? "; Kubernetes sets it for a service named banyan: use enableServiceLinks: false"
                : Suggestion.clause(name, known);
        problems.add(new SettingProblem(name, "no setting has this variable" + remedy));
      }
    }
  }

  private void findUnknownKeys() {
    Set<String> known =
        declarations.settings().stream().map(Setting::key).collect(Collectors.toSet());
    for (var value : sorted(sources.file().values())) {
      if (!known.contains(value.getKey())) {
        String detail =
            "no setting is called '"
                + value.getKey()
                + "'"
                + Suggestion.clause(value.getKey(), known);
        problems.add(new SettingProblem(value.getValue().origin().place(), detail));
      }
    }
  }

  private static List<Map.Entry<String, SettingsFile.Value>> sorted(
      Map<String, SettingsFile.Value> values) {
    return values.entrySet().stream()
        .sorted(
            java.util.Comparator.comparingInt(
                (Map.Entry<String, SettingsFile.Value> entry) -> entry.getValue().origin().line()))
        .toList();
  }

  private void findExposedSecrets() {
    SettingsFile file = sources.file();
    for (Setting<?> setting : declarations.settings()) {
      SettingsFile.Value value = file.values().get(setting.key());
      if (value != null && setting.isSecret() && !file.isPrivate()) {
        String remedy = setting.key() + " is secret and others may read the file; chmod 600 ";
        problems.add(new SettingProblem(value.origin().place(), remedy + file.name()));
      }
    }
  }

  private Map<String, ResolvedSettings.Entry> parseAll() {
    Map<String, ResolvedSettings.Entry> entries = new LinkedHashMap<>();
    for (Setting<?> setting : declarations.settings()) {
      entries.put(setting.key(), parse(setting));
    }
    return entries;
  }

  private ResolvedSettings.Entry parse(Setting<?> setting) {
    String flag = sources.flags().get(setting.key());
    if (flag != null) {
      return parse(setting, flag, new Origin.Flag("--" + setting.key()));
    }
    String variable = sources.environment().get(setting.environmentName());
    if (variable != null) {
      return parse(setting, variable, new Origin.Variable(setting.environmentName()));
    }
    SettingsFile.Value value = sources.file().values().get(setting.key());
    if (value != null) {
      return parse(setting, value.text(), value.origin());
    }
    return parse(setting, setting.fallback(), new Origin.Default());
  }

  private ResolvedSettings.Entry parse(Setting<?> setting, @Nullable String text, Origin origin) {
    if (text == null) {
      return new ResolvedSettings.Entry(setting, null, null, origin);
    }
    try {
      return new ResolvedSettings.Entry(setting, text, setting.parse().apply(text), origin);
    } catch (IllegalArgumentException e) {
      broken.add(setting.key());
      problems.add(new SettingProblem(origin.place(), detail(setting, text, e)));
      return new ResolvedSettings.Entry(setting, null, null, origin);
    }
  }

  private static String detail(Setting<?> setting, String text, IllegalArgumentException e) {
    String said = String.valueOf(e.getMessage());
    String key = said.startsWith(setting.key()) ? "" : setting.key() + " ";
    if (!setting.isSecret()) {
      return key + said;
    }
    // A parser may quote what it was given, whole or in part.
    boolean quotes =
        Pattern.compile("[^\\p{Alnum}]+")
            .splitAsStream(text)
            .filter(piece -> piece.length() > 3 && !setting.description().contains(piece))
            .anyMatch(said::contains);
    return quotes ? setting.key() + " *** is not valid: " + setting.description() : key + said;
  }

  private List<ResolvedSettings.Entry> addDerived(Map<String, ResolvedSettings.Entry> entries) {
    Map<String, Object> values = new HashMap<>();
    entries.forEach(
        (key, entry) -> {
          if (entry.value() != null) {
            values.put(key, entry.value());
          }
        });
    Settings given = new Settings(values);
    for (DerivedDefault derived : declarations.derived()) {
      ResolvedSettings.Entry entry = entries.get(derived.setting().key());
      if (entry != null && entry.text() == null && entry.origin() instanceof Origin.Default) {
        String text = derived.value().apply(given);
        Origin origin = new Origin.Derived(derived.rule());
        entries.put(derived.setting().key(), parse(derived.setting(), text, origin));
      }
    }
    return List.copyOf(entries.values());
  }

  /** What a configuration turned out to be. */
  public sealed interface Result {
    record Valid(ResolvedSettings settings) implements Result {}

    record Refused(List<SettingProblem> problems) implements Result {
      public Refused {
        problems = List.copyOf(problems);
      }
    }
  }
}
