package banyan.platform.http;

import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** The writing of a {@link Reply}: status, fields, length, and the body unless HEAD asked. */
final class ReplyWriter {
  private static final int NO_CONTENT = 204;
  private static final int NOT_MODIFIED = 304;
  private static final byte[] NO_BYTES = {};

  private ReplyWriter() {}

  static void write(Reply reply, String requestId, Context context) throws IOException {
    HttpServletResponse response = context.res();
    Optional<Reply.Content> content = reply.content(requestId);
    response.setStatus(reply.status());
    response.setHeader("X-Content-Type-Options", "nosniff");
    reply.fields().forEach(response::setHeader);
    response.setContentType(content.map(Reply.Content::mediaType).orElse(null));
    if (reply.status() == NOT_MODIFIED) {
      // A head that goes out with the end would be given the length 0, which is not what GET would
      // be answered with (RFC 9110 section 8.6).
      response.flushBuffer();
      return;
    }
    if (reply.status() == NO_CONTENT) {
      return;
    }
    byte[] body = content.map(Reply.Content::bytes).orElse(NO_BYTES);
    response.setContentLength(body.length);
    if (!context.req().getMethod().equals("HEAD")) {
      response.getOutputStream().write(body);
    }
  }
}
