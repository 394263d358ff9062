package banyan.proxy.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What the name of a field says of its values: {@code customerId} holds an id of a customer. */
final class FieldWords {
  private static final int LENGTH_MAX = 200;

  private static final Set<String> IDS = Set.of("id", "ids", "uuid", "uuids", "guid", "guids");
  private static final Set<String> TIMES =
      Set.of(
          "at",
          "time",
          "timestamp",
          "ts",
          "date",
          "created",
          "updated",
          "modified",
          "expires",
          "exp",
          "iat",
          "nbf",
          "now");

  /** What the numbers of a time count, behind its name: {@code createdAtMillis}. */
  private static final Set<String> UNITS_OF_TIME =
      Set.of("ms", "millis", "milliseconds", "s", "sec", "secs", "seconds", "epoch", "unix", "utc");

  /** Of what something contains: another one is other contents. */
  private static final Set<String> DIGESTS =
      Set.of(
          "checksum",
          "checksums",
          "crc32",
          "digest",
          "digests",
          "hash",
          "hashes",
          "integrity",
          "fingerprint",
          "md5",
          "sha",
          "sha1",
          "sha256",
          "sha384",
          "sha512");

  /** Places in a document (RFC 6901), which look like paths of URLs. */
  private static final Set<String> POINTERS =
      Set.of("pointer", "jsonpointer", "instancepath", "schemapath", "datapath", "jsonpath");

  /** What an answer complains of, one by one. */
  private static final Set<String> COMPLAINTS =
      Set.of(
          "errors",
          "violations",
          "issues",
          "faults",
          "fielderrors",
          "validationerrors",
          "invalidparams",
          "warnings");

  private static final Set<String> PLACES_OF_COMPLAINTS =
      Set.of("path", "field", "property", "propertypath", "location", "param", "parameter", "name");

  /** Made anew for each answer, so that no two agree. */
  private static final Set<String> OF_ONE_ANSWER =
      Set.of("request", "trace", "span", "correlation");

  /** Of the moment of the answer, not of what is stored. */
  private static final Set<String> OF_THE_MOMENT =
      Set.of(
          "timestamp",
          "now",
          "servertime",
          "currenttime",
          "asof",
          "generatedat",
          "servedat",
          "requestedat",
          "respondedat",
          "fetchedat",
          "retrievedat",
          "checkedat",
          "evaluatedat",
          "renderedat",
          "computedat",
          "processedat",
          "issuedat",
          "iat");

  /** Whose the data are: never made anew. */
  private static final Set<String> NEVER_RENAMED = Set.of("tenant", "organization", "organisation");

  /** Around elements of any kind. */
  private static final Set<String> ANY_KIND =
      Set.of(
          "item",
          "data",
          "result",
          "content",
          "entry",
          "entrie",
          "row",
          "record",
          "list",
          "value",
          "embedded",
          "node",
          "edge",
          "element",
          "hit",
          "payload",
          "body",
          "resource");

  private FieldWords() {}

  /** {@code priceAmountMinor}, {@code price_amount_minor}: price, amount, minor. */
  static List<String> of(String name) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    String shortened = name.length() > LENGTH_MAX ? name.substring(0, LENGTH_MAX) : name;
    char before = 'a';
    for (int i = 0; i < shortened.length(); i++) {
      char letter = shortened.charAt(i);
      boolean isStart = Character.isUpperCase(letter) && !Character.isUpperCase(before);
      if (isStart || !Character.isLetterOrDigit(letter)) {
        add(words, word);
      }
      if (Character.isLetterOrDigit(letter)) {
        word.append(letter);
      }
      before = letter;
    }
    add(words, word);
    return words;
  }

  static boolean areIds(String name) {
    List<String> words = of(name);
    return !words.isEmpty() && IDS.contains(words.getLast()) && !isNeverRenamed(words);
  }

  static boolean areTimes(String name) {
    List<String> words = withoutUnit(name);
    return !words.isEmpty() && TIMES.contains(words.getLast());
  }

  static boolean areDigests(String name) {
    List<String> words = of(name);
    // SHA-256 is two words.
    return !words.isEmpty()
        && (DIGESTS.contains(words.getLast())
            || DIGESTS.contains(
                String.join("", words.subList(Math.max(0, words.size() - 2), words.size()))));
  }

  /** Whether a place holds places of a document: by its name, or as where a complaint is of. */
  static boolean arePointers(Place place) {
    String name = String.join("", of(place.fieldName()));
    return POINTERS.contains(name)
        || (PLACES_OF_COMPLAINTS.contains(name)
            && COMPLAINTS.contains(String.join("", of(place.parentFieldName()))));
  }

  static boolean areOfOneAnswer(String name) {
    List<String> words = of(name);
    return words.size() == 2 && OF_ONE_ANSWER.contains(words.getFirst()) && areIds(name);
  }

  static boolean areOfTheMoment(String name) {
    return OF_THE_MOMENT.contains(String.join("", withoutUnit(name)));
  }

  /** What the ids of a place name: {@code customer}; empty when it may be anything. */
  static String stem(Place place) {
    List<String> words = of(place.fieldName());
    boolean endsInId = !words.isEmpty() && IDS.contains(words.getLast());
    List<String> named = endsInId ? words.subList(0, words.size() - 1) : words;
    if (named.isEmpty()) {
      named = of(place.parentFieldName());
    }
    return stem(String.join("", named));
  }

  /** The same for the segment before an id in a path: {@code products} of {@code /products/17}. */
  static String stem(String plural) {
    String singular = singular(plural);
    boolean isOfAnyKind =
        ANY_KIND.contains(singular) || ANY_KIND.contains(plural.toLowerCase(Locale.ROOT));
    return isOfAnyKind ? "" : singular;
  }

  /** In lower case, without the {@code s} of a plural. */
  static String singular(String plural) {
    String lower = plural.toLowerCase(Locale.ROOT);
    return lower.endsWith("s") && lower.length() > 1
        ? lower.substring(0, lower.length() - 1)
        : lower;
  }

  private static List<String> withoutUnit(String name) {
    List<String> words = of(name);
    int end = words.size();
    while (end > 1 && UNITS_OF_TIME.contains(words.get(end - 1))) {
      end--;
    }
    return words.subList(0, end);
  }

  private static boolean isNeverRenamed(List<String> words) {
    return words.size() > 1 && NEVER_RENAMED.contains(words.get(words.size() - 2));
  }

  private static void add(List<String> words, StringBuilder word) {
    if (!word.isEmpty()) {
      words.add(word.toString().toLowerCase(Locale.ROOT));
      word.setLength(0);
    }
  }
}
