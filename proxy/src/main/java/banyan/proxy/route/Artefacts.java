package banyan.proxy.route;

import java.util.List;

/**
 * What the sides of a route mint that comes back with later requests. Immutable.
 *
 * @param areValidatorsShared whether both sides give the same state the same validators
 * @param handles cursors and upload ids that only the side understands which minted them
 */
public record Artefacts(boolean areValidatorsShared, List<Handle> handles) {
  /** Of a route that says nothing: validators differ, and no handles are known. */
  public static final Artefacts UNDECLARED = new Artefacts(false, List.of());

  /** Of a route whose sides understand whatever the other one minted. */
  public static final Artefacts SHARED = new Artefacts(true, List.of());

  public Artefacts {
    handles = List.copyOf(handles);
  }

  /** Whether bodies of requests bring handles. */
  public boolean areInBodies() {
    for (Handle handle : handles) {
      if (handle.carrier() instanceof Handle.Carrier.Member) {
        return true;
      }
    }
    return false;
  }
}
