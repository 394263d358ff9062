package banyan.proxy.admin;

import banyan.proxy.admin.AdminEndpoint.Answer;
import banyan.proxy.migration.Overlay;
import banyan.proxy.recent.RecentRequests;
import banyan.proxy.recent.WhatIf;
import banyan.proxy.route.LocalCode;
import banyan.proxy.route.RouteDocument;
import banyan.proxy.route.RouteDocument.Reading;
import banyan.proxy.route.RouteTable;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The endpoints of the admin listener that answer questions about routes. They change nothing. */
public final class RouteEndpoints {
  /** As much as a document may have. */
  private static final int DOCUMENT_BYTES_MAX = 1 << 20;

  private RouteEndpoints() {}

  /** {@code POST /routes/explain}: who would answer a request, and why; a {@link RouteQuestion}. */
  public static AdminEndpoint explain(
      Supplier<RouteTable> live, Supplier<@Nullable Overlay> overlay) {
    return AdminEndpoint.ask(
        "/routes/explain",
        RouteQuestion.BYTES_MAX,
        body -> explain(live.get(), overlay.get(), body));
  }

  private static Answer explain(RouteTable table, @Nullable Overlay overlay, String body) {
    RouteQuestion question;
    try {
      question = RouteQuestion.parse(body);
    } catch (IllegalArgumentException e) {
      return Answer.malformed(String.valueOf(e.getMessage()));
    }
    return Answer.json(200, question.answer(table, overlay));
  }

  /**
   * {@code POST /routes/what-if}: what a document, which is the body, would do with the last
   * requests.
   *
   * @param file the document in force, whose folder has the files that a document names
   */
  public static AdminEndpoint whatIf(
      Supplier<RouteTable> live, LocalCode code, RecentRequests recent, String file) {
    return AdminEndpoint.ask(
        "/routes/what-if",
        DOCUMENT_BYTES_MAX,
        body ->
            switch (RouteDocument.read(file, body, code)) {
              case Reading.Invalid invalid ->
                  Answer.json(
                      200,
                      new Judgement(invalid.faults().stream().map(Refusal::of).toList(), null));
              case Reading.Valid valid ->
                  Answer.json(
                      200,
                      new Judgement(
                          List.of(),
                          WhatIf.of(recent.heads(), live.get(), valid.document().over(code))));
            });
  }

  /**
   * The answer to a document.
   *
   * @param faults for which it would be refused
   * @param whatIf null when it would be
   */
  public record Judgement(List<Refusal> faults, @Nullable WhatIf whatIf) {}

  /** One fault; line and column are 0 where the whole document is meant. */
  public record Refusal(int line, int column, String message) {
    static Refusal of(RouteDocument.Fault fault) {
      return new Refusal(fault.line(), fault.column(), fault.message());
    }
  }
}
