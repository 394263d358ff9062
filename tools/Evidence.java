import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a long test run showed, as {@code docs/evidence/<date>.json}: the commit, the machine, and
 * per module what Surefire reports and the sizes that its tests printed. Run from the root by
 * {@code banyan test --long}; two arguments, the size and the commit.
 */
final class Evidence {
  private static final Pattern SUITE = Pattern.compile("<testsuite\\b[^>]*>");
  private static final Pattern ATTRIBUTE = Pattern.compile("\\b([a-z]+)=\"([^\"]*)\"");

  /** What a test prints of its size: {@code size LONG: clients during the move 8}. */
  private static final Pattern SIZE =
      Pattern.compile("\\bsize [A-Z]+: ([^\"\\\\\n]+) (\\d+)$", Pattern.MULTILINE);

  private record Module(
      String name, int tests, int failures, int skipped, double seconds, Map<String, Long> sizes) {}

  public static void main(String[] arguments) throws IOException {
    LocalDateTime now = LocalDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS);
    Path file = Path.of("docs", "evidence", now.toLocalDate() + ".json");
    Files.createDirectories(file.getParent());
    Files.writeString(file, json(now, arguments[0], arguments[1], modules()), UTF_8);
    System.out.println("wrote " + file);
  }

  private static String json(LocalDateTime now, String size, String commit, List<Module> modules) {
    return """
        {
          "date": "%sZ",
          "size": "%s",
          "commit": "%s",
          "machine": {"system": "%s", "architecture": "%s", "processors": %d},
          "jdk": "%s",
          "modules": [
        %s
          ]
        }
        """
        .formatted(
            now,
            size,
            commit,
            System.getProperty("os.name"),
            System.getProperty("os.arch"),
            Runtime.getRuntime().availableProcessors(),
            Runtime.version(),
            modules.stream().map(Evidence::json).collect(Collectors.joining(",\n")));
  }

  private static String json(Module module) {
    return String.format(
        Locale.ROOT,
        "    {\"module\": \"%s\", \"tests\": %d, \"failures\": %d, \"skipped\": %d, \"seconds\": %.1f,"
            + " \"sizes\": {%s}}",
        module.name(),
        module.tests(),
        module.failures(),
        module.skipped(),
        module.seconds(),
        module.sizes().entrySet().stream()
            .map(size -> "\"" + size.getKey() + "\": " + size.getValue())
            .collect(Collectors.joining(", ")));
  }

  private static List<Module> modules() throws IOException {
    List<Module> modules = new ArrayList<>();
    try (Stream<Path> reports = Files.find(Path.of(""), 5, Evidence::isReportFolder)) {
      for (Path folder : reports.sorted().toList()) {
        modules.add(module(folder));
      }
    }
    return modules;
  }

  private static boolean isReportFolder(Path path, Object attributes) {
    return path.endsWith("target/checked/surefire-reports");
  }

  private static Module module(Path folder) throws IOException {
    String name = folder.resolve("../../..").normalize().toString();
    Module sum = new Module(name, 0, 0, 0, 0, new TreeMap<>());
    try (Stream<Path> reports = Files.list(folder)) {
      for (Path report : reports.filter(path -> path.toString().endsWith(".xml")).toList()) {
        sum = sum(sum, Files.readString(report, UTF_8));
      }
    }
    return sum;
  }

  private static Module sum(Module sum, String report) {
    Matcher suite = SUITE.matcher(report);
    if (!suite.find()) {
      return sum;
    }
    String head = suite.group();
    Matcher size = SIZE.matcher(report);
    while (size.find()) {
      sum.sizes().merge(size.group(1), Long.parseLong(size.group(2)), Math::max);
    }
    return new Module(
        sum.name(),
        sum.tests() + (int) number(head, "tests"),
        sum.failures() + (int) (number(head, "failures") + number(head, "errors")),
        sum.skipped() + (int) number(head, "skipped"),
        sum.seconds() + number(head, "time"),
        sum.sizes());
  }

  private static double number(String head, String wanted) {
    Matcher attribute = ATTRIBUTE.matcher(head);
    while (attribute.find()) {
      if (attribute.group(1).equals(wanted)) {
        return Double.parseDouble(attribute.group(2).replace(",", ""));
      }
    }
    return 0;
  }
}
