package banyan.platform.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The page that shows the OpenAPI document; all of it comes from the jar. */
final class DocsPage {
  /**
   * Nothing from other hosts, nothing inline, no frames: the page holds a token while it is used.
   */
  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
          + "img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private DocsPage() {}

  static List<RouteDeclaration> routes() {
    return List.of(
        route("/docs", "docs.html", "text/html; charset=utf-8", "This API as a page."),
        route("/docs/docs.css", "docs.css", "text/css; charset=utf-8", "The style of the page."),
        route(
            "/docs/docs.js", "docs.js", "text/javascript; charset=utf-8", "The code of the page."));
  }

  static Reply secured(Reply reply) {
    return reply
        .with("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        .with("Referrer-Policy", "no-referrer");
  }

  private static RouteDeclaration route(String path, String file, String type, String summary) {
    Reply reply = secured(Reply.ok(new Reply.Text(type, content(file))));
    return Declare.get(path, request -> reply)
        .summary(summary)
        .serves(200, List.of(type.split(";", -1)[0]), "The file.", "Content-Security-Policy")
        .route();
  }

  private static String content(String file) {
    try (InputStream stream = DocsPage.class.getResourceAsStream("docs/" + file)) {
      if (stream == null) {
        throw new IllegalStateException("the jar lacks docs/" + file);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("reading docs/" + file, e);
    }
  }
}
