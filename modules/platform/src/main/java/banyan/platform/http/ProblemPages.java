package banyan.platform.http;

import banyan.wire.Problem;
import banyan.wire.ProblemType;
import banyan.wire.Problems;
import banyan.wire.Suggestion;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The pages that the {@code type} of a problem leads to, for people and for programs. Immutable.
 */
public final class ProblemPages {
  /** What a page may come as, by what the client accepts. */
  static final List<String> MEDIA_TYPES = List.of("text/html", MediaTypes.JSON);

  private static final String HTML = "text/html; charset=utf-8";

  private final Map<String, ProblemType> types = new TreeMap<>();

  /** Pages of some types; throws IllegalStateException when two of them share a name. */
  ProblemPages(List<ProblemType> all) {
    for (ProblemType type : all) {
      ProblemType known = types.putIfAbsent(type.name(), type);
      if (known != null && !known.equals(type)) {
        throw new IllegalStateException("two different problems are named " + type.name());
      }
    }
  }

  /** The text of {@code docs/problems/<name>.md}. */
  public static String markdown(ProblemType type) {
    return """
        # %s

        - Type: `%s`
        - Status: %d

        %s.

        ## What to do

        %s
        """
        .formatted(type.name(), type.uri(), type.status(), type.title(), type.remedy());
  }

  Reply index(ApiRequest request) {
    List<ProblemType> sorted =
        types.values().stream().sorted(Comparator.comparingInt(ProblemType::status)).toList();
    if (wantsJson(request)) {
      return Reply.ok(Map.of("problems", sorted.stream().map(ProblemPages::members).toList()));
    }
    var rows = new StringBuilder();
    for (ProblemType type : sorted) {
      rows.append(
          "<tr><td>%d</td><td><a href=\"%s\">%s</a></td><td>%s</td></tr>%n"
              .formatted(type.status(), type.uri(), type.name(), escape(type.title())));
    }
    return page("Problems", "<table>\n" + rows + "</table>");
  }

  Reply page(ApiRequest request) {
    String name = request.pathParameter("name");
    ProblemType type = types.get(name);
    if (type == null) {
      String detail = "there is no problem of this name" + Suggestion.clause(name, types.keySet());
      return Reply.problem(Problem.of(Problems.ROUTE_NOT_FOUND, detail));
    }
    if (wantsJson(request)) {
      return Reply.ok(members(type));
    }
    String content =
        "<p class=\"status\">%d</p><p>%s.</p><h2>What to do</h2><p>%s</p>"
            .formatted(type.status(), escape(type.title()), code(escape(type.remedy())));
    return page(type.name(), content + "<p><a href=\"/problems\">All problems</a></p>");
  }

  private static Map<String, Object> members(ProblemType type) {
    var members = new LinkedHashMap<String, Object>();
    members.put("type", type.uri());
    members.put("status", type.status());
    members.put("title", type.title());
    members.put("remedy", type.remedy());
    return members;
  }

  private static Reply page(String title, String content) {
    String html =
        """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><title>%1$s</title>
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <link rel="stylesheet" href="/docs/docs.css"></head>
        <body><main class="page"><h1>%1$s</h1>
        %2$s
        </main></body></html>
        """
            .formatted(escape(title), content);
    return DocsPage.secured(Reply.ok(new Reply.Text(HTML, html))).with("Vary", "Accept");
  }

  private static boolean wantsJson(ApiRequest request) {
    return MediaTypes.prefersJson(request.field("Accept").orElse("text/html"));
  }

  private static String code(String escaped) {
    return escaped.replaceAll("`([^`]*)`", "<code>$1</code>");
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
