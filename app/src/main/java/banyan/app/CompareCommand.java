package banyan.app;

import banyan.proxy.compare.Comparison;
import banyan.proxy.compare.Difference;
import banyan.proxy.compare.Explanation;
import banyan.proxy.compare.Outcome;
import banyan.proxy.compare.PairFolder;
import banyan.proxy.compare.Rules;
import banyan.proxy.route.RouteDocument.Fault;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code banyan compare}: whether recorded answers of two sides say the same. */
final class CompareCommand implements Command {
  private static final long RULES_BYTES_MAX = 1 << 20;

  /** More faults of pairs are counted, not shown. */
  private static final int FAULTS_MAX = 20;

  private final Surroundings surroundings;

  CompareCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        CommandForm.of(
            this,
            "compare",
            "Compare recorded answers of two sides as a migration does; 1 when any differ.",
            "banyan compare --pairs recorded",
            "banyan compare --pairs recorded --rules rules.yaml --json | jq .");
    spec.addOption(
        OptionSpec.builder("--pairs")
            .type(String.class)
            .arity("1")
            .required(true)
            .paramLabel("DIR")
            .description("folder of pairs: NAME/from.http with NAME/to.http, or NAME.json")
            .build());
    spec.addOption(
        CommandForm.valueOption("--rules", "FILE", "what may differ, and what must (YAML)"));
    spec.addOption(CommandForm.switchOption("--json", "print JSON"));
    return spec;
  }

  @Override
  public ExitCode run(ParseResult given) {
    LocalDate today = LocalDate.ofInstant(surroundings.clock().instant(), ZoneOffset.UTC);
    Rules rules = rules(given.matchedOptionValue("--rules", ""));
    PairFolder folder =
        new PairFolder(surroundings.folder().resolve(given.matchedOptionValue("--pairs", "")));
    Map<String, Outcome> outcomes = compareAll(folder, rules, today);
    List<String> expired = rules.expired(today);
    if (given.hasMatchedOption("--json")) {
      surroundings.out().println(JsonText.of(json(outcomes, expired)));
    } else {
      lines(outcomes, expired).forEach(surroundings.out()::println);
    }
    return outcomes.values().stream().allMatch(Outcome.Same.class::isInstance)
        ? ExitCode.WELL
        : ExitCode.FAILED;
  }

  private static Map<String, Outcome> compareAll(PairFolder folder, Rules rules, LocalDate today) {
    Map<String, Outcome> outcomes = new LinkedHashMap<>();
    List<String> faults = new ArrayList<>();
    try {
      for (Path entry : folder.list()) {
        try {
          var pair = folder.read(entry);
          if (outcomes.put(pair.name(), Comparison.of(pair, rules, today)) != null) {
            faults.add(inOneLine(entry.toString()) + ": another pair has this name; rename one");
          }
        } catch (PairFolder.Faulty e) {
          faults.add(inOneLine(String.valueOf(e.getMessage())));
        }
      }
    } catch (PairFolder.Faulty e) {
      faults.add(String.valueOf(e.getMessage()));
    }
    if (!faults.isEmpty()) {
      String more =
          faults.size() > FAULTS_MAX ? "\nand " + (faults.size() - FAULTS_MAX) + " more" : "";
      throw CommandFailure.usage(
          faults.stream().limit(FAULTS_MAX).collect(Collectors.joining("\n")) + more);
    }
    return outcomes;
  }

  private Rules rules(String name) {
    if (name.isEmpty()) {
      return Rules.NONE;
    }
    return switch (Rules.read(name, text(name))) {
      case Rules.Reading.Valid(Rules rules) -> rules;
      case Rules.Reading.Invalid(List<Fault> faults) ->
          throw CommandFailure.usage(
              faults.stream().map(Fault::toString).collect(Collectors.joining("\n")));
    };
  }

  private String text(String name) {
    Path file = surroundings.folder().resolve(name);
    try {
      if (Files.size(file) > RULES_BYTES_MAX) {
        throw CommandFailure.usage(
            name + " is larger than " + RULES_BYTES_MAX + " bytes; split the rules by request");
      }
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw CommandFailure.usage(name + " does not exist; name the file of the rules");
    } catch (CharacterCodingException e) {
      throw CommandFailure.usage(name + " is not UTF-8; save it as UTF-8");
    } catch (IOException e) {
      throw CommandFailure.usage(
          name
              + " cannot be read: "
              + e.getClass().getSimpleName()
              + "; check that it is a file, and who may read it");
    }
  }

  private static List<String> lines(Map<String, Outcome> outcomes, List<String> expired) {
    List<String> lines = new ArrayList<>();
    expired.forEach(rule -> lines.add("expired: " + rule + "; it does nothing"));
    outcomes.forEach(
        (name, outcome) -> {
          lines.add(inOneLine(name) + ": " + verdict(outcome));
          if (outcome instanceof Outcome.Different different) {
            different
                .differences()
                .forEach(
                    found ->
                        lines.add(
                            "  %-7s %s %s".formatted(found.kind(), placeOf(found), found.text())));
            if (different.unlisted() > 0) {
              lines.add("  and " + different.unlisted() + " more");
            }
          }
        });
    long same = count(outcomes, Outcome.Same.class);
    long different = count(outcomes, Outcome.Different.class);
    long uncompared = count(outcomes, Outcome.Uncompared.class);
    lines.add(
        "%d pairs: %d same, %d different, %d not compared"
            .formatted(outcomes.size(), same, different, uncompared));
    return lines;
  }

  /** A file's name may have any character: lines stay lines, and terminals are told nothing. */
  private static String inOneLine(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }

  private static String verdict(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Same same -> "same" + because(same.explanations());
      case Outcome.Different different -> "different" + because(different.explanations());
      case Outcome.Uncompared uncompared -> "not compared: " + uncompared.reason();
    };
  }

  private static String because(List<Explanation> explanations) {
    return explanations.isEmpty()
        ? ""
        : explanations.stream()
            .map(found -> found.what() + (found.times() > 1 ? " x" + found.times() : ""))
            .collect(Collectors.joining(", ", " (benign: ", ")"));
  }

  private static String placeOf(Difference found) {
    return found.place().isEmpty() ? "body" : found.place();
  }

  private static Map<String, Object> json(Map<String, Outcome> outcomes, List<String> expired) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("pairs", outcomes.size());
    json.put("same", count(outcomes, Outcome.Same.class));
    json.put("different", count(outcomes, Outcome.Different.class));
    json.put("uncompared", count(outcomes, Outcome.Uncompared.class));
    json.put("expired", expired);
    json.put(
        "results",
        outcomes.entrySet().stream().map(entry -> json(entry.getKey(), entry.getValue())).toList());
    return json;
  }

  private static Map<String, Object> json(String name, Outcome outcome) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("pair", name);
    switch (outcome) {
      case Outcome.Same _ -> json.put("outcome", "same");
      case Outcome.Different different -> {
        json.put("outcome", "different");
        json.put("differences", different.differences().stream().map(Difference::json).toList());
        json.put("unlisted", different.unlisted());
      }
      case Outcome.Uncompared uncompared -> {
        json.put("outcome", "uncompared");
        json.put("reason", uncompared.reason());
      }
    }
    json.put("benign", outcome.explanations());
    return json;
  }

  private static long count(Map<String, Outcome> outcomes, Class<? extends Outcome> kind) {
    return outcomes.values().stream().filter(kind::isInstance).count();
  }
}
