package banyan.proxy.upstream;

import banyan.proxy.adapt.FieldEdits;
import banyan.proxy.route.Adapter;
import banyan.proxy.route.Destination;
import banyan.proxy.route.PathRewrite;
import banyan.proxy.route.Upstream;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/**
 * The way of one request to an upstream and back, in the words of the upstream: its path and its
 * fields. Bodies are translated by {@link Translation}. Pure functions.
 *
 * @param adapter null where both sides speak alike
 */
record Leg(Upstream upstream, @Nullable Adapter adapter) {
  static Leg of(Destination.Remote remote) {
    return new Leg(remote.upstream(), remote.adapter());
  }

  /** The upstream's name of a client's path. */
  String path(String path) {
    PathRewrite rewrite = adapter == null ? null : adapter.path();
    return rewrite == null ? path : rewrite.rewrite(path);
  }

  /** Edits what the upstream is told; fields that the client named in Connection are gone. */
  void editRequest(HttpFields.Mutable fields) {
    if (adapter == null) {
      return;
    }
    adapter.request().fields().apply(fields);
    if (!adapter.response().body().isEmpty()) {
      // What shall be translated must come whole and as plain text.
      fields.put(HttpHeader.ACCEPT_ENCODING, "identity");
      fields.remove(HttpHeader.RANGE);
      fields.remove(HttpHeader.IF_RANGE);
    }
  }

  /** Edits what the client is told. */
  void editAnswer(HttpFields.Mutable fields) {
    if (adapter == null) {
      return;
    }
    PathRewrite rewrite = adapter.path();
    if (rewrite != null) {
      rewriteBack(fields, HttpHeader.LOCATION, rewrite);
      rewriteBack(fields, HttpHeader.CONTENT_LOCATION, rewrite);
    }
    FieldEdits edits = adapter.response().fields();
    edits.apply(fields);
    if (!adapter.response().body().isEmpty()) {
      fields.remove(HttpHeader.ACCEPT_RANGES);
    }
  }

  /** A reference within the upstream (RFC 3986 section 4.2) becomes the client's, if it can. */
  private static void rewriteBack(HttpFields.Mutable fields, HttpHeader name, PathRewrite rewrite) {
    HttpField field = fields.getField(name);
    if (field == null || !field.getValue().startsWith("/") || field.getValue().startsWith("//")) {
      return;
    }
    String reference = field.getValue();
    int end = 0;
    while (end < reference.length() && "?#".indexOf(reference.charAt(end)) < 0) {
      end++;
    }
    String rest = reference.substring(end);
    rewrite.back(reference.substring(0, end)).ifPresent(path -> fields.put(name, path + rest));
  }
}
