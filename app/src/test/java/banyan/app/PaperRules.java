package banyan.app;

import banyan.wire.Setting;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/** What a paper may say of the product, as pure functions from texts to findings. */
final class PaperRules {
  private static final Pattern COMMAND =
      Pattern.compile("(?<![\\w./-])(?:\\./)?banyan((?: +[^\\s|;)&'\"]+)+)");
  private static final Pattern WORD = Pattern.compile("[a-z]+");
  private static final Pattern FLAG = Pattern.compile("--[a-z][a-z.-]*");
  private static final Pattern KEY = Pattern.compile("[a-z]+(?:[.-][a-z]+)+");
  private static final Pattern VARIABLE = Pattern.compile("\\bBANYAN_[A-Z_]+[A-Z]\\b");
  private static final Pattern DEFAULT_BEHIND = Pattern.compile("`([a-z.-]+)` \\((\\d[^)]*)\\)");
  private static final Pattern DEFAULT_IN_ROW =
      Pattern.compile("^\\| `([a-z.-]+)`[^|`]*\\| (\\d\\S*)[^|,]* \\|");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s#]*)#([^)\\s]+)\\)");
  private static final Pattern METRIC = Pattern.compile("(?:http|banyan)(?:_[a-z]+)+");

  /** Variables that are no settings; the last is one of Kubernetes, shown as such. */
  private static final Set<String> OTHER_VARIABLES =
      Set.of(
          "BANYAN_DEBUG",
          "BANYAN_CONFIG",
          "BANYAN_JAVA_OPTS",
          "BANYAN_JDKS",
          "BANYAN_MEMORY",
          "BANYAN_SERVICE_HOST");

  private PaperRules() {}

  /** Commands and flags that do not exist. */
  static List<String> checkCommands(List<PaperCode> pieces, CommandSpec banyan) {
    List<String> findings = new ArrayList<>();
    for (PaperCode piece : pieces) {
      for (MatchResult command : COMMAND.matcher(piece.text()).results().toList()) {
        checkCommand(piece.place(), words(command.group(1)), banyan, findings);
      }
      List<String> words = words(piece.text());
      boolean isShort = words.size() > 1 && banyan.subcommands().containsKey(words.getFirst());
      if (piece.isSpan() && isShort) {
        checkCommand(piece.place(), words, banyan, findings);
      }
      if (piece.isSpan() && piece.text().startsWith("--")) {
        checkLoneFlag(piece, banyan, findings);
      }
    }
    return findings;
  }

  /** Keys and variables of settings that do not exist. */
  static List<String> checkSettings(List<PaperCode> pieces, List<Setting<?>> settings) {
    Set<String> keys = settings.stream().map(Setting::key).collect(Collectors.toSet());
    Set<String> rooms =
        keys.stream()
            .filter(key -> KEY.matcher(key).matches())
            .map(key -> key.split("[.-]", 2)[0])
            .collect(Collectors.toSet());
    Set<String> variables =
        settings.stream().map(Setting::environmentName).collect(Collectors.toSet());
    List<String> findings = new ArrayList<>();
    for (PaperCode piece : pieces) {
      String text = piece.text();
      boolean looksLikeKey =
          KEY.matcher(text).matches() && rooms.contains(text.split("[.-]", 2)[0]);
      if (piece.isSpan() && looksLikeKey && !keys.contains(text)) {
        findings.add(piece.place() + ": no setting '" + text + "'");
      }
      for (MatchResult variable : VARIABLE.matcher(text).results().toList()) {
        String name = variable.group();
        if (!variables.contains(name) && !OTHER_VARIABLES.contains(name)) {
          findings.add(piece.place() + ": no variable '" + name + "'");
        }
      }
    }
    return findings;
  }

  /** Defaults of settings, as {@code `key` (default)} or in a table, that are others. */
  static List<String> checkDefaults(String file, String text, List<Setting<?>> settings) {
    Map<String, String> fallbacks = new HashMap<>();
    settings.forEach(setting -> fallbacks.put(setting.key(), String.valueOf(setting.fallback())));
    List<String> findings = new ArrayList<>();
    for (String line : text.lines().toList()) {
      for (Pattern pattern : List.of(DEFAULT_BEHIND, DEFAULT_IN_ROW)) {
        for (MatchResult said : pattern.matcher(line).results().toList()) {
          String fallback = fallbacks.get(said.group(1));
          if (fallback != null && !fallback.equals(said.group(2))) {
            findings.add(
                "%s: the default of %s is %s, not %s"
                    .formatted(file, said.group(1), fallback, said.group(2)));
          }
        }
      }
    }
    return findings;
  }

  /** Names of metrics and of their labels that the process does not report. */
  static List<String> checkMetrics(List<PaperCode> pieces, String reported) {
    Set<String> names =
        METRIC.matcher(reported).results().map(MatchResult::group).collect(Collectors.toSet());
    return pieces.stream()
        .filter(piece -> piece.isSpan() && METRIC.matcher(piece.text()).matches())
        .filter(piece -> !names.contains(piece.text()))
        .map(piece -> piece.place() + ": no metric or label '" + piece.text() + "'")
        .toList();
  }

  /**
   * Links to a heading that is not there.
   *
   * @param papers texts by path
   */
  static List<String> checkAnchors(String file, Map<String, String> papers) {
    List<String> findings = new ArrayList<>();
    for (MatchResult link : LINK.matcher(papers.getOrDefault(file, "")).results().toList()) {
      String target =
          link.group(1).isEmpty()
              ? file
              : URI.create("/" + file).resolve(link.group(1)).getPath().substring(1);
      String text = papers.get(target);
      if (text != null && !anchors(text).contains(link.group(2))) {
        findings.add(file + ": " + target + " has no heading #" + link.group(2));
      }
    }
    return findings;
  }

  private static void checkCommand(
      String place, List<String> words, CommandSpec banyan, List<String> findings) {
    CommandSpec command = banyan;
    for (int index = 0; index < words.size(); index++) {
      String word = words.get(index);
      if (word.equals("--") || word.startsWith("#")) {
        return;
      }
      boolean names = !command.subcommands().isEmpty() && WORD.matcher(word).matches();
      if (names && !command.subcommands().containsKey(word)) {
        findings.add(place + ": no command '" + word + "' of " + command.qualifiedName());
        return;
      }
      if (names) {
        command = command.subcommands().get(word).getCommandSpec();
      } else if (FLAG.matcher(word).matches() && !command.optionsMap().containsKey(word)) {
        findings.add(place + ": no option " + word + " of " + command.qualifiedName());
      }
    }
  }

  private static void checkLoneFlag(PaperCode piece, CommandSpec banyan, List<String> findings) {
    String flag = words(piece.text()).getFirst();
    if (!flags(banyan).contains(flag)) {
      findings.add(piece.place() + ": no command has " + flag);
    }
  }

  private static Set<String> flags(CommandSpec command) {
    Set<String> flags = new HashSet<>(command.optionsMap().keySet());
    command.subcommands().values().forEach(part -> flags.addAll(flags(part.getCommandSpec())));
    return flags;
  }

  /** Without the marks of a synopsis: {@code [--fast|--long]}. */
  private static List<String> words(String text) {
    return Arrays.stream(text.replaceAll("[\\[\\]]", "").strip().split("[\\s|=]+", -1)).toList();
  }

  /** The anchors that GitHub makes of the headings. */
  private static Set<String> anchors(String text) {
    return text.lines()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.replaceFirst("^#+ +", "").toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^a-z0-9 _-]", "").replace(' ', '-'))
        .collect(Collectors.toSet());
  }
}
