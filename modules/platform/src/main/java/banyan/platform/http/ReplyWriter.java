package banyan.platform.http;

import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The writing of a {@link Reply}: status, fields, length, and the body unless HEAD asked. */
final class ReplyWriter {
  private static final int NO_CONTENT = 204;
  private static final int NOT_MODIFIED = 304;

  private ReplyWriter() {}

  static void write(Reply reply, String requestId, Context context) throws IOException {
    HttpServletResponse response = context.res();
    Optional<Reply.Text> text = reply.text(requestId);
    response.setStatus(reply.status());
    response.setHeader("X-Content-Type-Options", "nosniff");
    reply.fields().forEach(response::setHeader);
    response.setContentType(text.map(Reply.Text::mediaType).orElse(null));
    if (reply.status() == NOT_MODIFIED) {
      // A head that goes out with the end would be given the length 0, which is not what GET would
      // be answered with (RFC 9110 section 8.6).
      response.flushBuffer();
      return;
    }
    if (reply.status() == NO_CONTENT) {
      return;
    }
    byte[] body = text.map(Reply.Text::content).orElse("").getBytes(StandardCharsets.UTF_8);
    response.setContentLength(body.length);
    if (!context.req().getMethod().equals("HEAD")) {
      response.getOutputStream().write(body);
    }
  }
}
