package banyan.proxy.route;

import banyan.proxy.adapt.BodyMapping;
import banyan.proxy.adapt.FieldEdits;
import org.jspecify.annotations.Nullable;

/**
 * How one leg of a route translates between the contract that clients know and the one that its
 * upstream knows. Immutable.
 *
 * @param path the upstream's path; null where it is the client's
 * @param request the way there
 * @param response the way back
 */
public record Adapter(@Nullable PathRewrite path, Message request, Message response) {
  /**
   * What happens to one message.
   *
   * @param fields its fields
   * @param body its JSON body
   */
  public record Message(FieldEdits fields, BodyMapping body) {
    public static final Message UNTOUCHED =
        new Message(FieldEdits.NONE, new BodyMapping(java.util.List.of()));
  }
}
