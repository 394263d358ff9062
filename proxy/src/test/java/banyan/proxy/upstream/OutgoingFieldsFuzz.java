package banyan.proxy.upstream;

import banyan.proxy.HopByHop;
import banyan.proxy.InternalFields;
import banyan.proxy.Via;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;

/** Any lines as the fields of an answer: none passes that concerns one connection, or is ours. */
public final class OutgoingFieldsFuzz {
  private static final Via VIA = new Via("banyan-fuzz");
  private static final Set<String> NEVER =
      Set.of("connection", "keep-alive", "te", "transfer-encoding", "upgrade", "proxy-connection");

  private OutgoingFieldsFuzz() {}

  /** One input: lines of name, colon and value. */
  public static void fuzzerTestOneInput(byte[] input) {
    HttpFields.Mutable received = HttpFields.build();
    for (String line : new String(input, StandardCharsets.ISO_8859_1).split("\n", -1)) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        received.add(new HttpField(line.substring(0, colon), line.substring(colon + 1)));
      }
    }
    HttpFields.Mutable sent = OutgoingFields.toClient(200, received, HttpVersion.HTTP_1_1, VIA);
    Set<String> nominated = nominated(received);
    for (HttpField field : sent) {
      String name = field.getName().toLowerCase(Locale.ROOT);
      boolean isOurVia = field.is("Via");
      demand(!NEVER.contains(name), "ends here", name);
      demand(isOurVia || !nominated.contains(name), "is named by Connection", name);
      demand(!InternalFields.isInternal(InternalFields.canonical(name)), "is ours", name);
    }
    demand(sent.size() <= received.size() + 1, "nothing is added but Via", sent.toString());
    demand(sent.getField(HttpHeader.VIA) != null, "Via is added", sent.toString());
    for (HttpField trailer : trailers(received)) {
      demand(!HopByHop.isProtected(trailer.getName()), "is no trailer", trailer.getName());
    }
    var _ = HopByHop.protectedNomination(received);
    var _ = VIA.isLoop(received);
    var _ = AnswerRules.defect(200, HttpVersion.HTTP_1_1, received);
  }

  private static HttpFields trailers(HttpFields received) {
    HttpFields trailers = OutgoingFields.trailers(received);
    return trailers == null ? HttpFields.EMPTY : trailers;
  }

  private static Set<String> nominated(HttpFields received) {
    Set<String> names = new HashSet<>();
    for (HttpField field : received) {
      if (field.is("Connection")) {
        List.of(field.getValue().split(",", -1))
            .forEach(name -> names.add(name.strip().toLowerCase(Locale.ROOT)));
      }
    }
    return names;
  }

  private static void demand(boolean isSo, String what, String name) {
    if (!isSo) {
      throw new AssertionError(what + ": " + name);
    }
  }
}
