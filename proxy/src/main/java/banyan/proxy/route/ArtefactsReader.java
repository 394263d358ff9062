package banyan.proxy.route;

import banyan.proxy.adapt.JsonPlace;
import banyan.proxy.route.Handle.Carrier;
import banyan.proxy.route.Handle.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads the {@code artefacts} of a route. One thread. */
final class ArtefactsReader {
  private static final String SHARED = "shared";
  private static final Set<String> KEYS = new TreeSet<>(Set.of("validators", "cursor", "upload"));
  private static final Set<String> CURSOR_KEYS = new TreeSet<>(Set.of("query", "body", "at"));
  private static final Set<String> UPLOAD_KEYS = new TreeSet<>(Set.of("path", "at"));
  private static final Pattern PARAMETER = Pattern.compile("[A-Za-z0-9._~\\[\\]-]{1,100}");
  private static final String PLACE_EXAMPLE = "/nextCursor";

  private final Faults faults;

  ArtefactsReader(Faults faults) {
    this.faults = faults;
  }

  /** What a route declares, or nothing. */
  Artefacts read(YamlMapping route) {
    Optional<Node> found = route.find("artefacts");
    if (found.isEmpty()) {
      return Artefacts.UNDECLARED;
    }
    if (found.get() instanceof ScalarNode scalar) {
      if (!scalar.getValue().equals(SHARED)) {
        faults.at(scalar, "write artefacts: shared, or name validators, cursor and upload");
      }
      return Artefacts.SHARED;
    }
    YamlMapping artefacts = YamlMapping.of(found.get(), "'artefacts'", KEYS, faults);
    boolean isShared = artefacts.parsed("validators", ArtefactsReader::parseShared).orElse(false);
    List<Handle> handles = new ArrayList<>();
    artefacts
        .find("cursor")
        .map(node -> YamlMapping.of(node, "'cursor'", CURSOR_KEYS, faults))
        .flatMap(this::readCursor)
        .ifPresent(handles::add);
    artefacts
        .find("upload")
        .map(node -> YamlMapping.of(node, "'upload'", UPLOAD_KEYS, faults))
        .flatMap(this::readUpload)
        .ifPresent(handles::add);
    if (!isShared && handles.isEmpty()) {
      faults.at(found.get(), "'artefacts' says nothing; write artefacts: shared, or leave it out");
    }
    return new Artefacts(isShared, handles);
  }

  private Optional<Handle> readCursor(YamlMapping cursor) {
    if (cursor.find("body").isPresent()) {
      return readInBody(cursor);
    }
    Optional<Carrier> carrier =
        cursor
            .demand("query", "write query: cursor, the parameter that brings it, or body: /cursor")
            .flatMap(text -> cursor.parse(cursor.node(), text, ArtefactsReader::parseParameter));
    return carrier.flatMap(by -> handle(Kind.CURSOR, by, cursor));
  }

  private Optional<Handle> readInBody(YamlMapping cursor) {
    if (cursor.find("query").isPresent()) {
      faults.at(cursor.node(), "a cursor comes by 'query' or by 'body'; write one of them");
      return Optional.empty();
    }
    Optional<Carrier> carrier = cursor.parsed("body", ArtefactsReader::parseMember);
    Optional<Handle> handle = carrier.flatMap(by -> handle(Kind.CURSOR, by, cursor));
    if (handle.isPresent() && handle.get().places().stream().anyMatch(MintingPlace::isLink)) {
      faults.at(cursor.node(), "no reference holds a cursor of a body; write at: /nextCursor");
      return Optional.empty();
    }
    return handle;
  }

  private Optional<Handle> readUpload(YamlMapping upload) {
    Optional<Carrier> carrier =
        upload
            .demand("path", "write path: \"/uploads/{id}\", the paths that bring it")
            .flatMap(text -> upload.parse(upload.node(), text, ArtefactsReader::parseSegment));
    return carrier.flatMap(by -> handle(Kind.UPLOAD, by, upload));
  }

  private Optional<Handle> handle(Kind kind, Carrier carrier, YamlMapping handle) {
    List<MintingPlace> places = new ArrayList<>();
    Optional<Node> at = handle.find("at");
    if (at.isPresent() && at.get() instanceof ScalarNode) {
      handle.parsed("at", MintingPlace::parse).ifPresent(places::add);
    } else {
      for (ScalarNode place : handle.scalars("at", "[" + PLACE_EXAMPLE + ", header Link]")) {
        handle.parse(place, place.getValue(), MintingPlace::parse).ifPresent(places::add);
      }
    }
    if (at.isEmpty()) {
      faults.at(
          handle.node(), "'at' is missing; write at: " + PLACE_EXAMPLE + ", where answers have it");
    } else if (places.size() > Handle.PLACES_MAX) {
      faults.at(at.get(), "'at' names more than " + Handle.PLACES_MAX + " places");
    }
    return places.isEmpty() || places.size() > Handle.PLACES_MAX
        ? Optional.empty()
        : Optional.of(new Handle(kind, carrier, places));
  }

  private static boolean parseShared(String text) {
    if (!text.equals(SHARED)) {
      throw new IllegalArgumentException(
          "'" + text + "': write validators: shared, or leave it out");
    }
    return true;
  }

  private static Carrier parseParameter(String text) {
    if (!PARAMETER.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is no parameter; write its name as it stands in queries");
    }
    return new Carrier.Parameter(text);
  }

  private static Carrier parseMember(String text) {
    boolean isNumber = text.startsWith(MintingPlace.NUMBER_WORD);
    String place = isNumber ? text.substring(MintingPlace.NUMBER_WORD.length()).strip() : text;
    if (!place.startsWith("/")) {
      throw new IllegalArgumentException(
          "body '" + text + "': write /cursor, or number /offset where a number stands");
    }
    return new Carrier.Member(JsonPlace.parse(place), isNumber);
  }

  private static Carrier parseSegment(String text) {
    PathTemplate template = PathTemplate.parse(text);
    int open = -1;
    for (int i = 0; i < template.segments().size(); i++) {
      if (template.segments().get(i) instanceof PathTemplate.Segment.Open) {
        if (open >= 0) {
          throw onlyOne(text);
        }
        open = i;
      }
    }
    if (open < 0) {
      throw onlyOne(text);
    }
    return new Carrier.Segment(template, open);
  }

  private static IllegalArgumentException onlyOne(String text) {
    return new IllegalArgumentException(
        "path '" + text + "': write one {id} in it, such as /uploads/{id} or /uploads/{id}/**");
  }
}
