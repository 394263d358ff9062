package banyan.proxy.route;

import banyan.proxy.route.RouteDocument.Fault;
import banyan.proxy.route.RouteDocument.Reading;
import java.nio.charset.StandardCharsets;

/** Any text as a route document: read, or refused with faults that say where. */
public final class RouteDocumentFuzz {
  private RouteDocumentFuzz() {}

  /** One input. */
  public static void fuzzerTestOneInput(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    switch (RouteDocument.read("routes.yaml", text, LocalCode.none())) {
      case Reading.Valid valid -> {
        RouteTable table = valid.document().over(LocalCode.none());
        var _ = table.find("h", "GET", "/a/b");
      }
      case Reading.Invalid invalid -> {
        if (invalid.faults().isEmpty()) {
          throw new AssertionError("refused without a reason");
        }
        for (Fault fault : invalid.faults()) {
          if (!fault.toString().startsWith("routes.yaml")) {
            throw new AssertionError("a fault without its place: " + fault);
          }
        }
      }
    }
  }
}
