package banyan.proxy.artefact;

import banyan.proxy.route.Handle.Carrier;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a request in which handles stand. Those of path and query are escaped as they came,
 * those of the body plain. Never changes. One thread.
 *
 * @param query null for none
 * @param body null where none is held
 */
record HandleParts(String path, @Nullable String query, @Nullable BroughtBody body) {
  /** The handles that a carrier brings. */
  List<String> values(Carrier carrier) {
    if (carrier instanceof Carrier.Member member) {
      return body == null ? List.of() : body.texts(member);
    }
    List<String> values = new ArrayList<>();
    var _ =
        edited(
            carrier,
            escaped -> {
              values.add(escaped);
              return escaped;
            });
    return values;
  }

  /** The parts with other handles; equal where none is another. */
  HandleParts edited(Carrier carrier, UnaryOperator<String> edit) {
    return switch (carrier) {
      case Carrier.Parameter(String name) ->
          query == null
              ? this
              : new HandleParts(path, UriText.editParameter(query, name, edit), body);
      case Carrier.Segment segment ->
          new HandleParts(UriText.editSegment(path, segment, edit), query, body);
      case Carrier.Member member ->
          body == null ? this : new HandleParts(path, query, body.edited(member, edit));
    };
  }
}
