package banyan.app;

import banyan.proxy.admin.RouteQuestion;
import banyan.proxy.route.LocalCode;
import banyan.proxy.route.RouteDocument;
import banyan.proxy.route.RouteDocument.Fault;
import banyan.proxy.route.RouteDocument.Reading;
import banyan.proxy.route.RouteTable;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code banyan routes explain|check|what-if}: questions about routes that change nothing. */
final class RouteQuestions {
  private static final String EXPLAIN = "/routes/explain";
  private static final String WHAT_IF = "/routes/what-if";

  private final AdminOptions admin;
  private final PrintWriter out;

  private RouteQuestions(AdminOptions admin) {
    this.admin = admin;
    this.out = admin.surroundings().out();
  }

  static List<Command> all(AdminOptions admin) {
    RouteQuestions questions = new RouteQuestions(admin);
    return List.of(
        new PartCommand(
            "explain",
            "Tell which route answers a request, and why each other does not.",
            "banyan routes explain 'GET /api/v1/products/42' -H 'X-Beta: 1' --host shop.example",
            questions::addExplain,
            questions::explain),
        new PartCommand(
            "check",
            "List what is wrong with a document of routes, unreachable routes too."
                + " Exit code 1: something is.",
            "banyan routes check routes.yaml",
            questions::addCheck,
            questions::check),
        new PartCommand(
            "what-if",
            "Tell which of the last requests a document would send elsewhere; nothing is changed."
                + " Exit code 1: some of them, or the document is refused.",
            "banyan routes what-if next.yaml",
            questions::addWhatIf,
            questions::whatIf));
  }

  private void addExplain(CommandSpec spec) {
    spec.addPositional(
        CommandForm.argument(0, "REQUEST", "method and path, or the path alone for GET"));
    spec.addOption(CommandForm.fieldOption());
    spec.addOption(CommandForm.valueOption("--host", "HOST", "the host that the request is for"));
    spec.addOption(
        CommandForm.valueOption("--tenant", "TENANT", "the caller's tenant (default main)"));
    spec.addOption(
        CommandForm.valueOption(
            "--routes", "FILE", "ask this document instead of a running process"));
    spec.addOption(CommandForm.switchOption("--json", "print JSON"));
    RoutesDocument.addOptions(spec);
    admin.addTo(spec);
  }

  private ExitCode explain(ParseResult given) {
    String question = RequestLine.question(given);
    String file = given.matchedOptionValue("--routes", "");
    String answer = file.isEmpty() ? asked(given, EXPLAIN, question) : here(given, file, question);
    JsonNode json = RouteAnswers.read(answer);
    admin.print(given, json, RouteAnswers.explanation(json));
    return ExitCode.WELL;
  }

  private String here(ParseResult given, String file, String question) {
    RoutesDocument document = RoutesDocument.of(admin, given, file);
    RouteTable table =
        switch (RouteDocument.read(document.file().toString(), document.text(), document.code())) {
          case Reading.Valid valid -> valid.document().over(document.code());
          case Reading.Invalid invalid ->
              throw CommandFailure.failed(
                  invalid.faults().stream().map(Fault::toString).collect(Collectors.joining("\n")));
        };
    try {
      return JsonText.of(RouteQuestion.parse(question).answer(table));
    } catch (IllegalArgumentException e) {
      throw CommandFailure.failed(String.valueOf(e.getMessage()), e);
    }
  }

  private void addCheck(CommandSpec spec) {
    spec.addPositional(CommandForm.argument(0, "FILE", "the document"));
    spec.addOption(CommandForm.switchOption("--json", "print JSON"));
    RoutesDocument.addOptions(spec);
    spec.addOption(Configuration.option());
  }

  private ExitCode check(ParseResult given) {
    String name = given.matchedPositionalValue(0, "");
    RoutesDocument document = RoutesDocument.of(admin, given, name);
    List<Fault> faults =
        RouteDocument.check(document.file().toString(), document.text(), document.code());
    List<Map<String, Object>> findings =
        faults.stream().map(fault -> finding(name, fault)).toList();
    if (given.hasMatchedOption("--json")) {
      out.println(JsonText.of(findings));
    } else {
      faults.forEach(
          fault -> out.println(new Fault(name, fault.line(), fault.column(), fault.message())));
    }
    return faults.isEmpty() ? ExitCode.WELL : ExitCode.FAILED;
  }

  private static Map<String, Object> finding(String name, Fault fault) {
    return Map.of(
        "file", name, "line", fault.line(), "column", fault.column(), "message", fault.message());
  }

  private void addWhatIf(CommandSpec spec) {
    spec.addPositional(CommandForm.argument(0, "FILE", "the document"));
    spec.addOption(CommandForm.switchOption("--json", "print JSON"));
    admin.addTo(spec);
  }

  private ExitCode whatIf(ParseResult given) {
    String name = given.matchedPositionalValue(0, "");
    RoutesDocument document =
        new RoutesDocument(name, admin.surroundings().folder().resolve(name), LocalCode.none());
    JsonNode json = RouteAnswers.read(asked(given, WHAT_IF, document.text()));
    admin.print(given, json, RouteAnswers.whatIf(name, json));
    boolean isSame = json.path("faults").isEmpty() && json.at("/whatIf/changed").asLong() == 0;
    return isSame ? ExitCode.WELL : ExitCode.FAILED;
  }

  private String asked(ParseResult given, String path, String body) {
    return admin.ask(given, client -> client.ask(path, body));
  }
}
