package banyan.proxy.migration;

import java.util.Arrays;
import java.util.stream.Collectors;

/** How far a migration has come, in the order of the way. */
public enum Stage {
  /** The old side answers; the new one is only known. */
  PREPARED,
  /** The old side answers; the new one gets copies. */
  SHADOW,
  /** The new side answers a stable share of identities. */
  CANARY,
  /** The new side answers; the old one stays warm. */
  LIVE,
  /** The new side answers; the old one is closed, for good. */
  RETIRED;

  /** Reads a stage in lower case; throws IllegalArgumentException that lists them. */
  public static Stage parse(String text) {
    for (Stage stage : values()) {
      if (stage.word().equals(text)) {
        return stage;
      }
    }
    throw new IllegalArgumentException(
        "'"
            + text
            + "' is no stage; there are "
            + Arrays.stream(values()).map(Stage::word).collect(Collectors.joining(", ")));
  }

  /** Lower-case. */
  public String word() {
    return switch (this) {
      case PREPARED -> "prepared";
      case SHADOW -> "shadow";
      case CANARY -> "canary";
      case LIVE -> "live";
      case RETIRED -> "retired";
    };
  }
}
