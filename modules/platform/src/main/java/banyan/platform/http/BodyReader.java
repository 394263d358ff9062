package banyan.platform.http;

import banyan.wire.Deadline;
import banyan.wire.Failure;
import banyan.wire.Problem;
import banyan.wire.Problems;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** The body of one request, counted while it is read: never more than its limit is kept. */
final class BodyReader {
  private static final int CHUNK_BYTES = 8192;
  private static final byte[] NO_BYTES = {};

  private final HttpServletRequest request;
  private final long bytesMax;

  BodyReader(HttpServletRequest request, long bytesMax) {
    this.request = request;
    this.bytesMax = bytesMax;
  }

  /** All of it; fails with {@code body-too-large}, or {@code request-timeout} when it stalls. */
  byte[] read(Deadline deadline) {
    if (request.getContentLengthLong() > bytesMax) {
      throw tooLarge();
    }
    var bytes = new ByteArrayOutputStream();
    try {
      ServletInputStream stream = request.getInputStream();
      int first = stream.read();
      if (first < 0) {
        return NO_BYTES;
      }
      if (bytesMax == 0) {
        throw tooLarge();
      }
      bytes.write(first);
      byte[] chunk = new byte[CHUNK_BYTES];
      for (int count = stream.read(chunk); count >= 0; count = stream.read(chunk)) {
        if (bytes.size() + count > bytesMax) {
          throw tooLarge();
        }
        bytes.write(chunk, 0, count);
        if (deadline.hasPassed()) {
          throw stalled();
        }
      }
    } catch (IOException e) {
      // The connection is gone or idle for too long: either way the request did not arrive.
      throw stalled();
    }
    return bytes.toByteArray();
  }

  private Failure tooLarge() {
    return Failure.client(
        Problem.of(Problems.BODY_TOO_LARGE, "this route takes " + bytesMax + " bytes at most"));
  }

  private static Failure stalled() {
    return Failure.client(
        Problem.of(Problems.REQUEST_TIMEOUT, "the body did not arrive within the time allowed"));
  }
}
