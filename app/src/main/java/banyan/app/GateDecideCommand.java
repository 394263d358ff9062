package banyan.app;

import banyan.app.gate.BadEvents;
import banyan.app.gate.EventsFile;
import banyan.app.gate.EventsFile.Replay;
import banyan.proxy.admin.MarginsLine;
import banyan.proxy.gate.Gate;
import banyan.proxy.gate.Margins;
import banyan.proxy.gate.Verdict;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code banyan gate decide}: the gate's verdict on a file of events. */
final class GateDecideCommand implements Command {
  private static final JsonMapper JSON = new JsonMapper();

  private static final Path STANDARD_INPUT = Path.of("/dev/stdin");

  private final Surroundings surroundings;

  GateDecideCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        CommandForm.of(
            this,
            "decide",
            "Say whether a series of events lets a candidate through: 0 promote, 10 roll back, 11"
                + " hold.",
            "banyan gate decide --events events.csv",
            "banyan gate decide --events events.csv --json --error-ratio 2 --users 50",
            "",
            "The file's first line is: millis,side,identity,class,latencyMillis",
            "side: from, to. class: ok, 4xx, 5xx, timeout, refused. More in docs/gate.md.");
    spec.usageMessage().exitCodeList(ExitCode.verdictMeanings());
    spec.addOption(CommandForm.valueOption("--events", "FILE", "the events, - for stdin; needed"));
    GateMargins.addTo(spec);
    spec.addOption(
        CommandForm.valueOption("--compared", "N", "answers that were compared (default 0)"));
    spec.addOption(
        CommandForm.valueOption("--mismatches", "N", "of these, answers that differ (default 0)"));
    spec.addOption(CommandForm.switchOption("--json", "print everything that is known"));
    return spec;
  }

  @Override
  public ExitCode run(ParseResult given) {
    String name = given.matchedOptionValue("--events", "");
    if (name.isBlank()) {
      throw CommandFailure.usage("--events: name a file, such as --events events.csv");
    }
    Margins margins = GateMargins.of(given);
    Gate gate = new Gate(margins);
    long compared = GateMargins.count(given, "--compared");
    long mismatches = GateMargins.count(given, "--mismatches");
    if (mismatches > compared) {
      throw CommandFailure.usage(
          "--mismatches " + mismatches + ": must be at most --compared, which is " + compared);
    }
    Replay replay = replay(name, gate);
    if (compared > 0) {
      gate.compared(compared, mismatches);
    }
    gate.end(replay.lastMillis());
    Verdict verdict = gate.verdict(replay.lastMillis());
    JsonNode json = JSON.valueToTree(json(verdict, replay, margins));
    List<String> shown =
        given.hasMatchedOption("--json") ? List.of(JsonText.of(json)) : lines(json, replay);
    shown.forEach(surroundings.out()::println);
    return VerdictLines.exitCode(json);
  }

  private Replay replay(String name, Gate gate) {
    // A path of its own, since a file is read twice and a pipe once.
    Path file = name.equals("-") ? STANDARD_INPUT : surroundings.folder().resolve(name);
    if (Files.isDirectory(file)) {
      throw CommandFailure.usage(name + " is a folder; name a file");
    }
    try {
      return new EventsFile(name, file).replay(gate);
    } catch (BadEvents e) {
      throw CommandFailure.usage(String.valueOf(e.getMessage()));
    } catch (CharacterCodingException e) {
      throw CommandFailure.usage(name + " is not UTF-8; save it as UTF-8");
    } catch (NoSuchFileException e) {
      throw CommandFailure.usage(name + " does not exist");
    } catch (IOException e) {
      throw CommandFailure.failed(name + " cannot be read: " + e, e);
    }
  }

  private static List<String> lines(JsonNode verdict, Replay replay) {
    List<String> lines = new ArrayList<>(VerdictLines.of(verdict));
    lines.add(
        "%d events (%d duplicates left out%s); %s"
            .formatted(
                replay.events(),
                replay.duplicates(),
                replay.isInOrder() ? "" : "; sorted by time",
                VerdictLines.seen(verdict)));
    return lines;
  }

  private static Map<String, @Nullable Object> json(
      Verdict verdict, Replay replay, Margins margins) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("verdict", verdict.decision());
    json.put("sentence", verdict.sentence());
    json.put("missing", verdict.missing());
    json.put("harmMillis", verdict.harmMillis());
    json.put("events", replay.events());
    json.put("duplicates", replay.duplicates());
    json.put("inOrder", replay.isInOrder());
    json.put("firstMillis", replay.firstMillis());
    json.put("lastMillis", replay.lastMillis());
    json.put("from", verdict.from());
    json.put("to", verdict.to());
    json.put("errors", verdict.errors());
    json.put("repeats", verdict.repeats());
    json.put("ratio", verdict.ratio());
    json.put("latency", verdict.latency());
    json.put("parity", verdict.parity());
    json.put("margins", MarginsLine.of(margins));
    return json;
  }
}
