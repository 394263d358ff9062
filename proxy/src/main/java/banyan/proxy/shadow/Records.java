package banyan.proxy.shadow;

import banyan.proxy.compare.RecordedAnswer;
import banyan.proxy.compare.RecordedField;
import banyan.proxy.compare.RecordedRequest;
import banyan.proxy.upstream.Copy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;

/** Requests and answers in the form in which they are compared. Pure functions. */
final class Records {
  /** What an answer may depend on, and is no secret of anybody's. */
  private static final Set<String> TOLD =
      Set.of("accept", "accept-encoding", "accept-language", "accept-version", "prefer");

  private Records() {}

  static RecordedRequest request(Copy copy) {
    List<RecordedField> fields = new ArrayList<>();
    for (HttpField field : copy.received()) {
      if (TOLD.contains(field.getLowerCaseName())) {
        fields.add(recorded(field));
      }
    }
    return new RecordedRequest(copy.method(), copy.target(), fields, new byte[0]);
  }

  static RecordedAnswer answer(int status, HttpFields fields, byte[] body) {
    List<RecordedField> recorded = new ArrayList<>(fields.size());
    for (HttpField field : fields) {
      recorded.add(recorded(field));
    }
    return new RecordedAnswer(status, recorded, body);
  }

  /** What a client gets from the proxy when a side does not answer. */
  static RecordedAnswer failure(int status, String error) {
    return new RecordedAnswer(
        status, List.of(new RecordedField("Proxy-Status", "banyan; error=" + error)), new byte[0]);
  }

  private static RecordedField recorded(HttpField field) {
    String value = field.getValue();
    return new RecordedField(field.getName(), value == null ? "" : value.strip());
  }
}
