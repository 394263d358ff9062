package banyan.proxy.idempotency;

import banyan.wire.ByteBudget;
import banyan.wire.Fields;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what passes of an answer, up to a limit whose bytes are leased meanwhile. One thread at a
 * time.
 */
final class AnswerCapture {
  /** Belongs to one answer or one connection, or is a credential, in lower case. */
  private static final Set<String> NOT_KEPT =
      Set.of(
          "connection",
          "content-length",
          "date",
          "keep-alive",
          "set-cookie",
          "trailer",
          "transfer-encoding",
          "via",
          Fields.PROXY_STATUS.toLowerCase(Locale.ROOT),
          Fields.REQUEST_ID.toLowerCase(Locale.ROOT));

  /** More of a head is no answer to keep. */
  private static final int FIELD_CHARS_MAX = 32 * 1024;

  private final int bytesMax;
  private final ByteBudget.@Nullable Lease lease;
  private @Nullable ByteArrayOutputStream bytes;

  AnswerCapture(int bytesMax, ByteBudget budget) {
    this.bytesMax = bytesMax;
    this.lease = budget.take(HeldRequest.PURPOSE, bytesMax).orElse(null);
    this.bytes = lease == null ? null : new ByteArrayOutputStream();
  }

  /** Keeps what goes out next; the buffer stays as it is. */
  void passed(@Nullable ByteBuffer buffer) {
    ByteArrayOutputStream kept = bytes;
    if (kept == null || buffer == null) {
      return;
    }
    if (buffer.remaining() > bytesMax - kept.size()) {
      bytes = null;
      return;
    }
    byte[] copy = new byte[buffer.remaining()];
    buffer.duplicate().get(copy);
    kept.writeBytes(copy);
  }

  /** The whole answer; null when it was too much. */
  @Nullable StoredAnswer stored(int status, HttpFields head) {
    ByteArrayOutputStream kept = bytes;
    if (kept == null) {
      return null;
    }
    List<StoredAnswer.Field> fields = new ArrayList<>();
    int chars = 0;
    for (HttpField field : head) {
      String value = field.getValue();
      if (value != null && !NOT_KEPT.contains(field.getLowerCaseName())) {
        fields.add(new StoredAnswer.Field(field.getName(), value));
        chars += field.getName().length() + value.length();
      }
    }
    return chars > FIELD_CHARS_MAX
        ? null
        : new StoredAnswer(status, fields, Base64.getEncoder().encodeToString(kept.toByteArray()));
  }

  /** Gives the bytes back. */
  void release() {
    bytes = null;
    if (lease != null) {
      lease.close();
    }
  }
}
