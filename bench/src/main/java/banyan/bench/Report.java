package banyan.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a run found, for people and for programs. A ratio is a peer's processor time over ours:
 * above 1 we need less.
 *
 * @param command that repeats it
 * @param conditions that hold for every row, by name
 */
record Report(
    String command,
    Instant date,
    Machine machine,
    Map<String, String> conditions,
    List<Peer> peers,
    Findings findings) {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private static final String LINE = "%-34s %9s %9s %9s %7s %11s %6s %9s%n";

  /** Tables in the order of the scenarios. */
  String text() {
    StringBuilder text = new StringBuilder();
    text.append(command).append(System.lineSeparator()).append(date).append(", ");
    text.append(machine.processor()).append(", ").append(machine.processors());
    text.append(" processors, ").append(machine.system()).append(", ").append(machine.jdk());
    text.append(System.lineSeparator());
    conditions.forEach((name, value) -> text.append(name).append(": ").append(value).append('\n'));
    byScenario().forEach((scenario, found) -> text.append(table(scenario, found)));
    findings.figures().forEach(figures -> text.append(figures.text()));
    text.append('\n');
    peers.forEach(peer -> text.append(peer.name() + ": " + peer.settings() + "\n"));
    return text.toString();
  }

  private static String table(String scenario, List<Row> rows) {
    StringBuilder table = new StringBuilder("\n" + scenario + "\n");
    table.append(
        String.format(
            Locale.ROOT,
            LINE,
            "PEER",
            "CPU µs",
            "LEAST",
            "MOST",
            "RATIO",
            "REQUESTS/S",
            "CORES",
            "PEAK MiB"));
    for (Row row : rows) {
      table.append(
          switch (row) {
            case Row.Measured measured -> line(measured, ratio(measured, rows));
            case Row.NotMeasured lacking ->
                String.format(
                    Locale.ROOT, "%-34s not measured: %s%n", row.peer().name(), lacking.reason());
          });
    }
    return table.toString();
  }

  private static String line(Row.Measured row, double ratio) {
    return String.format(
        Locale.ROOT,
        LINE,
        row.peer().name(),
        decimal(row.median(Window::microsPerRequest)),
        decimal(row.least(Window::microsPerRequest)),
        decimal(row.most(Window::microsPerRequest)),
        String.format(Locale.ROOT, "%.2f", ratio),
        String.format(Locale.ROOT, "%.0f", row.median(Window::requestsPerSecond)),
        String.format(Locale.ROOT, "%.2f", row.median(Window::processors)),
        decimal(row.most(Window::peakMebibytes)));
  }

  /** Over the first row, which is ours; 1 where ours was not measured. */
  private static double ratio(Row.Measured row, List<Row> rows) {
    return rows.getFirst() instanceof Row.Measured ours
        ? row.median(Window::microsPerRequest) / ours.median(Window::microsPerRequest)
        : 1;
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private Map<String, List<Row>> byScenario() {
    Map<String, List<Row>> tables = new LinkedHashMap<>();
    for (Row row : findings.rows()) {
      tables.put(
          row.scenario(),
          findings.rows().stream()
              .filter(other -> other.scenario().equals(row.scenario()))
              .toList());
    }
    return tables;
  }

  void write(Path file) {
    try {
      Files.writeString(file, JSON.writeValueAsString(json()) + "\n");
    } catch (IOException e) {
      throw new BenchFailure("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  ObjectNode json() {
    ObjectNode report = JSON.createObjectNode();
    report.put("command", command).put("date", date.toString());
    report.set("machine", JSON.valueToTree(machine));
    report.set("conditions", JSON.valueToTree(conditions));
    var settings = report.putObject("peers");
    peers.forEach(peer -> settings.put(peer.name(), peer.settings()));
    var found = report.putArray("rows");
    byScenario()
        .values()
        .forEach(
            table ->
                table.forEach(
                    row ->
                        found.add(
                            switch (row) {
                              case Row.Measured measured -> json(measured, ratio(measured, table));
                              case Row.NotMeasured lacking ->
                                  named(row).put("notMeasured", lacking.reason());
                            })));
    var figures = report.putArray("figures");
    findings.figures().forEach(each -> figures.add(each.json()));
    return report;
  }

  private static ObjectNode json(Row.Measured row, double ratio) {
    ObjectNode node = named(row);
    node.put("cpuMicrosPerRequest", row.median(Window::microsPerRequest));
    node.put("least", row.least(Window::microsPerRequest));
    node.put("most", row.most(Window::microsPerRequest));
    node.put("ratio", ratio);
    node.put("requestsPerSecond", row.median(Window::requestsPerSecond));
    node.put("processors", row.median(Window::processors));
    node.put("peakMebibytes", row.most(Window::peakMebibytes));
    node.put("requests", row.windows().stream().mapToLong(Window::requests).sum());
    return node;
  }

  private static ObjectNode named(Row row) {
    return JSON.createObjectNode().put("scenario", row.scenario()).put("peer", row.peer().name());
  }
}
